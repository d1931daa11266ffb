package io.tieout.domain.ledger;

import static io.tieout.domain.ledger.ChargeDraft.usd;
import static io.tieout.domain.ledger.LedgerFixture.BOOKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.domain.fact.Charge;
import io.tieout.domain.ledger.JournalLine.Side;
import io.tieout.domain.matching.Allocation;
import io.tieout.domain.matching.Distribution;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Reference;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The second effect: what was left on account is applied (accounting.md rule 6). */
class LaterJournalTest {
    private static final Reference FIRST = new Reference("TIEFIRST");
    private static final Reference SECOND = new Reference("TIESECOND");

    @Test
    void later_debitsTheAccountThatWasCredited_underItsOwnReference() {
        Journal first = recorded(100, List.of(), false);

        Journal later = ChargeJournal.later(SECOND, left(first), Distribution.of(List.of(allocation("7", 100))), BOOKS);

        assertThat(later)
                .isEqualTo(new Journal(
                        SECOND,
                        List.of(
                                new JournalLine("01-2161", Side.DEBIT, usd(100), "", "ch_1 applied"),
                                new JournalLine("01-1290", Side.CREDIT, usd(100), "7", "ch_1 INV-7"))));
    }

    @Test
    void journalWithoutMoneyOnAccount_leavesNothing() {
        assertThat(ChargeJournal.leftOnAccount(recorded(100, List.of(allocation("7", 100)), true)))
                .isEmpty();
    }

    @Test
    void later_thatDoesNotAddUp_isRefused() {
        JournalLine left = left(recorded(100, List.of(), true));

        assertThatThrownBy(
                        () -> ChargeJournal.later(SECOND, left, Distribution.of(List.of(allocation("7", 99))), BOOKS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Both journals together are what one would have been, had it been known at once. */
    @Property(tries = 500)
    void recordedAndLater_together_areTheJournalOfOneDecision(
            @ForAll @Size(max = 5) List<@IntRange(min = 1, max = 1_000_000) Integer> atOnce,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 1_000_000) Integer> afterwards,
            @ForAll boolean identified) {
        List<Allocation> early = allocations("a", atOnce);
        List<Allocation> late = allocations("b", afterwards);
        long all = sum(atOnce) + sum(afterwards);
        Journal first = recorded(all, early, identified);

        Journal later = ChargeJournal.later(SECOND, left(first), Distribution.of(late), BOOKS);

        List<JournalLine> both = new ArrayList<>(first.lines());
        both.addAll(later.lines());
        assertThat(net(both, "01-1190")).isEqualTo(all);
        assertThat(net(both, identified ? "01-2160" : "01-2161")).isZero();
        assertThat(net(both, "01-1290")).isEqualTo(-all);
        assertThat(later.lines().stream().skip(1).map(JournalLine::item)).doesNotContain("");
    }

    private static long net(List<JournalLine> lines, String account) {
        return lines.stream()
                .filter(line -> line.account().equals(account))
                .mapToLong(line -> line.side() == Side.DEBIT
                        ? line.amount().minorUnits()
                        : -line.amount().minorUnits())
                .sum();
    }

    private static Journal recorded(long cents, List<Allocation> allocations, boolean identified) {
        Charge charge =
                new ChargeDraft().amount(usd(cents)).amountRefunded(usd(0)).charge();
        long taken =
                allocations.stream().mapToLong(one -> one.amount().minorUnits()).sum();
        Distribution distribution = new Distribution(allocations, usd(cents - taken), identified, usd(0));
        return ChargeJournal.of(FIRST, charge, distribution, BOOKS);
    }

    private static JournalLine left(Journal journal) {
        return ChargeJournal.leftOnAccount(journal).orElseThrow();
    }

    private static List<Allocation> allocations(String prefix, List<Integer> amounts) {
        List<Allocation> allocations = new ArrayList<>();
        amounts.forEach(amount -> allocations.add(allocation(prefix + allocations.size(), amount)));
        return allocations;
    }

    private static long sum(List<Integer> amounts) {
        return amounts.stream().mapToLong(Integer::longValue).sum();
    }

    private static Allocation allocation(String id, long cents) {
        Money amount = usd(cents);
        OpenItem item = new OpenItem(
                id,
                "204",
                "1001",
                "N-1001",
                "Customer 1001",
                "INV-" + id,
                "T-" + id,
                "INV",
                amount,
                amount,
                usd(0),
                false,
                1,
                LocalDate.of(2026, 11, 30),
                true);
        return new Allocation(item, amount);
    }
}
