package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.ledger.JournalLine.Side;
import io.tieout.domain.money.Money;
import io.tieout.port.erp.JournalAnswers.LedgerLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What stands in the books under a reference, as it is compared and as it settles items. */
class BookedTest {

    @Property(tries = 200)
    void summary_ofLines_isTheSameInAnyOrder(@ForAll("lines") List<LedgerLine> lines, @ForAll Random random) {
        List<LedgerLine> mixed = new ArrayList<>(lines);
        Collections.shuffle(mixed, random);

        assertThat(Booked.summary(mixed)).isEqualTo(Booked.summary(lines));
    }

    @Property(tries = 200)
    void summary_ofOtherLines_isAnother(@ForAll("lines") List<LedgerLine> lines, @ForAll("line") LedgerLine another) {
        List<LedgerLine> more = new ArrayList<>(lines);
        more.add(another);

        assertThat(Booked.summary(more)).isNotEqualTo(Booked.summary(lines));
    }

    @Test
    void summary_ofAnotherAmountAccountItemOrDay_isAnother() {
        String plain = Booked.summary(List.of(line("1150", Side.DEBIT, 100, "7")));

        assertThat(List.of(
                        line("1150", Side.DEBIT, 101, "7"),
                        line("1160", Side.DEBIT, 100, "7"),
                        line("1150", Side.CREDIT, 100, "7"),
                        line("1150", Side.DEBIT, 100, "8"),
                        on(LocalDate.parse("2026-11-21"), line("1150", Side.DEBIT, 100, "7"))))
                .allSatisfy(other -> assertThat(Booked.summary(List.of(other))).isNotEqualTo(plain));
    }

    @Test
    void items_areGivenWhatIsCreditedLessWhatIsDebited() {
        assertThat(Booked.byItem(List.of(
                        line("1150", Side.DEBIT, 150, ""),
                        line("2150", Side.CREDIT, 120, "7"),
                        line("2150", Side.DEBIT, 20, "7"),
                        line("2150", Side.CREDIT, 50, "8"),
                        line("2150", Side.CREDIT, 5, "9"),
                        line("2150", Side.DEBIT, 5, "9"))))
                .containsOnlyKeys("7", "8")
                .containsEntry("7", Money.ofMinor(100, "USD"))
                .containsEntry("8", Money.ofMinor(50, "USD"));
    }

    @Test
    void day_ofAllLines_isSaidOnlyWhereTheyHaveOne() {
        LedgerLine one = line("1150", Side.DEBIT, 100, "7");
        LedgerLine later = on(LocalDate.parse("2026-11-21"), one);

        assertThat(Booked.day(List.of(one, one))).hasValue(LocalDate.parse("2026-11-20"));
        assertThat(Booked.day(List.of(one, later))).isEmpty();
        assertThat(Booked.day(List.of())).isEmpty();
    }

    @Test
    void items_inTwoCurrencies_areNotSaid() {
        LedgerLine euro = new LedgerLine(
                new JournalLine("2150", Side.CREDIT, Money.ofMinor(5, "EUR"), "7", ""),
                LocalDate.parse("2026-11-20"),
                "NOV-26",
                "1",
                "Tieout",
                "1",
                "2",
                9,
                true);

        assertThat(Booked.byItem(List.of(line("2150", Side.CREDIT, 120, "7"), euro)))
                .isEmpty();
    }

    @Provide
    Arbitrary<List<LedgerLine>> lines() {
        return line().list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<LedgerLine> line() {
        return Combinators.combine(
                        Arbitraries.of("1150", "2150", "2160"),
                        Arbitraries.of(Side.values()),
                        Arbitraries.longs().between(1, 500),
                        Arbitraries.of("", "7", "8"))
                .as(BookedTest::line);
    }

    private static LedgerLine line(String account, Side side, long amount, String item) {
        return on(
                LocalDate.parse("2026-11-20"),
                new LedgerLine(
                        new JournalLine(account, side, Money.ofMinor(amount, "USD"), item, "text"),
                        LocalDate.EPOCH,
                        "NOV-26",
                        "1",
                        "Tieout",
                        "1",
                        "2",
                        3,
                        true));
    }

    private static LedgerLine on(LocalDate day, LedgerLine line) {
        return new LedgerLine(
                line.line(),
                day,
                line.period(),
                line.ledger(),
                line.source(),
                line.batch(),
                line.journal(),
                line.number(),
                line.posted());
    }
}
