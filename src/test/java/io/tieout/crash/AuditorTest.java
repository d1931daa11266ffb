package io.tieout.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.crash.Evidence.Charge;
import io.tieout.crash.Evidence.Line;
import io.tieout.crash.Evidence.Posting;
import io.tieout.crash.Finding.Promise;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The auditor finds what is planted, and nothing in good books. */
class AuditorTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final String DOLLARS = "01-000-1150-0000-000";
    private static final String YEN = "01-000-1152-0000-000";
    private static final String RECEIPTS = "01-000-2150-0000-000";

    private final List<Charge> charges = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, BigDecimal> items = new HashMap<>(Map.of("1", decimal("12.34"), "2", decimal("500")));
    private final Map<String, Long> facts = new HashMap<>();
    private final List<Posting> postings = new ArrayList<>();
    private final Set<String> delivered = new HashSet<>(Set.of("evt_1"));
    private final Set<String> stored = new HashSet<>(Set.of("evt_1", "evt_2"));

    /** One charge of dollars and one of yen in the books, and one in review. */
    AuditorTest() {
        charge("ch_1", "USD", 1_234, "CONFIRMED");
        journal("1", "ch_1", DOLLARS, "12.34");
        charge("ch_2", "JPY", 500, "CONFIRMED");
        journal("2", "ch_2", YEN, "500");
        charge("ch_3", "USD", 99, "REVIEW");
    }

    private void charge(String id, String currency, long minor, String state) {
        charges.add(new Charge(id, currency, minor, Optional.of(DAY)));
        facts.put(id, 1L);
        postings.add(posting(id, state, "because"));
        if (state.equals("CONFIRMED")) {
            keys.put("REF" + id, "LIVE");
        }
    }

    private Posting posting(String id, String state, String reason) {
        Charge charge =
                charges.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
        return new Posting(id, "RECORD", 1, state, reason, "REF" + id, charge.minor(), charge.currency(), false);
    }

    private void journal(String number, String id, String clearing, String amount) {
        String currency = clearing.equals(YEN) ? "JPY" : "USD";
        BigDecimal gross = decimal(amount);
        lines.add(new Line(number, "REF" + id, id, clearing, currency, DAY, true, gross, BigDecimal.ZERO, ""));
        lines.add(new Line(number, "REF" + id, id, RECEIPTS, currency, DAY, true, BigDecimal.ZERO, gross, number));
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    private void replace(String id, String state, String reason) {
        postings.removeIf(posting -> posting.charge().equals(id));
        postings.add(posting(id, state, reason));
    }

    private Set<Promise> broken() {
        Evidence evidence = new Evidence(charges, lines, waiting, keys, items, facts, postings, delivered, stored);
        Set<Promise> broken = new HashSet<>();
        new Auditor(evidence).audit().forEach(finding -> broken.add(finding.promise()));
        return broken;
    }

    @Test
    void goodBooks_nothingIsFound() {
        assertThat(broken()).isEmpty();
    }

    @Test
    void journalTwice_isFound() {
        items.put("3", decimal("12.34"));
        journal("3", "ch_1", DOLLARS, "12.34");

        assertThat(broken()).containsExactlyInAnyOrder(Promise.NOTHING_TWICE, Promise.TRIAL_BALANCE);
    }

    @Test
    void journalOfACharge_thatIsHeld_isFound() {
        replace("ch_1", "HELD", "a dispute is open");

        assertThat(broken()).containsExactly(Promise.NOTHING_TWICE);
    }

    @Test
    void journalUnderAnotherReference_isFound() {
        Line line = lines.remove(0);
        lines.add(
                new Line(line.journal(), "OTHER", "ch_1", DOLLARS, "USD", DAY, true, line.debit(), line.credit(), ""));

        assertThat(broken()).containsExactly(Promise.NOTHING_TWICE);
    }

    @Test
    void journalOfNoCharge_isFound() {
        journal("3", "ch_9", DOLLARS, "1.00");

        assertThat(broken()).contains(Promise.NOTHING_TWICE, Promise.TRIAL_BALANCE);
    }

    @Test
    void chargeThatNobodyRecorded_isFound() {
        charges.add(new Charge("ch_4", "USD", 100, Optional.of(DAY)));

        assertThat(broken()).containsExactly(Promise.EVERY_CHARGE);
    }

    @Test
    void confirmedCharge_thatIsNotInTheLedger_isFound() {
        lines.removeIf(line -> line.charge().equals("ch_2"));

        assertThat(broken()).containsExactly(Promise.EVERY_CHARGE);
    }

    @Test
    void chargeInReview_withoutReason_isFound() {
        replace("ch_3", "REVIEW", " ");

        assertThat(broken()).containsExactly(Promise.EVERY_CHARGE);
    }

    @Test
    void chargeUnderWay_isFound() {
        replace("ch_3", "SENT", "loaded");

        assertThat(broken()).containsExactly(Promise.NOTHING_LEFT);
    }

    @Test
    void centTooMuch_onBothSides_isFound() {
        lines.removeIf(line -> line.charge().equals("ch_1"));
        items.put("1", decimal("12.35"));
        journal("1", "ch_1", DOLLARS, "12.35");

        assertThat(broken()).containsExactlyInAnyOrder(Promise.TO_THE_CENT, Promise.TRIAL_BALANCE);
    }

    @Test
    void centTooMuch_onOneSide_isFound() {
        Line line = lines.remove(0);
        lines.add(new Line(
                "1", line.reference(), "ch_1", DOLLARS, "USD", DAY, true, decimal("12.35"), BigDecimal.ZERO, ""));

        assertThat(broken()).containsExactlyInAnyOrder(Promise.TO_THE_CENT, Promise.TRIAL_BALANCE);
    }

    @Test
    void wrongAccount_isFound() {
        lines.removeIf(line -> line.charge().equals("ch_1"));
        journal("1", "ch_1", "01-000-1010-0000-000", "12.34");

        assertThat(broken()).containsExactlyInAnyOrder(Promise.TO_THE_CENT, Promise.TRIAL_BALANCE);
    }

    @Test
    void wrongDay_isFound() {
        charges.set(0, new Charge("ch_1", "USD", 1_234, Optional.of(DAY.plusDays(1))));

        assertThat(broken()).containsExactly(Promise.TO_THE_CENT);
    }

    @Test
    void invoicePaidTwice_isFound() {
        items.put("1", decimal("12.33"));

        assertThat(broken()).containsExactly(Promise.NO_ITEM_TWICE);
    }

    @Test
    void rowsOfAConfirmedCharge_inTheInterface_areFound() {
        waiting.add("REFch_1");

        assertThat(broken()).containsExactly(Promise.NOTHING_LEFT);
    }

    @Test
    void referenceThatOnlyEbsKnows_isFound() {
        keys.put("REFch_9", "LIVE");

        assertThat(broken()).containsExactly(Promise.NOTHING_LEFT);
    }

    @Test
    void eventThatWasAnswered_andIsNotStored_isFound() {
        delivered.add("evt_3");

        assertThat(broken()).containsExactly(Promise.DURABLE);
    }
}
