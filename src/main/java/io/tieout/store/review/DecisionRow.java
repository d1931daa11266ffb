package io.tieout.store.review;

import io.tieout.domain.matching.Choice;
import io.tieout.domain.posting.Answer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a person decided about a posting.
 *
 * @param posting its number
 * @param actor name of the operator or token
 * @param reason why, in the person's words
 * @param choice where the money goes, of an allocation
 * @param released the rule's reason in whose face it goes on
 * @param day the day of the decision in the link's zone
 * @param postingVersion the version that the person saw
 * @param factVersion the fact's version then
 * @param decided when (UTC, database clock)
 * @param voided when and why it ceased to stand
 */
public record DecisionRow(
        long id,
        long posting,
        Answer answer,
        String actor,
        String reason,
        Optional<Choice> choice,
        Optional<String> released,
        LocalDate day,
        long postingVersion,
        long factVersion,
        Instant decided,
        Optional<Voided> voided) {

    /**
     * How a decision ceased to stand.
     *
     * @param by name of an operator or token, or {@code system} when it could not be carried out any more
     */
    public record Voided(Instant at, String by, String why) {}

    /** Whether it steers what becomes of the posting. */
    public boolean stands() {
        return answer.stands() && voided.isEmpty();
    }
}
