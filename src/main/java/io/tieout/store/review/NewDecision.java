package io.tieout.store.review;

import io.tieout.domain.matching.Choice;
import io.tieout.domain.posting.Answer;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A decision that a person makes now; the fields are those of {@link DecisionRow}.
 *
 * @param posting number of the posting
 * @param postingVersion the version that the person saw
 */
public record NewDecision(
        long posting,
        long postingVersion,
        long factVersion,
        Answer answer,
        String actor,
        String reason,
        Optional<Choice> choice,
        Optional<String> released,
        LocalDate day) {}
