package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.launch.PostgresAddress;
import io.tieout.sandbox.Faults;
import io.tieout.testing.KeySetResource;
import io.tieout.testing.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One tenant's systems hang, fail or flood; from payment to confirmation the charges of two others take what they took
 * before. What held one up would hold it up for {@link #HANG}: the margin of the comparison is far below that.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationIT {
    private static final Duration HANG = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int AT_ONCE = 5;
    private static final int MOST = 6;
    private static final int MOST_OF_ONE = 2;
    private static final int FLOOD = 50;
    private static final int FOREVER = 1_000_000;

    private final ServedTenant first = new ServedTenant("first");
    private final ServedTenant second = new ServedTenant("second");
    private final ServedTenant troubled = new ServedTenant("troubled");
    private final List<ServedTenant> calm = List.of(first, second);
    private final PostgresAddress database = TestPostgres.newDatabase();
    private final Map<ServedTenant, Deque<String>> invoices = new HashMap<>();
    private ServedProcess process;

    @BeforeAll
    void start() throws Exception {
        String keySet = new KeySetResource().start().get("tieout.keyset");
        Map<String, String> settings = new HashMap<>(ServedCompany.settings(database, keySet));
        // Fewer threads than calls that hang: who may take all of them would leave none for the others.
        settings.put("TIEOUT_WORK_MOST", Integer.toString(MOST));
        settings.put("TIEOUT_WORK_MOST_OF_ONE", Integer.toString(MOST_OF_ONE));
        process = ServedProcess.start("isolation", settings).awaitReady();
        for (ServedTenant tenant : List.of(first, second, troubled)) {
            tenant.setUp(database, process.address());
            invoices.put(tenant, new ArrayDeque<>(tenant.invoices()));
            awaitConfirmed(List.of(pay(tenant)));
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("update link set settings = jsonb_set(settings, '{batch,most}', '1')"
                    + " where key = 'troubled-charges'");
        }
    }

    @AfterAll
    void end() {
        process.close();
        List.of(first, second, troubled).forEach(ServedTenant::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"latency", "status-500"})
    void erpInTrouble_delaysNoOtherTenant(String fault) throws Exception {
        Duration before = median();
        ServedTenant.control(
                troubled.ebs().baseUrl() + "/_sandbox/faults",
                Map.of("operation", Faults.ANY, "fault", fault, "times", FOREVER, "delay", HANG.toString()));
        List<Payment> stuck =
                IntStream.range(0, 2 * MOST).mapToObj(number -> pay(troubled)).toList();

        Duration during = median();

        assertThat(during).isLessThan(before.plus(MARGIN));
        assertThat(confirmed(stuck)).as("the trouble was real").isEmpty();
        ServedTenant.clearFaults(troubled.ebs());
        awaitConfirmed(stuck);
    }

    /** The ERP has ever new items, and customers who pay them are without end. */
    @Test
    void flood_delaysNoOtherTenant() throws Exception {
        Duration before = median();
        AtomicBoolean calmAgain = new AtomicBoolean();
        ServedTenant.control(
                troubled.stripe().baseUrl() + "/_sandbox/faults",
                Map.of("operation", Faults.ANY, "fault", "latency", "times", FOREVER, "delay", "PT0.5S"));
        CompletableFuture<?>[] flood = new CompletableFuture<?>[AT_ONCE];
        for (int customer = 0; customer < AT_ONCE; customer++) {
            flood[customer] = CompletableFuture.runAsync(() -> flood(calmAgain));
        }
        await().atMost(PATIENCE).until(() -> waiting() > FLOOD);

        Duration during = median();
        long left = waiting();

        calmAgain.set(true);
        CompletableFuture.allOf(flood).join();
        ServedTenant.clearFaults(troubled.stripe());
        assertThat(during).isLessThan(before.plus(MARGIN));
        assertThat(left).as("the flood was still there").isGreaterThan(FLOOD);
    }

    /** How many events of the troubled tenant wait. */
    private long waiting() throws SQLException {
        return number("select count(*) from event e join connection c on c.id = e.connection_id"
                + " where c.name = 'troubled-stripe' and e.state = 'NEW'");
    }

    private void flood(AtomicBoolean ended) {
        while (!ended.get()) {
            ServedTenant.control(
                    troubled.ebs().baseUrl() + "/_sandbox/ebs/invoice", Map.of("customer", "70001", "amount", "10.00"));
            troubled.charge("1000", "1001");
        }
    }

    /** A payment, and when it was made. */
    private record Payment(ServedTenant tenant, String charge, long nanos) {}

    private Payment pay(ServedTenant tenant) {
        String charge = tenant.pay(invoices.get(tenant).remove(), "never", "plain");
        return new Payment(tenant, charge, System.nanoTime());
    }

    /** How long charges of both calm tenants take to be confirmed, the one in the middle. */
    private Duration median() throws SQLException {
        List<Payment> open = new ArrayList<>();
        for (int number = 0; number < AT_ONCE; number++) {
            calm.forEach(tenant -> open.add(pay(tenant)));
        }
        List<Duration> took = new ArrayList<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            List<Payment> done = confirmed(open);
            done.forEach(payment -> took.add(Duration.ofNanos(System.nanoTime() - payment.nanos())));
            open.removeAll(done);
            return open.isEmpty();
        });
        took.sort(Comparator.naturalOrder());
        return took.get(took.size() / 2);
    }

    private void awaitConfirmed(List<Payment> payments) {
        await().atMost(PATIENCE).until(() -> confirmed(payments).size() == payments.size());
    }

    private List<Payment> confirmed(List<Payment> payments) throws SQLException {
        List<Payment> confirmed = new ArrayList<>();
        for (Payment payment : payments) {
            if (number("select count(*) from posting p join fact f on f.id = p.fact_id"
                            + " join connection c on c.id = f.connection_id where p.state = 'CONFIRMED'"
                            + " and f.object_id = '" + payment.charge() + "' and c.name = '"
                            + payment.tenant().name() + "-stripe'")
                    == 1) {
                confirmed.add(payment);
            }
        }
        return confirmed;
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
