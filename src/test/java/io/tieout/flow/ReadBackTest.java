package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.ledger.Journal;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.ledger.JournalLine.Side;
import io.tieout.domain.ledger.Period;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Reference;
import io.tieout.port.erp.JournalAnswers.LedgerLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReadBackTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 10);
    private static final Period NOVEMBER =
            new Period("NOV-26", LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30), false, false);
    private static final ReadBack.Destination SENT_TO = new ReadBack.Destination("1", DAY, List.of(NOVEMBER));
    private static final JournalLine DEBIT = line("01-1190", Side.DEBIT, 10_000, "USD", "");
    private static final JournalLine FIRST = line("01-1290", Side.CREDIT, 6_000, "USD", "7");
    private static final JournalLine SECOND = line("01-1290", Side.CREDIT, 4_000, "USD", "8");
    private static final Journal SENT = journal(List.of(DEBIT, FIRST, SECOND));

    @Test
    void books_holdingWhatWasSent_differInNothing() {
        assertThat(difference(DEBIT, FIRST, SECOND)).isEmpty();
        assertThat(difference(SECOND, DEBIT, FIRST)).isEmpty();
    }

    @Test
    void books_describingALineOtherwise_differInNothing() {
        JournalLine described = new JournalLine("01-1190", Side.DEBIT, Money.ofMinor(10_000, "USD"), "", "cut off");

        assertThat(difference(described, FIRST, SECOND)).isEmpty();
    }

    @Test
    void books_withAnotherLine_differ() {
        Stream.of(
                        line("01-1999", Side.CREDIT, 4_000, "USD", "8"),
                        line("01-1290", Side.DEBIT, 4_000, "USD", "8"),
                        line("01-1290", Side.CREDIT, 4_001, "USD", "8"),
                        line("01-1290", Side.CREDIT, 4_000, "EUR", "8"),
                        line("01-1290", Side.CREDIT, 4_000, "USD", "9"))
                .forEach(other -> assertThat(difference(DEBIT, FIRST, other))
                        .hasValueSatisfying(
                                words -> assertThat(words).startsWith("the books hold a line that was not sent: ")));
    }

    @Test
    void books_lackingALine_differ() {
        assertThat(difference(DEBIT, FIRST))
                .hasValue("the books lack a line that was sent: CREDIT 40.00 USD on 01-1290");
        assertThat(difference()).hasValue("the books lack a line that was sent: DEBIT 100.00 USD on 01-1190");
    }

    @Test
    void books_withALineTwice_differ() {
        assertThat(difference(DEBIT, FIRST, SECOND, SECOND))
                .hasValue("the books hold a line that was not sent: CREDIT 40.00 USD on 01-1290");
    }

    @Test
    void books_onAnotherDay_differ() {
        List<LedgerLine> booked = List.of(booked(DEBIT, DAY), booked(FIRST, DAY.plusDays(1)), booked(SECOND, DAY));

        assertThat(ReadBack.difference(SENT, SENT_TO, booked))
                .hasValue("a line stands on 2026-11-11, sent was 2026-11-10");
    }

    @Test
    void books_inAnotherPeriodOrLedgerOrUnposted_differ() {
        assertThat(differenceOf(new LedgerLine(DEBIT, DAY, "ADJ-26", "1", "Tieout", "batch", "journal", 1, true)))
                .hasValue("a line stands in period ADJ-26, sent was NOV-26");
        assertThat(differenceOf(new LedgerLine(DEBIT, DAY, "NOV-26", "2", "Tieout", "batch", "journal", 1, true)))
                .hasValue("a line stands in ledger 2, sent was 1");
        assertThat(differenceOf(new LedgerLine(DEBIT, DAY, "NOV-26", "1", "Tieout", "batch", "journal", 1, false)))
                .hasValue("a line is not posted");
    }

    private static Optional<String> differenceOf(LedgerLine first) {
        return ReadBack.difference(SENT, SENT_TO, List.of(first, booked(FIRST, DAY), booked(SECOND, DAY)));
    }

    @Test
    void lines_sentTwiceAlike_mustStandTwice() {
        Journal sent = journal(List.of(DEBIT, half(), half()));

        assertThat(ReadBack.difference(sent, SENT_TO, on(DAY, List.of(DEBIT, half(), half()))))
                .isEmpty();
        assertThat(ReadBack.difference(sent, SENT_TO, on(DAY, List.of(DEBIT, half()))))
                .isPresent();
        assertThat(ReadBack.difference(sent, SENT_TO, on(DAY, List.of(DEBIT, half(), half(), half()))))
                .isPresent();
    }

    @Property(tries = 500)
    void books_ofAnyOrder_areEqualOnlyWhenNothingIsMissingOrExtra(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 3) Integer> amounts,
            @ForAll long seed,
            @ForAll @IntRange(max = 6) int which) {
        List<JournalLine> lines = new ArrayList<>();
        lines.add(line(
                "01-1190",
                Side.DEBIT,
                amounts.stream().mapToInt(amount -> amount).sum(),
                "USD",
                ""));
        amounts.forEach(amount -> lines.add(line("01-1290", Side.CREDIT, amount, "USD", "7")));
        Journal sent = journal(lines);
        List<JournalLine> books = new ArrayList<>(lines);
        Collections.shuffle(books, new Random(seed));

        assertThat(ReadBack.difference(sent, SENT_TO, on(DAY, books))).isEmpty();

        JournalLine one = books.remove(which % books.size());
        assertThat(ReadBack.difference(sent, SENT_TO, on(DAY, books))).isPresent();

        books.addAll(List.of(one, one));
        assertThat(ReadBack.difference(sent, SENT_TO, on(DAY, books))).isPresent();
    }

    private static Optional<String> difference(JournalLine... booked) {
        return ReadBack.difference(SENT, SENT_TO, on(DAY, List.of(booked)));
    }

    private static List<LedgerLine> on(LocalDate day, List<JournalLine> lines) {
        return lines.stream().map(line -> booked(line, day)).toList();
    }

    private static LedgerLine booked(JournalLine line, LocalDate day) {
        return new LedgerLine(line, day, "NOV-26", "1", "Tieout", "batch", "journal", 1, true);
    }

    private static Journal journal(List<JournalLine> lines) {
        return new Journal(new Reference("TIETEST"), lines);
    }

    private static JournalLine half() {
        return line("01-1290", Side.CREDIT, 5_000, "USD", "7");
    }

    private static JournalLine line(String account, Side side, long amount, String currency, String item) {
        return new JournalLine(account, side, Money.ofMinor(amount, currency), item, "ch_1");
    }
}
