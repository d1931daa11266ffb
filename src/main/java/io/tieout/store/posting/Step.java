package io.tieout.store.posting;

import io.tieout.domain.posting.Move;
import java.util.Map;

/**
 * A move of a posting, with what shows why.
 *
 * @param posting as it was read before the move was decided
 */
public record Step(PostingRow posting, Move move, Map<String, Object> evidence) {

    public Step {
        evidence = Map.copyOf(evidence);
    }
}
