package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.ledger.Journal;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.ledger.JournalLine.Side;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Reference;
import io.tieout.port.erp.JournalAnswers.GroupRow;
import io.tieout.port.erp.JournalAnswers.RowEntry;
import io.tieout.port.erp.Remedy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who leaves a group that an import refused, and what its rows say of each. */
class FailedGroupTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-20");
    private static final Reference ONE = new Reference("TIEONE");
    private static final Reference TWO = new Reference("TIETWO");
    private static final Reference THREE = new Reference("TIETHREE");

    @Test
    void innocentsStay_andAllOthersLeave_whateverTheyNeed() {
        FailedGroup failed =
                group(List.of(rows(ONE, Remedy.NONE), rows(TWO, Remedy.PERSON), rows(THREE, Remedy.MOVE_DATE)));

        assertThat(failed.rows()).isEqualTo(6);
        assertThat(failed.leaving()).containsExactlyInAnyOrder(TWO, THREE);
        assertThat(failed.words(failed.leaving())).contains("MOVE_DATE", "PERSON");
    }

    @Test
    void withoutInnocents_thoseLeaveThatNeedTheMost() {
        assertThat(group(List.of(rows(ONE, Remedy.WAIT), rows(TWO, Remedy.PERSON), rows(THREE, Remedy.MOVE_DATE)))
                        .leaving())
                .containsExactly(TWO);
        assertThat(group(List.of(rows(ONE, Remedy.WAIT), rows(THREE, Remedy.MOVE_DATE)))
                        .leaving())
                .containsExactly(THREE);
    }

    @Test
    void groupOfOneKind_isNotSplit() {
        for (Remedy remedy : Remedy.values()) {
            FailedGroup failed = group(List.of(rows(ONE, remedy), rows(TWO, remedy)));
            assertThat(failed.leaving()).isEmpty();
            assertThat(failed.remedy()).isEqualTo(remedy);
        }
    }

    @Test
    void postingWithSeveralErrors_needsWhatTheWorstOfThemNeeds() {
        List<GroupRow> rows = List.of(row(ONE, debit(), Remedy.MOVE_DATE), row(ONE, credit(), Remedy.PERSON));

        assertThat(FailedGroup.of("7", rows, sent(ONE)).findings())
                .containsEntry(
                        ONE,
                        new FailedGroup.Finding(
                                Remedy.PERSON, "the import refused it: trouble MOVE_DATE; trouble PERSON"));
    }

    @Test
    void rowsOfAnotherAccountDateOrNumber_wereChangedByAPerson() {
        JournalLine other = new JournalLine("01-9999", Side.CREDIT, Money.ofMinor(100, "USD"), "10", "x");
        assertChanged(List.of(row(ONE, debit(), Remedy.NONE), row(ONE, other, Remedy.NONE)));
        assertChanged(List.of(row(ONE, debit(), Remedy.NONE)));
        assertChanged(List.of(row(ONE, debit(), Remedy.NONE), row(ONE, debit(), Remedy.NONE)));
        assertChanged(
                List.of(row(ONE, debit(), Remedy.NONE), new GroupRow(ONE, "NEW", Remedy.NONE, "", Optional.empty())));
        RowEntry moved = new RowEntry(credit(), DAY.plusDays(1));
        assertChanged(
                List.of(row(ONE, debit(), Remedy.NONE), new GroupRow(ONE, "NEW", Remedy.NONE, "", Optional.of(moved))));
    }

    @Test
    void rowsOfAReferenceOfAnotherBatch_areTakenAsTheyAre() {
        FailedGroup failed = FailedGroup.of("7", rows(TWO, Remedy.NONE), sent(ONE));

        assertThat(failed.remedy()).isEqualTo(Remedy.NONE);
    }

    private static void assertChanged(List<GroupRow> rows) {
        FailedGroup failed = FailedGroup.of("7", rows, sent(ONE));

        assertThat(failed.remedy()).isEqualTo(Remedy.PERSON);
        assertThat(failed.findings().get(ONE).words()).contains("someone has changed them");
    }

    private static FailedGroup group(List<List<GroupRow>> parts) {
        List<GroupRow> rows = new ArrayList<>();
        parts.forEach(rows::addAll);
        return FailedGroup.of("7", rows, sent(ONE, TWO, THREE));
    }

    private static List<GroupRow> rows(Reference reference, Remedy remedy) {
        return List.of(row(reference, debit(), remedy), row(reference, credit(), Remedy.NONE));
    }

    private static GroupRow row(Reference reference, JournalLine line, Remedy remedy) {
        String trouble = remedy == Remedy.NONE ? "" : "trouble " + remedy;
        return new GroupRow(reference, "code", remedy, trouble, Optional.of(new RowEntry(line, DAY)));
    }

    private static JournalLine debit() {
        return new JournalLine("01-1150", Side.DEBIT, Money.ofMinor(100, "USD"), "", "x");
    }

    private static JournalLine credit() {
        return new JournalLine("01-2150", Side.CREDIT, Money.ofMinor(100, "USD"), "10", "x");
    }

    private static Map<Reference, FailedGroup.Sent> sent(Reference... references) {
        Map<Reference, FailedGroup.Sent> postings = new HashMap<>();
        for (Reference reference : references) {
            postings.put(reference, new FailedGroup.Sent(DAY, new Journal(reference, List.of(debit(), credit()))));
        }
        return postings;
    }
}
