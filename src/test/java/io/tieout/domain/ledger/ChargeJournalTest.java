package io.tieout.domain.ledger;

import static io.tieout.domain.ledger.ChargeDraft.usd;
import static io.tieout.domain.ledger.LedgerFixture.BOOKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargeJournalTest {
    private static final Reference REFERENCE = new Reference("TIETEST");

    @ParameterizedTest
    @CsvSource({"USD, 01-1190", "JPY, 01-1191", "BHD, 01-1192"})
    void journal_ofCharge_debitsTheClearingAccountOfItsCurrency(String currency, String clearing) {
        Money amount = Money.ofMinor(12_345, currency);

        Journal journal =
                ChargeJournal.of(REFERENCE, charge(amount), Distribution.of(List.of(allocation("7", amount))), BOOKS);

        assertThat(journal)
                .isEqualTo(new Journal(
                        REFERENCE,
                        List.of(
                                new JournalLine(clearing, Side.DEBIT, amount, "", "ch_1"),
                                new JournalLine("01-1290", Side.CREDIT, amount, "7", "ch_1 INV-7"))));
    }

    @Test
    void journal_ofChargeRefundedLater_isGross() {
        Charge charge = new ChargeDraft()
                .refund(usd(4_000), "succeeded", "2026-12-01T00:00:00Z")
                .charge();

        assertThat(ChargeJournal.of(REFERENCE, charge, Distribution.of(List.of(allocation("7", usd(10_000)))), BOOKS)
                        .lines())
                .extracting(JournalLine::amount)
                .containsExactly(usd(10_000), usd(10_000));
    }

    @Test
    void journal_ofPartialCapture_bearsWhatWasCaptured() {
        Charge charge = new ChargeDraft().amountCaptured(usd(6_000)).charge();

        assertThat(ChargeJournal.of(REFERENCE, charge, Distribution.of(List.of(allocation("7", usd(6_000)))), BOOKS)
                        .lines())
                .extracting(JournalLine::amount)
                .containsExactly(usd(6_000), usd(6_000));
    }

    @Test
    void allocations_notAddingUp_areRefused() {
        assertRefused(charge(usd(10_000)), List.of(allocation("7", usd(9_999))));
        assertRefused(charge(usd(10_000)), List.of(allocation("7", usd(10_000)), allocation("8", usd(1))));
        assertRefused(charge(usd(10_000)), List.of(allocation("7", Money.ofMinor(10_000, "JPY"))));
    }

    @Test
    void currency_withoutClearingAccount_isRefused() {
        Money amount = Money.ofMinor(10_000, "CHF");

        assertRefused(charge(amount), List.of(allocation("7", amount)));
    }

    @Test
    void lines_ofJournal_bearNoPersonalData() {
        assertThat(ChargeJournal.of(
                                REFERENCE, charge(usd(100)), Distribution.of(List.of(allocation("7", usd(100)))), BOOKS)
                        .toString())
                .doesNotContain("Roe")
                .doesNotContain("cus_1");
    }

    @Test
    void journal_ofOverpaidInvoice_leavesTheRestOnAccountOrAsOver() {
        Distribution more = new Distribution(List.of(allocation("7", usd(9_000))), usd(900), true, usd(100));

        assertThat(credits(more))
                .containsExactly(
                        tuple("01-1290", Side.CREDIT, usd(9_000)),
                        tuple("01-2160", Side.CREDIT, usd(900)),
                        tuple("01-6520", Side.CREDIT, usd(100)));
    }

    @Test
    void journal_ofUnknownPayer_isUnidentified() {
        assertThat(credits(new Distribution(List.of(), usd(10_000), false, usd(0))))
                .containsExactly(tuple("01-2161", Side.CREDIT, usd(10_000)));
    }

    @Test
    void journal_ofShortPaymentWithinTolerance_debitsWhatIsMissing() {
        Distribution less = new Distribution(List.of(allocation("7", usd(10_001))), usd(0), true, usd(-1));

        assertThat(credits(less))
                .containsExactly(tuple("01-1290", Side.CREDIT, usd(10_001)), tuple("01-6520", Side.DEBIT, usd(1)));
    }

    private static List<Tuple> credits(Distribution distribution) {
        List<JournalLine> lines = ChargeJournal.of(REFERENCE, charge(usd(10_000)), distribution, BOOKS)
                .lines();
        assertThat(lines.get(0)).isEqualTo(new JournalLine("01-1190", Side.DEBIT, usd(10_000), "", "ch_1"));
        return lines.stream()
                .skip(1)
                .map(line -> tuple(line.account(), line.side(), line.amount()))
                .toList();
    }

    @Property(tries = 500)
    void journal_ofAnyAllocations_creditsEachItemOnceAndBalances(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1) Integer> amounts) {
        List<Allocation> allocations = new ArrayList<>();
        long sum = 0;
        for (int amount : amounts) {
            allocations.add(allocation("item-" + allocations.size(), usd(amount)));
            sum += amount;
        }

        Journal journal = ChargeJournal.of(REFERENCE, charge(usd(sum)), Distribution.of(allocations), BOOKS);

        assertThat(journal.lines().get(0).amount()).isEqualTo(usd(sum));
        assertThat(journal.lines().stream().filter(line -> line.side() == Side.CREDIT))
                .extracting(JournalLine::item, JournalLine::amount)
                .containsExactlyElementsOf(allocations.stream()
                        .map(one -> tuple(one.item().id(), one.amount()))
                        .toList());
    }

    private static void assertRefused(Charge charge, List<Allocation> allocations) {
        assertThatThrownBy(() -> ChargeJournal.of(REFERENCE, charge, Distribution.of(allocations), BOOKS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Charge charge(Money amount) {
        return new ChargeDraft()
                .amount(amount)
                .amountRefunded(Money.zero(amount.currency()))
                .charge();
    }

    private static Allocation allocation(String id, Money amount) {
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
                Money.zero(amount.currency()),
                false,
                1,
                LocalDate.of(2026, 11, 30),
                true);
        return new Allocation(item, amount);
    }
}
