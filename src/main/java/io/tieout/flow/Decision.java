package io.tieout.flow;

import io.tieout.domain.matching.MatchResult;
import io.tieout.domain.posting.Move;
import io.tieout.domain.work.Claim;
import io.tieout.store.posting.Match;
import io.tieout.store.posting.PostingRow;
import java.util.List;

/** What was decided about a fact for one link; each kind has its own step in the route. */
public sealed interface Decision extends Claimed {

    LinkCase subject();

    PostingRow posting();

    @Override
    default Claim.OfFact claim() {
        return subject().claim();
    }

    /** Clear: reserve the items and post. */
    record Post(LinkCase subject, PostingRow posting, Move move, Match match) implements Decision {}

    /** A person must decide; the candidates are the evidence. */
    record Ask(LinkCase subject, PostingRow posting, Move move, List<MatchResult.Rejected> candidates)
            implements Decision {
        public Ask {
            candidates = List.copyOf(candidates);
        }
    }

    /** Waits, is held or is closed, as the move says. */
    record SetAside(LinkCase subject, PostingRow posting, Move move) implements Decision {}

    /** A call has left already: what happened to the fact since only flags it, and the target is asked how it stands. */
    record Underway(LinkCase subject, PostingRow posting) implements Decision {}
}
