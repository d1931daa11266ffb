package io.tieout.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.crash.Evidence.Bill;
import io.tieout.crash.Evidence.Row;
import io.tieout.crash.Finding.Promise;
import io.tieout.crash.Order.Kind;
import org.junit.jupiter.api.Test;

/** Why charges are not in the ledger: the auditor finds what is planted. */
class CausesTest extends PlantedBooks {
    @Test
    void heldCharge_withoutAnOpenDispute_isFound() {
        neverSent("ch_1", "HELD");
        assertThat(broken()).containsExactly(Promise.TRUE_STATE);

        at("ch_1", true, false);
        assertThat(broken()).isEmpty();
    }

    @Test
    void disputedCharge_thatIsNotHeld_isFound() {
        at("ch_3", true, false);

        assertThat(broken()).containsExactly(Promise.TRUE_STATE);
    }

    @Test
    void ignoredCharge_thatWasNotGivenBack_isFound() {
        neverSent("ch_1", "IGNORED");
        assertThat(broken()).containsExactly(Promise.TRUE_STATE);

        at("ch_1", false, true);
        assertThat(broken()).isEmpty();
    }

    @Test
    void chargeThatWasGivenBack_andIsAsked_isFound() {
        at("ch_3", false, true);

        assertThat(broken()).containsExactly(Promise.TRUE_STATE);
    }

    @Test
    void goneCharge_thatEbsNeverHad_isFound() {
        hits.put("person-deletes", 1);
        neverSent("ch_1", "GONE");
        assertThat(broken()).containsExactly(Promise.TRUE_STATE);

        sent("ch_1", "1");
        assertThat(broken()).isEmpty();
    }

    @Test
    void goneCharge_thatIsInTheBooks_isFound() {
        hits.put("person-deletes", 1);
        replace("ch_1", "GONE", "because");

        assertThat(broken()).contains(Promise.TRUE_STATE);
    }

    @Test
    void goneCharge_thatNobodyDeleted_isFound() {
        neverSent("ch_1", "GONE");
        sent("ch_1", "1");

        assertThat(broken()).containsExactly(Promise.TRUE_STATE);
    }

    @Test
    void questionAboutAnInvoiceThatCanBeTaken_isFound() {
        neverSent("ch_1", "REVIEW");
        assertThat(broken()).containsExactly(Promise.WORK_DONE);

        item("1", "USD", "12.34", false);
        assertThat(broken()).isEmpty();
    }

    @Test
    void questionAboutAnInvoiceThatAnotherHasTaken_isNothingWrong() {
        charge("ch_4", Kind.AGAIN, "USD", 1_234, "REVIEW");
        bills.put("ch_4", new Bill(new Order(4, Kind.AGAIN, "USD", 1_234, 1), CUSTOMER));

        assertThat(broken()).isEmpty();
    }

    @Test
    void deadCharge_isFound() {
        neverSent("ch_1", "DEAD");

        assertThat(broken()).containsExactly(Promise.WORK_DONE);
    }

    @Test
    void postingInError_needsARefusedRow_andAFaultThatRefusesIt() {
        lines.removeIf(line -> line.charge().equals("ch_1"));
        replace("ch_1", "REVIEW", "because");
        waiting.add(new Row("REFch_1", "P"));
        hits.put("import-error", 1);
        assertThat(broken()).containsExactly(Promise.WORK_DONE);

        waiting.add(new Row("REFch_1", "EF03"));
        assertThat(broken()).isEmpty();

        hits.clear();
        assertThat(broken()).containsExactly(Promise.WORK_DONE);
    }
}
