package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.flow.Rehearsal;
import io.tieout.launch.PostgresAddress;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A backup is restored while EBS holds more than it: the packaged program notices, stops, and after the command
 * {@code restore} every charge of before, of the forgotten time and of afterwards stands in the books once.
 */
class RestoreIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String NEVER = "PT1H";
    private static final String AT_ONCE = "PT0.2S";
    private static final String INCARNATION = "select incarnation from installation";
    private static final String ESTRANGED = "select count(*) from connection where name = 'acme-ebs'"
            + " and stopped_reason like 'the database was restored or has a twin%'";
    private static final String OVER_ALLOCATED = """
            select count(*) from (
              select a.item_id, sum(a.amount_minor) as taken from allocation a join posting p on p.id = a.posting_id
              where p.live or p.state = 'MATCHED' group by a.target, a.item_id) t
            join open_item i on i.item_id = t.item_id where t.taken > i.remaining_minor""";

    private final ServedCompany company = new ServedCompany();
    private final Deque<String> dollars = new ArrayDeque<>();
    private final Deque<String> euros = new ArrayDeque<>();
    private final List<String> charges = new ArrayList<>();
    private String applied = "";

    @BeforeEach
    void setUp() throws Exception {
        try (ServedProcess first = serve("before")) {
            company.setUp(first.address());
            for (JsonNode item : company.ebsTable("AR_PAYMENT_SCHEDULES_ALL")) {
                boolean ours = item.path("CLASS").asText().equals("INV")
                        && item.path("ORG_ID").asInt() == 204;
                pile(item.path("INVOICE_CURRENCY_CODE").asText())
                        .filter(pile -> ours)
                        .ifPresent(pile -> pile.add(item.path("TRX_NUMBER").asText()));
            }
            pay(dollars, 3);
            awaitAll("CONFIRMED", charges);
            company.batchAge(NEVER);
            awaitAll("MATCHED", pay(euros, 3));
            first.terminate();
        }
    }

    private Optional<Deque<String>> pile(String currency) {
        return switch (currency) {
            case "USD" -> Optional.of(dollars);
            case "EUR" -> Optional.of(euros);
            default -> Optional.empty();
        };
    }

    @AfterEach
    void end() {
        company.close();
    }

    @Test
    void databaseRestored_isNoticed_andAfterTheCommandEveryChargeStandsOnce() throws Exception {
        // Four of one currency make a batch; it is frozen when the backup is made, and its load leaves only afterwards.
        String paidByHand = dollars.peek();
        List<String> frozen = haltAt("load leaves", () -> pay(dollars, 4));
        charges.removeAll(frozen);
        PostgresAddress backup = company.backUp();
        company.restFrozenBatches();
        String paidTwice = forgottenTime();
        company.receipt(paidByHand);
        Map<String, Map<String, Map<String, String>>> late = forgottenLoad();
        assertThat(company.number("select max(number) from batch")).isGreaterThan(3);

        company.restore(backup);
        notice();
        assertThat(command("restore", "acme-ebs", "--no-process")).isZero();
        assertThat(company.number(INCARNATION)).as("a look changes nothing").isEqualTo(1);
        assertThat(company.number(ESTRANGED)).isEqualTo(1);
        killedInTheMiddle();
        assertThat(command("restore", "acme-ebs", "--adopt", "--no-process")).isZero();
        assertThat(company.number(INCARNATION)).isEqualTo(3);
        assertThat(company.number(ESTRANGED)).isZero();
        assertThat(company.number("select count(*) from adopted_item"))
                .as("open items of which only EBS knows that they are taken")
                .isPositive();

        charges.addAll(frozen.subList(1, frozen.size()));
        String second = company.pay(paidTwice);
        try (ServedProcess after = serve("after")) {
            assertThat(company.arrives(late))
                    .as("the load of the forgotten past is fenced off")
                    .isEqualTo("FENCED");
            company.batchAge(AT_ONCE);

            awaitAll("CONFIRMED", charges);
            await().atMost(PATIENCE).until(() -> count("CONFIRMED", "'" + applied + "'") == 2);
            awaitAll("REVIEW", List.of(second, frozen.get(0)));
            assertBookedOnce();
            assertThat(company.number(OVER_ALLOCATED)).isZero();
            assertThat(company.number("select count(*) from adopted_item")).isZero();
            assertThat(company.text("select coalesce(string_agg(kind, ' '), '') from alert where cleared_at is null"
                            + " and kind in ('restored-without-fact', 'connection-stopped')"))
                    .isEmpty();
            assertThat(after.errors()).isEmpty();
        }
        assertThat(command("restore", "acme-ebs", "--no-process"))
                .as("nothing is left to be restored")
                .isEqualTo(1);
        assertThat(command("audit", "verify")).isZero();
    }

    private void assertBookedOnce() throws IOException {
        Map<String, Long> lines = lines();
        assertThat(lines.remove(applied)).as("recorded, and applied").isEqualTo(4);
        assertThat(lines).containsOnlyKeys(charges);
        assertThat(lines.values()).allMatch(count -> count == 2);
        assertThat(company.ebsTable("GL_INTERFACE")).isEmpty();
    }

    /** What is paid and posted after the backup was made, found by webhooks alone; answers an invoice of it. */
    private String forgottenTime() throws Exception {
        company.batchAge(AT_ONCE);
        company.unmatched("record");
        String invoice = dollars.peek();
        Map<String, String> settings = new HashMap<>(company.settings());
        settings.put("TIEOUT_POLLING_EVENTS", "3600000");
        settings.put("TIEOUT_WORK_HELD_LOOK", "PT1S");
        try (ServedProcess served =
                ServedProcess.start("restore-forgotten", settings).awaitReady()) {
            company.orderWebhooks(served.address(), served.address());
            ServedCompany.Payer payer = company.payer("11.11");
            applied = company.charge("20002", payer);
            pay(dollars, 4, "prompt");
            awaitAll("CONFIRMED", List.of(applied));
            company.enter(payer, "200.02");
            awaitAll("CONFIRMED", charges);
            await().atMost(PATIENCE).until(() -> count("CONFIRMED", "'" + applied + "'") == 2);
            served.terminate();
        }
        return invoice;
    }

    /** The command ends as by {@code kill -9} after its first page: the connection stays stopped, and it is run again. */
    private void killedInTheMiddle() throws Exception {
        Map<String, String> settings = new HashMap<>(company.settings());
        settings.put("TIEOUT_REHEARSAL_HALT_AT", "restore adopted");
        assertThat(ServedProcess.command(settings, "restore", "acme-ebs", "--adopt", "--no-process"))
                .isEqualTo(Rehearsal.HALTED);
        assertThat(company.number(INCARNATION)).isEqualTo(2);
        assertThat(company.number(ESTRANGED)).isEqualTo(1);
    }

    /** The last load of the forgotten time is under way when its process ends; answers the call. */
    private Map<String, Map<String, Map<String, String>>> forgottenLoad() throws Exception {
        haltAt("load leaves", () -> pay(dollars, 1));
        return company.loadOf(company.text(
                "select max(id) from batch where state = 'FROZEN' and next_attempt_at < now() + interval '1 hour'"));
    }

    /** The restored database is served before polling finds anything of what it has forgotten: the connection stops. */
    private void notice() throws Exception {
        company.hideEvents();
        try (ServedProcess restored = serve("restored")) {
            await().atMost(PATIENCE).until(() -> company.number(ESTRANGED) == 1);
            await().atMost(PATIENCE)
                    .until(() -> company.number(
                                    "select count(*) from process_key where seen_at > now() - interval '10 seconds'")
                            > 0);
            assertThat(command("restore", "acme-ebs", "--adopt"))
                    .as("refused while a process runs")
                    .isEqualTo(1);
            assertThat(company.number(INCARNATION)).isEqualTo(1);
            restored.terminate();
        }
        company.listEvents();
    }

    private ServedProcess serve(String name) throws IOException {
        return ServedProcess.start("restore-" + name, company.settings()).awaitReady();
    }

    private int command(String... arguments) throws IOException, InterruptedException {
        return ServedProcess.command(company.settings(), arguments);
    }

    /** Customers pay, and no webhook tells of it; answers the charges. */
    private List<String> pay(Deque<String> invoices, int count) {
        return pay(invoices, count, "never");
    }

    private List<String> pay(Deque<String> invoices, int count, String delivery) {
        List<String> paid = Stream.generate(invoices::remove)
                .limit(count)
                .map(invoice -> company.pay(invoice, delivery))
                .toList();
        charges.addAll(paid);
        return paid;
    }

    /** Customers pay, at least once. */
    @FunctionalInterface
    private interface Payments {
        List<String> get();
    }

    private List<String> haltAt(String point, Payments payments) throws Exception {
        Map<String, String> settings = new HashMap<>(company.settings());
        settings.put("TIEOUT_REHEARSAL_HALT_AT", point);
        try (ServedProcess victim = ServedProcess.start("restore-" + point.replace(' ', '-'), settings)) {
            victim.awaitReady();
            List<String> paid = payments.get();
            assertThat(victim.endsWithin(PATIENCE, Rehearsal.HALTED)).isTrue();
            return paid;
        }
    }

    private void awaitAll(String state, List<String> all) {
        String ids = all.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        await().atMost(PATIENCE).until(() -> count(state, ids) == all.size());
    }

    private long count(String state, String ids) throws SQLException {
        return company.number("select count(*) from posting p join fact f on f.id = p.fact_id where p.state = '" + state
                + "' and f.object_id in (" + ids + ")");
    }

    private Map<String, Long> lines() throws IOException {
        return company.ebsTable("GL_JE_LINES").stream()
                .map(row -> row.path("DESCRIPTION").asText().split(" ", 2)[0])
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
