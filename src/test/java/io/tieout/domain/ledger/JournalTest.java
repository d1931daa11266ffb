package io.tieout.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.domain.ledger.JournalLine.Side;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Reference;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    private static final Reference REFERENCE = new Reference("TIETEST");

    @Test
    void journal_balanced_keepsItsLines() {
        List<JournalLine> lines = new ArrayList<>(List.of(line(Side.DEBIT, 300, "USD"), line(Side.CREDIT, 300, "USD")));

        Journal journal = new Journal(REFERENCE, lines);
        lines.clear();

        assertThat(journal.lines()).hasSize(2);
    }

    @Test
    void journal_balancedInEachOfTwoCurrencies_isTaken() {
        assertThat(new Journal(
                                REFERENCE,
                                List.of(
                                        line(Side.DEBIT, 300, "USD"),
                                        line(Side.CREDIT, 200, "JPY"),
                                        line(Side.CREDIT, 300, "USD"),
                                        line(Side.DEBIT, 200, "JPY")))
                        .lines())
                .hasSize(4);
    }

    @Test
    void journal_balancedOnlyAcrossCurrencies_isRefused() {
        assertRefused(List.of(line(Side.DEBIT, 300, "USD"), line(Side.CREDIT, 300, "EUR")));
        assertRefused(List.of(
                line(Side.DEBIT, 300, "USD"),
                line(Side.CREDIT, 200, "USD"),
                line(Side.DEBIT, 100, "EUR"),
                line(Side.CREDIT, 200, "EUR")));
    }

    @Test
    void journal_emptyOneSidedOrOffByOne_isRefused() {
        assertRefused(List.of());
        assertRefused(List.of(line(Side.DEBIT, 300, "USD")));
        assertRefused(List.of(line(Side.DEBIT, 300, "USD"), line(Side.DEBIT, 300, "USD")));
        assertRefused(List.of(line(Side.DEBIT, 300, "USD"), line(Side.CREDIT, 299, "USD")));
    }

    @Test
    void journal_whoseSumWouldOverflow_isRefused() {
        List<JournalLine> lines = List.of(
                line(Side.DEBIT, Long.MAX_VALUE, "USD"),
                line(Side.DEBIT, Long.MAX_VALUE, "USD"),
                line(Side.DEBIT, 2, "USD"));

        assertThatThrownBy(() -> new Journal(REFERENCE, lines)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void line_notPositive_isRefused(long amount) {
        assertThatThrownBy(() -> line(Side.DEBIT, amount, "USD")).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 1_000)
    void journal_ofAnyLines_isTakenOnlyWhenEachCurrencySumsToZero(
            @ForAll @Size(max = 5) List<@LongRange(min = -3, max = 3) Long> dollars,
            @ForAll @Size(max = 4) List<@LongRange(min = -2, max = 2) Long> dinars) {
        List<JournalLine> lines = new ArrayList<>();
        dollars.forEach(amount -> add(lines, amount, "USD"));
        dinars.forEach(amount -> add(lines, amount, "BHD"));

        if (!lines.isEmpty() && sum(dollars).signum() == 0 && sum(dinars).signum() == 0) {
            assertThat(new Journal(REFERENCE, lines).lines()).isEqualTo(lines);
        } else {
            assertRefused(lines);
        }
    }

    private static void assertRefused(List<JournalLine> lines) {
        assertThatThrownBy(() -> new Journal(REFERENCE, lines))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("journal TIETEST does not balance per currency");
    }

    private static void add(List<JournalLine> lines, long amount, String currency) {
        if (amount != 0) {
            lines.add(line(amount > 0 ? Side.DEBIT : Side.CREDIT, Math.abs(amount), currency));
        }
    }

    private static BigInteger sum(List<Long> amounts) {
        return amounts.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static JournalLine line(Side side, long amount, String currency) {
        return new JournalLine("01-1190", side, Money.ofMinor(amount, currency), "", "ch_1");
    }
}
