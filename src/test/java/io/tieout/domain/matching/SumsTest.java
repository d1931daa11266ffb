package io.tieout.domain.matching;

import static io.tieout.domain.matching.Expected.assertReview;
import static io.tieout.domain.matching.Expected.assertTaken;
import static io.tieout.domain.matching.Expected.match;
import static io.tieout.domain.matching.Expected.oldestFirst;
import static io.tieout.domain.matching.ItemDraft.item;
import static io.tieout.domain.matching.ItemDraft.payment;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an unnamed payment takes of several open items (accounting.md rule 7): one example for each sentence. */
class SumsTest {
    private static final Optional<String> CUSTOMER = Optional.of("1001");
    private static final Set<String> ONE = Set.of("INV-1");
    private static final Set<String> NONE = Set.of();

    @Test
    void sum_ofTheCustomersOnlySet_isTakenWithItsCredit() {
        MatchResult result = match(
                payment(14_000, NONE, CUSTOMER),
                item("1", "INV-1", 10_000),
                item("2", "INV-2", 5_000),
                item("3", "CM-3", -1_000),
                item("4", "INV-4", 7_777));

        assertTaken(result, "1 2 3", "INV-1, INV-2, CM-3 are the customer's only set of open items with this sum");
    }

    @Test
    void sums_ofTwoSets_goToReview() {
        MatchResult result = match(
                payment(10_000, NONE, CUSTOMER),
                item("1", "INV-1", 6_000),
                item("2", "INV-2", 4_000),
                item("3", "INV-3", 4_000),
                item("4", "INV-4", 500));

        assertReview(
                result,
                "several sets of the customer's open items have this sum and none is named",
                "1: it is part of a sum that fits, but not the only one",
                "2: it is part of a sum that fits, but not the only one",
                "3: it is part of a sum that fits, but not the only one",
                "4: its open amount is 5.00 USD");
    }

    @Test
    void item_ofEqualAmount_isNotInATieWithSums() {
        MatchResult result = match(
                payment(10_000, NONE, CUSTOMER),
                item("1", "INV-1", 6_000),
                item("2", "INV-2", 4_000),
                item("3", "INV-3", 10_000));

        assertTaken(result, "3", "INV-3 is the customer's only open item of this amount");
    }

    @Test
    void sums_ofTwoSets_takeTheOldestWhereTheLinkSaysSo() {
        MatchResult result = match(
                oldestFirst(payment(10_000, NONE, CUSTOMER)),
                item("1", "INV-1", 6_000),
                item("2", "INV-2", 4_000).due(LocalDate.of(2026, 11, 29)),
                item("3", "INV-3", 4_000).due(LocalDate.of(2026, 11, 28)));

        assertTaken(
                result,
                "1 3",
                "INV-3, INV-1 are the oldest set of the customer's open items with this sum:"
                        + " the link takes the oldest first");
    }

    @Test
    void items_ofEqualAmount_takeTheOldestWhereTheLinkSaysSo() {
        MatchResult result = match(
                oldestFirst(payment(10_000, NONE, CUSTOMER)), item("10", "INV-10", 10_000), item("9", "INV-9", 10_000));

        assertTaken(
                result,
                "9",
                "INV-9 is the oldest of the customer's 2 open items of this amount: the link takes the oldest first");
    }

    @Test
    void sum_ofMoreItemsThanTheLinkAllows_goesToReview() {
        ItemDraft[] nine = IntStream.range(0, 9)
                .mapToObj(i -> item("" + i, "INV-" + i, 1L << i))
                .toArray(ItemDraft[]::new);

        assertThat(match(payment(511, NONE, CUSTOMER), nine).reason()).contains("no set of at most 8");
        assertTaken(
                match(payment(510, NONE, CUSTOMER), nine),
                "1 2 3 4 5 6 7 8",
                "INV-1, INV-2, INV-3, INV-4, INV-5, INV-6, INV-7, INV-8 are the customer's only set of open items with"
                        + " this sum");
    }

    @Test
    void sum_ofItemsInDisputeSelectedOrOfOthers_isNotTaken() {
        MatchResult result = match(
                payment(10_000, NONE, CUSTOMER),
                item("1", "INV-1", 6_000),
                item("2", "INV-2", 4_000).inDispute(1),
                item("3", "INV-3", 4_000).chosenForReceipt(),
                item("4", "INV-4", 4_000).in("305"),
                item("5", "INV-5", 4_000).inCurrency("EUR"),
                item("6", "INV-6", 4_000).closed(),
                item("7", "INV-7", 4_000).of("1002"));

        assertReview(
                result,
                "no open item of the customer has this amount, and no set of at most 8 has this sum",
                "1: its open amount is 60.00 USD",
                "2: it is in dispute in the ERP",
                "3: it is selected for an automatic receipt",
                "4: it belongs to another entity (305)",
                "5: its currency is EUR",
                "6: it is not open any more",
                "7: its open amount is 40.00 USD");
    }

    @Test
    void sum_thatIsUndecided_goesToReviewAndSaysSo() {
        ItemDraft[] even = IntStream.range(0, 200)
                .mapToObj(i -> item("" + i, "INV-" + i, 2 * (100_000L + 7919L * i % 50_000)))
                .toArray(ItemDraft[]::new);

        MatchResult result = match(oldestFirst(payment(1_000_001, NONE, CUSTOMER)), even);

        assertThat(result.reason()).contains("was not decided within 1000000 steps");
        assertThat(((MatchResult.Unclear) result).candidates()).hasSize(50);
    }

    @Test
    void items_moreThanAreLookedAt_goToReview() {
        List<Candidate> one = List.of(item("1", "INV-1", 10_000).candidate());

        assertThat(Matcher.match(payment(10_000, NONE, CUSTOMER), new Found(one, true, false))
                        .reason())
                .isEqualTo("none is named, and the customer has more open items than are looked at");
        assertThat(Matcher.match(payment(10_000, ONE, CUSTOMER), new Found(one, true, false)))
                .isInstanceOf(MatchResult.Matched.class);
        assertThat(Matcher.match(payment(10_000, ONE, CUSTOMER), new Found(one, false, true))
                        .reason())
                .isEqualTo("more items bear numbers that the charge names than are looked at");
    }
}
