package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.flow.Rehearsal;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One of two processes halts at each named point of the protocol, from the door to the books; the other goes on, and
 * every charge stands in the ledger once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashRehearsalIT {
    private static final int MOST_CHARGES = 20;
    /** Invoices that are kept for the tests of one currency; those in dollars go in pairs, several for each point. */
    private static final Map<String, Integer> OWN = Map.of("USD", 60, "EUR", 20);

    private static final long LINES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EURO = "01-000-1151-0000-000";
    private static final String UNKNOWN = "01-000-9999-0000-000";

    private final ServedCompany company = new ServedCompany();
    private final Deque<String> inEuro = new ArrayDeque<>();
    private final Deque<String> inDollars = new ArrayDeque<>();
    private final Deque<String> others = new ArrayDeque<>();
    /** How many lines of each charge must stand in the books. */
    private final Map<String, Long> booked = new HashMap<>();

    private final int doorOfVictims;
    private final ServedProcess survivor;
    private int victims;

    CrashRehearsalIT() throws IOException {
        doorOfVictims = ServedProcess.freePort();
        survivor = ServedProcess.start("survivor", settings());
    }

    @BeforeAll
    void setUp() throws Exception {
        company.setUp(survivor.awaitReady().address());
        company.orderWebhooks(survivor.address(), "http://127.0.0.1:" + doorOfVictims);
        await().atMost(PATIENCE).until(() -> company.number("select count(*) from ledger_period") > 0);
        for (JsonNode item : company.ebsTable("AR_PAYMENT_SCHEDULES_ALL")) {
            if (item.path("CLASS").asText().equals("INV") && item.path("ORG_ID").asInt() == 204) {
                pile(item.path("INVOICE_CURRENCY_CODE").asText())
                        .add(item.path("TRX_NUMBER").asText());
            }
        }
    }

    /** Groups are of one currency: what is split needs two invoices of the same. */
    private Deque<String> pile(String currency) {
        Deque<String> own = currency.equals("USD") ? inDollars : inEuro;
        return own.size() < OWN.getOrDefault(currency, 0) ? own : others;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(company.settings());
        settings.put("TIEOUT_WORK_LEASE", "PT2S");
        settings.put("TIEOUT_WORK_HELD_LOOK", "PT1S");
        return settings;
    }

    @AfterEach
    void calm() throws SQLException {
        company.batchOf(100);
        company.batchAge("PT0.2S");
        company.unmatched("hold");
        company.clearingOfEuro(EURO);
        open(period(0));
        company.period(period(1), "F");
    }

    @AfterAll
    void end() {
        survivor.close();
        company.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.tieout.fault.RehearsalPoints#drawn")
    void process_haltedAtPoint_isReplacedByTheOther_andEveryChargeStandsOnce(String point) throws Exception {
        List<String> charges = haltAt(point, () -> List.of(company.pay(others.remove(), "prompt")));

        assertAllConfirmed(charges);
    }

    /** A group of which EBS refuses a line is split; whoever halts on the way there, all of it is posted once. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.tieout.fault.RehearsalPoints#splitting")
    void process_haltedWhileItSplitsAGroup_isReplacedByTheOther(String point) throws Exception {
        company.batchOf(2);
        List<String> before = new ArrayList<>();
        List<String> charges = haltAt(point, () -> {
            // The next error must not meet what was split off from those before, and goes in alone.
            awaitConfirmed(before);
            company.ebsFault("SUBMIT_IMPORT", "import-error");
            List<String> pair =
                    List.of(company.pay(inDollars.remove(), "prompt"), company.pay(inDollars.remove(), "prompt"));
            before.addAll(pair);
            return pair;
        });

        assertAllConfirmed(charges);
    }

    /** Rows in a period that was closed since are moved to the next one; whoever halts on the way there, once. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.tieout.fault.RehearsalPoints#amending")
    void process_haltedWhileItMovesADate_isReplacedByTheOther(String point) throws Exception {
        company.period(period(1), "O");
        List<String> before = new ArrayList<>();
        List<String> charges = haltAt(point, () -> {
            // To open the period while rows wait for another would let them in as they are.
            awaitConfirmed(before);
            open(period(0));
            company.ebsFault("LOAD_JOURNALS", "period-closed");
            before.add(company.pay(others.remove(), "prompt"));
            return List.of(before.get(before.size() - 1));
        });

        assertAllConfirmed(charges);
    }

    /** The name of a period of the ledger, so many months from now. */
    private String period(int months) throws SQLException {
        return company.text("select name from ledger_period where not adjusting and"
                + " (now() at time zone 'America/New_York')::date + " + months
                + " * interval '1 month' between start_date and end_date");
    }

    private void open(String period) {
        company.period(period, "O");
        await().atMost(PATIENCE)
                .until(() -> company.number("select count(*) from ledger_period where open and name = '" + period + "'")
                        == 1);
    }

    private void assertAllConfirmed(List<String> charges) throws IOException {
        awaitConfirmed(charges);
        charges.forEach(charge -> booked.put(charge, LINES));
        assertBookedOnce();
    }

    private void awaitConfirmed(List<String> charges) {
        await().atMost(PATIENCE).until(() -> inState("CONFIRMED", charges) == charges.size());
    }

    /** A charge that is looked at again while it stands in the target is observed, and posted no second time. */
    @Test
    void process_haltedWhileItObserves_isReplacedByTheOther() throws Exception {
        List<String> charges = haltAt(RehearsalPoints.OBSERVED, () -> {
            String charge = company.pay(others.remove(), "prompt");
            await().atMost(PATIENCE).until(() -> inState("CONFIRMED", List.of(charge)) == 1);
            company.replay(survivor.address(), charge);
            return List.of(charge);
        });

        assertAllConfirmed(charges);
    }

    /** Half of an invoice is a question, and stays one; nothing of it is posted. */
    @Test
    void process_haltedWhileItAsksAPerson_leavesNothingHalf() throws Exception {
        List<String> charges =
                haltAt(RehearsalPoints.ASKED, () -> List.of(company.pay(others.remove(), "prompt", "partial-amount")));

        await().atMost(PATIENCE).until(() -> inState("REVIEW", charges) == charges.size());
        assertNotBooked(charges);
    }

    /** A disputed charge is held until the dispute is won; then it is posted, once. */
    @Test
    void process_haltedWhileItSetsAside_isReplacedByTheOther() throws Exception {
        company.batchAge("PT1H");
        List<String> charges =
                haltAt(RehearsalPoints.SET_ASIDE, () -> List.of(company.pay(others.remove(), "prompt", "dispute")));
        await().atMost(PATIENCE).until(() -> inState("HELD", charges) == charges.size());
        assertNotBooked(charges);

        company.batchAge("PT0.2S");
        company.winDisputes();

        assertAllConfirmed(charges);
    }

    /** Money on account is applied by a second journal once its invoice is there; whoever halts on the way, once. */
    @Test
    void process_haltedWhileItApplies_isReplacedByTheOther_andTwoJournalsStand() throws Exception {
        company.unmatched("record");
        Map<String, ServedCompany.Payer> payers = new HashMap<>();
        List<String> charges = haltAt(RehearsalPoints.APPLIED, () -> {
            ServedCompany.Payer payer = company.payer("11.11");
            String charge = company.charge("20002", payer);
            payers.put(charge, payer);
            return List.of(charge);
        });
        assertAllConfirmed(charges);

        for (String charge : charges) {
            company.enter(payers.get(charge), "200.02");
            booked.put(charge, 2 * LINES);
        }

        await().atMost(PATIENCE).until(() -> inState("CONFIRMED", charges) == 2L * charges.size());
        assertBookedOnce();
    }

    /** A refused posting is absent only once its tombstone stands: whoever halts on the way there, none is posted. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.tieout.fault.RehearsalPoints#closing")
    void process_haltedWhileItCloses_leavesNothingHalf(String point) throws Exception {
        company.clearingOfEuro(UNKNOWN);
        List<String> charges = haltAt(point, () -> List.of(company.pay(inEuro.remove(), "prompt")));

        await().atMost(PATIENCE).until(() -> inState("REVIEW", charges) == charges.size());
        assertNotBooked(charges);
    }

    /** Has customers pay; answers their charges. */
    @FunctionalInterface
    private interface Payments {
        List<String> get() throws SQLException;
    }

    /** Has a process halt at a point; customers pay until it has come there. Answers the charges. */
    private List<String> haltAt(String point, Payments payments) throws Exception {
        Map<String, String> settings = settings();
        settings.put("TIEOUT_REHEARSAL_HALT_AT", point);
        List<String> charges = new ArrayList<>();
        try (ServedProcess victim = ServedProcess.start("victim-" + ++victims, settings, doorOfVictims)) {
            victim.awaitReady();
            do {
                assertThat(charges)
                        .as("charges until a process came to " + point)
                        .hasSizeLessThan(MOST_CHARGES);
                charges.addAll(payments.get());
            } while (!victim.endsWithin(Duration.ofSeconds(2), Rehearsal.HALTED));
        }
        return charges;
    }

    private long inState(String state, List<String> charges) throws SQLException {
        if (charges.isEmpty()) {
            return 0;
        }
        String ids = charges.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        return company.number("select count(*) from posting p join fact f on f.id = p.fact_id where p.state = '" + state
                + "' and f.object_id in (" + ids + ")");
    }

    private Map<String, Long> lines() throws IOException {
        return company.ebsTable("GL_JE_LINES").stream()
                .map(row -> row.path("DESCRIPTION").asText().split(" ", 2)[0])
                .collect(Collectors.groupingBy(charge -> charge, Collectors.counting()));
    }

    private void assertNotBooked(List<String> charges) throws IOException {
        assertThat(lines()).doesNotContainKeys(charges.toArray(String[]::new));
        assertBookedOnce();
    }

    private void assertBookedOnce() throws IOException {
        Map<String, Long> lines = lines();
        assertThat(lines).as("lines in the books of each charge").containsAllEntriesOf(booked);
        assertThat(lines.values()).as("whole journals").allMatch(count -> count == LINES || count == 2 * LINES);
        assertThat(company.ebsTable("GL_INTERFACE")).isEmpty();
    }
}
