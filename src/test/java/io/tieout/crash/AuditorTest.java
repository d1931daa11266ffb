package io.tieout.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.crash.Evidence.Bill;
import io.tieout.crash.Evidence.Charge;
import io.tieout.crash.Evidence.Known;
import io.tieout.crash.Evidence.Line;
import io.tieout.crash.Evidence.Row;
import io.tieout.crash.Finding.Promise;
import io.tieout.crash.Order.Kind;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The auditor finds what is planted, and nothing in good books. */
class AuditorTest extends PlantedBooks {
    @Test
    void goodBooks_nothingIsFound() {
        assertThat(broken()).isEmpty();
    }

    @Test
    void journalTwice_isFound() {
        journal("9", "ch_1", DOLLARS, "12.34");

        assertThat(broken()).contains(Promise.NOTHING_TWICE, Promise.TRIAL_BALANCE);
    }

    @Test
    void journalOfACharge_thatIsHeld_isFound() {
        at("ch_1", true, false);
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
        charges.add(new Charge("ch_4", "USD", 100, Optional.of(DAY), false, false));

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
        item("1", "USD", "12.35", true);
        sent("ch_1", "1");
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
        charges.set(0, new Charge("ch_1", "USD", 1_234, Optional.of(DAY.plusDays(1)), false, false));

        assertThat(broken()).containsExactly(Promise.TO_THE_CENT);
    }

    @Test
    void invoicePaidTwice_isFound() {
        charge("ch_4", Kind.AGAIN, "USD", 1_234, "CONFIRMED");
        bills.put("ch_4", new Bill(new Order(4, Kind.AGAIN, "USD", 1_234, 1), CUSTOMER));
        debit("4", "ch_4", DOLLARS, "12.34");
        credit("4", "ch_4", "12.34", "1");

        assertThat(broken()).containsExactly(Promise.NO_ITEM_TWICE);
    }

    @Test
    void rowsOfAConfirmedCharge_inTheInterface_areFound() {
        waiting.add(new Row("REFch_1", "NEW"));

        assertThat(broken()).containsExactly(Promise.NOTHING_LEFT);
    }

    @Test
    void referenceThatOnlyEbsKnows_isFound() {
        keys.put("REFch_9", new Known("LIVE", "9", Map.of()));

        assertThat(broken()).containsExactly(Promise.NOTHING_LEFT);
    }

    @Test
    void eventThatWasAnswered_andIsNotStored_isFound() {
        delivered.add("evt_3");

        assertThat(broken()).containsExactly(Promise.DURABLE);
    }

    @Test
    void chargeThatNobodyOrdered_isFound() {
        bills.remove("ch_3");

        assertThat(broken()).containsExactly(Promise.EVERY_CHARGE);
    }
}
