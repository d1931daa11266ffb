package io.tieout.domain.matching;

import java.util.List;

/** The outcome of matching; always with its reason in words. */
public sealed interface MatchResult {

    String reason();

    /** Clear: where the whole amount goes. */
    record Matched(Distribution distribution, String reason) implements MatchResult {}

    /** A person must decide: candidates, the likeliest first, and why each was not taken. */
    record Unclear(String reason, List<Rejected> candidates) implements MatchResult {
        public Unclear {
            candidates = List.copyOf(candidates);
        }
    }

    /** A candidate that was not taken, and why. */
    record Rejected(Candidate candidate, String whyNot) {}
}
