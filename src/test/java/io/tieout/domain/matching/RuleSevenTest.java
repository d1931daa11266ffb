package io.tieout.domain.matching;

import static io.tieout.domain.matching.Expected.assertAmounts;
import static io.tieout.domain.matching.Expected.assertReview;
import static io.tieout.domain.matching.Expected.assertTaken;
import static io.tieout.domain.matching.Expected.distribution;
import static io.tieout.domain.matching.Expected.generous;
import static io.tieout.domain.matching.Expected.match;
import static io.tieout.domain.matching.Expected.tolerant;
import static io.tieout.domain.matching.ItemDraft.item;
import static io.tieout.domain.matching.ItemDraft.payment;
import static io.tieout.domain.matching.ItemDraft.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.matching.MatchingPolicy.Tolerance;
import io.tieout.domain.money.Money;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over and short, instalments (accounting.md rule 7): one example for each sentence. */
class RuleSevenTest {
    private static final Optional<String> CUSTOMER = Optional.of("1001");
    private static final Set<String> ONE = Set.of("INV-1");
    private static final Set<String> TWO = Set.of("INV-1", "INV-2");
    private static final Set<String> NONE = Set.of();
    private static final ItemDraft[] INSTALMENTS = {
        item("11", "INV-1", 10_000).instalment("T", 1),
        item("12", "INV-1", 10_000).instalment("T", 2),
        item("13", "INV-1", 20_000).instalment("T", 3)
    };

    // Instalments

    @ParameterizedTest
    @CsvSource({
        "10000, 11, invoice INV-1 (1) is named and its open amount is equal",
        "20000, 11 12, 'invoice INV-1 is named and its instalments INV-1 (1), INV-1 (2), oldest first, together have"
                + " this amount'",
        "40000, 11 12 13, 'invoice INV-1 is named and its instalments INV-1 (1), INV-1 (2), INV-1 (3), oldest first,"
                + " together have this amount'"
    })
    void instalments_ofNamedInvoice_areTakenOldestFirst(long cents, String ids, String reason) {
        MatchResult result = match(payment(cents, ONE, CUSTOMER), INSTALMENTS);

        assertTaken(result, ids, reason);
    }

    @Test
    void instalment_ofEqualAmount_isTakenWhereTheOldestMakeNoSum() {
        MatchResult result = match(
                payment(20_000, ONE, CUSTOMER),
                item("11", "INV-1", 15_000).instalment("T", 1),
                item("12", "INV-1", 20_000).instalment("T", 2),
                item("13", "INV-1", 20_000).instalment("T", 3));

        assertTaken(result, "12", "invoice INV-1 (2) is named and its open amount is equal");
    }

    @Test
    void instalments_paidAlready_areLeftOut() {
        MatchResult result = match(
                payment(10_000, ONE, CUSTOMER),
                item("11", "INV-1", 10_000).instalment("T", 1).closed(),
                item("12", "INV-1", 10_000).instalment("T", 2));

        assertTaken(result, "12", "invoice INV-1 (2) is named and its open amount is equal");
    }

    @ParameterizedTest
    @CsvSource({"INV-1/3", "INV-1-3", "INV-1.3"})
    void instalment_named_isTakenAlone(String word) {
        MatchResult result = match(payment(20_000, Set.of(word), Optional.empty()), INSTALMENTS);

        assertTaken(result, "13", "invoice INV-1 (3) is named and its open amount is equal");
    }

    @Test
    void word_thatIsANumberItself_namesNoInstalment() {
        MatchResult result = match(
                payment(20_000, Set.of("INV-1-3"), CUSTOMER),
                INSTALMENTS[0],
                INSTALMENTS[1],
                INSTALMENTS[2],
                item("9", "INV-1-3", 20_000));

        assertTaken(result, "9", "invoice INV-1-3 is named and its open amount is equal");
    }

    @Test
    void word_ofAnInvoiceWithoutInstalments_namesNoInstalment() {
        MatchResult result = match(
                payment(20_000, Set.of("INV-1-1"), CUSTOMER), item("1", "INV-1", 30_000), item("2", "INV-2", 20_000));

        assertTaken(result, "2", "INV-2 is the customer's only open item of this amount");
    }

    // Several named

    @Test
    void invoices_namedWithEqualSum_areTakenWithTheirCredit() {
        MatchResult result = match(
                payment(14_000, NamedInvoices.in("INV-1, CM-3", "and INV-2"), CUSTOMER),
                item("1", "INV-1", 10_000),
                item("2", "INV-2", 5_000),
                item("3", "CM-3", -1_000));

        assertTaken(result, "1 2 3", "the named INV-1, INV-2, CM-3 together have this amount");
    }

    @Test
    void invoices_namedOfWhichTwoSetsFit_goToReview() {
        MatchResult result = match(
                payment(10_000, Set.of("INV-1", "INV-2", "INV-3"), CUSTOMER),
                item("1", "INV-1", 6_000),
                item("2", "INV-2", 4_000),
                item("3", "INV-3", 10_000));

        assertReview(
                result,
                "the named invoices fit the amount in more than one way",
                "1: it is part of a sum that fits, but not the only one",
                "2: it is part of a sum that fits, but not the only one",
                "3: it fits, and so does another");
    }

    @Test
    void credit_namedAlone_cannotBePaid() {
        Payment generous = generous(payment(10_000, Set.of("CM-1"), CUSTOMER));

        assertReview(
                match(generous, item("1", "CM-1", -10_000)),
                "an invoice is named, but none of that number can be taken",
                "1: it is a credit");
    }

    // Part

    @Test
    void part_ofNamedInvoice_isTakenWhereItIsAllowed() {
        MatchResult result = match(generous(payment(4_000, ONE, CUSTOMER)), item("1", "INV-1", 10_000));

        assertAmounts(result, "1=40.00 USD");
        assertThat(result.reason())
                .isEqualTo("invoice INV-1 is named and paid in part, oldest first:"
                        + " more is open (100.00 USD) than was paid");
    }

    @Test
    void part_ofInstalments_fillsTheOldestFirst() {
        MatchResult result = match(generous(payment(25_000, ONE, CUSTOMER)), INSTALMENTS);

        assertAmounts(result, "11=100.00 USD", "12=100.00 USD", "13=50.00 USD");
    }

    @Test
    void part_ofAnothersInvoice_goesToReview() {
        MatchResult result = match(
                generous(payment(4_000, ONE, CUSTOMER)),
                item("1", "INV-1", 10_000).of("1002"));

        assertReview(
                result,
                "an invoice is named, but its amount is another one and so is its customer",
                "1: its open amount is 100.00 USD");
    }

    @Test
    void part_whileAnInstalmentIsInDispute_goesToReview() {
        MatchResult result = match(
                generous(payment(4_000, ONE, CUSTOMER)), INSTALMENTS[0].inDispute(1), INSTALMENTS[1], INSTALMENTS[2]);

        assertThat(result.reason())
                .isEqualTo("an invoice is named, but not every instalment that is open can be taken");
    }

    @Test
    void part_ofSeveralNamedInvoices_goesToReview() {
        MatchResult result =
                match(generous(payment(4_000, TWO, CUSTOMER)), item("1", "INV-1", 10_000), item("2", "INV-2", 5_000));

        assertThat(result.reason()).isEqualTo("INV-1, INV-2 are named, but more is open (150.00 USD) than was paid");
    }

    // Over

    @Test
    void over_namedInvoice_staysOnAccount() {
        MatchResult result = match(generous(payment(12_000, ONE, CUSTOMER)), item("1", "INV-1", 10_000));

        assertAmounts(result, "1=100.00 USD");
        assertThat(distribution(result).onAccount()).isEqualTo(usd(2_000));
        assertThat(result.reason())
                .isEqualTo("INV-1 is named; 20.00 USD more was paid than is open, and stays on account");
    }

    @Test
    void over_withoutAnAccountForIt_goesToReview() {
        MatchResult result = match(payment(12_000, ONE, CUSTOMER), item("1", "INV-1", 10_000));

        assertReview(
                result,
                "INV-1 is named, but 20.00 USD more was paid than is open, and the link names no account for it",
                "1: its open amount is 100.00 USD");
    }

    @Test
    void over_whileAnotherNamedInvoiceIsClosed_goesToReview() {
        MatchResult result = match(
                generous(payment(12_000, TWO, CUSTOMER)),
                item("1", "INV-1", 10_000),
                item("2", "INV-2", 2_500).closed());

        assertThat(result.reason())
                .isEqualTo("an invoice is named, but it is not clear which can be taken for each number");
    }

    // Tolerance

    @ParameterizedTest
    @CsvSource({"10050, 50, too much", "9950, -50, too little"})
    void amount_withinTheTolerance_goesToItsAccount(long cents, long tolerated, String words) {
        MatchResult result = match(tolerant(payment(cents, ONE, CUSTOMER)), item("1", "INV-1", 10_000));

        assertAmounts(result, "1=100.00 USD");
        assertThat(distribution(result).tolerated()).isEqualTo(usd(tolerated));
        assertThat(result.reason()).isEqualTo("INV-1 is named; 0.50 USD " + words + " is within the tolerance");
    }

    @ParameterizedTest
    @CsvSource({"10051", "9949"})
    void amount_beyondTheTolerance_goesToReview(long cents) {
        assertThat(match(tolerant(payment(cents, ONE, CUSTOMER)), item("1", "INV-1", 10_000)))
                .isInstanceOf(MatchResult.Unclear.class);
        assertThat(match(tolerant(payment(cents, NONE, CUSTOMER)), item("1", "INV-1", 10_000)))
                .isInstanceOf(MatchResult.Unclear.class);
    }

    @Test
    void tolerance_neverChoosesBetweenCandidates() {
        MatchResult result =
                match(tolerant(payment(10_000, NONE, CUSTOMER)), item("1", "INV-1", 10_010), item("2", "INV-2", 9_960));

        assertThat(result.reason())
                .isEqualTo("2 open items of the customer are within the tolerance and none is named");
    }

    @Test
    void exactItem_beatsTheTolerance() {
        MatchResult result = match(
                tolerant(payment(10_000, NONE, CUSTOMER)), item("1", "INV-1", 10_010), item("2", "INV-2", 10_000));

        assertTaken(result, "2", "INV-2 is the customer's only open item of this amount");
    }

    @ParameterizedTest
    @CsvSource({
        "USD, 0.50, 0, 50",
        "USD, 0.50, 0.1, 10",
        "USD, 0.05, 0.1, 5",
        "EUR, 0.50, 0.1, 0",
        "'', 0, 0.125, 12",
        "'', 0, 0, 0"
    })
    void tolerance_ofAHundredDollars_isTheSmallerOfBoth(
            String code, BigDecimal amount, BigDecimal percent, long cents) {
        Map<String, Money> amounts =
                code.isEmpty() ? Map.of() : Map.of(code, Money.ofMajor(amount, java.util.Currency.getInstance(code)));

        assertThat(new Tolerance(amounts, percent).of(usd(10_000))).isEqualTo(usd(cents));
    }
}
