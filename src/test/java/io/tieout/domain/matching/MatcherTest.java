package io.tieout.domain.matching;

import static io.tieout.domain.matching.ItemDraft.item;
import static io.tieout.domain.matching.ItemDraft.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.domain.money.Money;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MatcherTest {
    private static final Optional<String> CUSTOMER = Optional.of("1001");
    private static final Optional<String> NOBODY = Optional.empty();
    private static final Set<String> NAMED = Set.of("INV-1");
    private static final Set<String> NONE = Set.of();
    private static final String NAMED_BUT_NOT_TAKEN = "an invoice is named, but none of that number can be taken";
    private static final String TWO_WAYS = "the named invoices fit the amount in more than one way";
    private static final String MORE_OPEN = "invoice INV-1 is named, but more is open (120.00 USD) than was paid, and"
            + " neither the link nor the charge allows a part";
    private static final String NO_SET =
            "no open item of the customer has this amount, and no set of at most 8 has this sum";

    @Test
    void invoice_namedWithEqualAmount_isTaken() {
        MatchResult result = match(payment(10_000, NAMED, NOBODY), item("1", "INV-1", 10_000));

        assertTaken(result, "1", "invoice INV-1 is named and its open amount is equal");
    }

    @Test
    void invoice_namedInOtherCase_isTaken() {
        MatchResult result = match(payment(10_000, NAMED, NOBODY), item("1", "inv-1", 10_000));

        assertTaken(result, "1", "invoice inv-1 is named and its open amount is equal");
    }

    @Test
    void invoice_namedAmongEqualOnesOfTheCustomer_isTaken() {
        MatchResult result = match(
                payment(10_000, NAMED, CUSTOMER),
                item("2", "INV-2", 10_000),
                item("1", "INV-1", 10_000),
                item("3", "INV-3", 10_000));

        assertTaken(result, "1", "invoice INV-1 is named and its open amount is equal");
    }

    @Test
    void invoice_namedOfAnotherCustomer_isTaken() {
        MatchResult result = match(
                payment(10_000, NAMED, CUSTOMER), item("1", "INV-1", 10_000).of("1002"));

        assertTaken(result, "1", "invoice INV-1 is named and its open amount is equal");
    }

    @Test
    void invoice_namedWithOtherAmount_goesToReviewThoughAnotherFits() {
        MatchResult result =
                match(payment(10_000, NAMED, CUSTOMER), item("2", "INV-2", 10_000), item("1", "INV-1", 12_000));

        assertReview(result, MORE_OPEN, "1: its open amount is 120.00 USD", "2: it fits, but another invoice is named");
    }

    @Test
    void number_statedThatNoItemBears_goesToReviewThoughTheCustomerHasOneThatFits() {
        MatchResult result = match(
                payment(10_000, NamedInvoices.in("INV-9", "thanks for INV-1"), CUSTOMER), item("1", "INV-1", 10_000));

        assertReview(
                result,
                "no item of the ERP bears the invoice number that the charge states",
                "1: it fits, but the charge states another number");
    }

    @Test
    void number_statedWithOtherAmount_isNotOverruledByTheDescription() {
        MatchResult result = match(
                payment(10_000, NamedInvoices.in("INV-9", "thanks for INV-1"), CUSTOMER),
                item("1", "INV-1", 10_000),
                item("9", "INV-9", 12_000));

        assertReview(
                result,
                NAMED_BUT_NOT_TAKEN,
                "1: it fits, but the charge states another number",
                "9: its open amount is 120.00 USD");
    }

    @Test
    void number_statedOfAnotherCustomer_andTheDescriptionsOfTheOwn_areAQuestion() {
        MatchResult result = match(
                payment(10_000, NamedInvoices.in("INV-9", "thanks for INV-1"), CUSTOMER),
                item("1", "INV-1", 10_000),
                item("9", "INV-9", 10_000).of("1002"));

        assertReview(
                result,
                TWO_WAYS,
                "1: it fits, but the charge states another number",
                "9: it fits, and so does another");
    }

    @Test
    void number_statedThatFits_isTaken() {
        MatchResult result = match(
                payment(10_000, NamedInvoices.in("INV-9", "thanks for INV-1"), CUSTOMER),
                item("1", "INV-1", 12_000),
                item("9", "INV-9", 10_000));

        assertTaken(result, "9", "invoice INV-9 is named and its open amount is equal");
    }

    @Test
    void invoices_namedTwoOfEqualAmount_goToReview() {
        MatchResult result = match(
                payment(10_000, Set.of("INV-1", "INV-2"), CUSTOMER),
                item("1", "INV-1", 10_000),
                item("2", "INV-2", 10_000));

        assertReview(result, TWO_WAYS, "1: it fits, and so does another", "2: it fits, and so does another");
    }

    @Test
    void invoices_namedTwoOfWhichOneFits_takeThatOne() {
        MatchResult result = match(
                payment(10_000, Set.of("INV-1", "INV-2"), CUSTOMER),
                item("1", "INV-1", 9_000),
                item("2", "INV-2", 10_000));

        assertTaken(result, "2", "invoice INV-2 is named and its open amount is equal");
    }

    @Test
    void number_borneTwice_isDecidedByTheCustomer() {
        MatchResult result = match(
                payment(10_000, NAMED, CUSTOMER), item("1", "INV-1", 10_000).of("1002"), item("2", "INV-1", 10_000));

        assertTaken(result, "2", "invoice INV-1 is named and its open amount is equal");
    }

    @Test
    void number_borneTwiceAndCustomerUnknown_goesToReview() {
        MatchResult result = match(
                payment(10_000, NAMED, NOBODY), item("1", "INV-1", 10_000).of("1002"), item("2", "INV-1", 10_000));

        assertReview(result, TWO_WAYS, "1: it fits, and so does another", "2: it fits, and so does another");
    }

    @Test
    void number_borneTwiceByStrangers_goesToReview() {
        MatchResult result = match(
                payment(10_000, NAMED, CUSTOMER),
                item("1", "INV-1", 10_000).of("1002"),
                item("2", "INV-1", 10_000).of("1003"));

        assertThat(result).isInstanceOf(MatchResult.Unclear.class);
    }

    @Test
    void invoices_ofOneNumberAndCustomerWithEqualAmounts_goToReview() {
        MatchResult result = match(
                payment(10_000, NAMED, CUSTOMER),
                item("1", "INV-1", 10_000),
                item("2", "INV-1", 10_000).due(LocalDate.of(2026, 12, 31)));

        assertReview(result, TWO_WAYS, "1: it fits, and so does another", "2: it fits, and so does another");
    }

    @Test
    void item_theCustomersOnlyOneOfTheAmount_isTaken() {
        MatchResult result = match(
                payment(10_000, NONE, CUSTOMER),
                item("1", "INV-1", 10_000),
                item("2", "INV-2", 9_999),
                item("3", "INV-3", 10_000).inDispute(1));

        assertTaken(result, "1", "INV-1 is the customer's only open item of this amount");
    }

    @Test
    void number_thatNoItemBears_leavesTheCustomersOnlyItem() {
        MatchResult result = match(payment(10_000, Set.of("PO-77"), CUSTOMER), item("1", "INV-1", 10_000));

        assertTaken(result, "1", "INV-1 is the customer's only open item of this amount");
    }

    @Test
    void items_twoOfTheAmount_goToReviewTheEarliestDueFirst() {
        MatchResult result = match(
                payment(10_000, NONE, CUSTOMER),
                item("1", "INV-1", 10_000).due(LocalDate.of(2026, 12, 31)),
                item("2", "INV-2", 10_000).due(LocalDate.of(2026, 10, 31)));

        assertReview(
                result,
                "2 open items of the customer have this amount and none is named",
                "2: it fits, and so does another",
                "1: it fits, and so does another");
    }

    @Test
    void customer_withoutFittingItem_goesToReviewWithEachReason() {
        MatchResult result = match(
                payment(10_000, NONE, CUSTOMER),
                item("1", "INV-1", 10_000).in("305"),
                item("2", "INV-2", 10_000).closed(),
                item("3", "INV-3", 10_000).inCurrency("EUR"),
                item("4", "INV-4", 10_000).inDispute(500),
                item("5", "INV-5", 10_000).chosenForReceipt(),
                item("6", "INV-6", 12_000),
                item("7", "INV-7", 10_000).free(4_000),
                item("8", "INV-8", -10_000));

        assertReview(
                result,
                NO_SET,
                "1: it belongs to another entity (305)",
                "3: its currency is EUR",
                "4: it is in dispute in the ERP",
                "5: it is selected for an automatic receipt",
                "6: its open amount is 120.00 USD",
                "7: its open amount is 100.00 USD, of which 40.00 USD is free",
                "8: it is a credit",
                "2: it is not open any more");
    }

    @Test
    void item_partlyReservedWithEqualRest_isTaken() {
        MatchResult result =
                match(payment(4_000, NONE, CUSTOMER), item("1", "INV-1", 10_000).free(4_000));

        assertTaken(result, "1", "INV-1 is the customer's only open item of this amount");
    }

    @Test
    void item_whollyReserved_isNotTaken() {
        MatchResult result = match(
                payment(10_000, NAMED, CUSTOMER), item("1", "INV-1", 10_000).free(0));

        assertReview(result, NAMED_BUT_NOT_TAKEN, "1: its open amount is 100.00 USD, of which 0.00 USD is free");
    }

    @Test
    void obstacles_ofNamedInvoice_goToReviewThoughTheCustomerHasAnother() {
        List<ItemDraft> obstructed = List.of(
                item("1", "INV-1", 10_000).in("305"),
                item("1", "INV-1", 10_000).closed(),
                item("1", "INV-1", 10_000).inCurrency("EUR"),
                item("1", "INV-1", 10_000).inDispute(1),
                item("1", "INV-1", 10_000).chosenForReceipt(),
                item("1", "INV-1", 10_000).free(0),
                item("1", "INV-1", -10_000));

        assertThat(obstructed).allSatisfy(named -> {
            MatchResult result = match(payment(10_000, NAMED, CUSTOMER), named, item("2", "INV-2", 10_000));

            assertThat(result.reason()).isEqualTo(NAMED_BUT_NOT_TAKEN);
            assertThat(result)
                    .isInstanceOfSatisfying(
                            MatchResult.Unclear.class,
                            unclear -> assertThat(unclear.candidates())
                                    .extracting(one -> one.candidate().item().id())
                                    .containsExactly("1", "2"));
        });
    }

    @Test
    void customer_unknownAndNothingNamed_goesToReview() {
        assertReview(match(payment(10_000, NONE, NOBODY)), "no known invoice is named and the customer is not known");
    }

    @Test
    void item_ofAnotherCustomerUnnamed_isNeverTaken() {
        MatchResult result = match(
                payment(10_000, NONE, CUSTOMER), item("1", "INV-1", 10_000).of("1002"));

        assertReview(result, NO_SET, "1: it belongs to another customer");
    }

    @Test
    void item_givenTwice_isNoTie() {
        MatchResult result =
                match(payment(10_000, NAMED, CUSTOMER), item("1", "INV-1", 10_000), item("1", "INV-1", 10_000));

        assertTaken(result, "1", "invoice INV-1 is named and its open amount is equal");
    }

    @Test
    void allocation_notPositiveOrOfOtherCurrency_isRefused() {
        OpenItem item = item("1", "INV-1", 10_000).candidate().item();

        assertThatThrownBy(() -> new Allocation(item, Money.ofMinor(0, "USD")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Allocation(item, Money.ofMinor(-1, "USD")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Allocation(item, Money.ofMinor(10_000, "EUR")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static MatchResult match(Payment payment, ItemDraft... items) {
        return Matcher.match(
                payment,
                Found.all(Arrays.stream(items).map(ItemDraft::candidate).toList()));
    }

    private static void assertTaken(MatchResult result, String item, String reason) {
        assertThat(result.reason()).isEqualTo(reason);
        assertThat(result)
                .isInstanceOfSatisfying(
                        MatchResult.Matched.class,
                        matched -> assertThat(matched.distribution().allocations())
                                .extracting(allocation -> allocation.item().id())
                                .containsExactly(item));
    }

    private static void assertReview(MatchResult result, String reason, String... whyNot) {
        assertThat(result.reason()).isEqualTo(reason);
        assertThat(result)
                .isInstanceOfSatisfying(
                        MatchResult.Unclear.class,
                        unclear -> assertThat(unclear.candidates())
                                .extracting(one -> one.candidate().item().id() + ": " + one.whyNot())
                                .containsExactly(whyNot));
    }
}
