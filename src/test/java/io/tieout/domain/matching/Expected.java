package io.tieout.domain.matching;

import static io.tieout.domain.matching.ItemDraft.payment;
import static io.tieout.domain.matching.ItemDraft.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.matching.MatchingPolicy.Sets;
import io.tieout.domain.matching.MatchingPolicy.Tolerance;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;

/** Payments on other terms than the strict ones, and what tests expect of a match. */
final class Expected {

    private Expected() {}

    static Payment generous(Payment payment) {
        return ItemDraft.with(
                payment, terms -> new Payment.Terms(true, true, terms.sets(), terms.mostInSet(), terms.tolerance()));
    }

    static Payment oldestFirst(Payment payment) {
        return ItemDraft.with(
                payment,
                terms -> new Payment.Terms(false, false, Sets.OLDEST_FIRST, terms.mostInSet(), terms.tolerance()));
    }

    /** By half a dollar. */
    static Payment tolerant(Payment payment) {
        Tolerance half = new Tolerance(Map.of("USD", usd(50)), BigDecimal.ZERO);
        return ItemDraft.with(payment, terms -> new Payment.Terms(false, false, terms.sets(), terms.mostInSet(), half));
    }

    static MatchResult match(Payment payment, ItemDraft... items) {
        return Matcher.match(
                payment,
                Found.all(Arrays.stream(items).map(ItemDraft::candidate).toList()));
    }

    static Distribution distribution(MatchResult result) {
        return ((MatchResult.Matched) result).distribution();
    }

    static void assertTaken(MatchResult result, String ids, String reason) {
        assertThat(result.reason()).isEqualTo(reason);
        assertThat(distribution(result).allocations())
                .extracting(allocation -> allocation.item().id())
                .containsExactlyInAnyOrder(ids.split(" ", -1));
        assertThat(distribution(result).allocations())
                .allMatch(allocation ->
                        allocation.amount().equals(allocation.item().remaining()));
    }

    static void assertAmounts(MatchResult result, String... amounts) {
        assertThat(distribution(result).allocations())
                .extracting(allocation -> allocation.item().id() + "=" + allocation.amount())
                .containsExactly(amounts);
    }

    static void assertReview(MatchResult result, String reason, String... whyNot) {
        assertThat(result.reason()).isEqualTo(reason);
        assertThat(((MatchResult.Unclear) result).candidates())
                .extracting(one -> one.candidate().item().id() + ": " + one.whyNot())
                .containsExactly(whyNot);
    }
}
