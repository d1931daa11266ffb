package io.tieout.flow;

import io.tieout.domain.matching.Candidate;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Answer;
import io.tieout.store.review.DecisionRow;
import io.tieout.store.view.FactStory;
import io.tieout.store.view.PostingStory;
import java.util.List;

/**
 * A question with all that a person needs to answer it.
 *
 * @param charge the story of its fact
 * @param posting the posting that is to be decided
 * @param possible what a person may answer now, in the order in which a page offers it
 * @param decisions what people have decided about it, oldest first
 * @param offers open items that it may be for, the likeliest first
 */
public record ReviewItem(
        FactStory charge,
        PostingStory posting,
        List<Answer> possible,
        List<DecisionRow> decisions,
        List<Offer> offers) {

    public ReviewItem {
        possible = List.copyOf(possible);
        decisions = List.copyOf(decisions);
        offers = List.copyOf(offers);
    }

    /**
     * An open item that the money may be for.
     *
     * @param difference what is free of it, less what there is to distribute: zero fits exactly
     * @param whyNot why it was not taken without a person, empty when it was only looked up
     * @param free whether a person may choose it
     */
    public record Offer(Candidate candidate, Money difference, String whyNot, boolean free) {

        /** What a page offers to take of it in major units: all that is free, but not more than there is. */
        public String suggested() {
            Money free = candidate.available();
            return (difference.isPositive() ? free.minus(difference) : free)
                    .toMajor()
                    .toPlainString();
        }
    }

    /** Whether an answer is possible now, by its name in addresses, for example {@code send-back}. */
    public boolean may(String answer) {
        return possible.stream().anyMatch(one -> ReviewRecords.name(one).equals(answer));
    }
}
