package io.tieout.console;

import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.posting.Closed;
import io.tieout.domain.posting.PostingState;
import io.tieout.flow.WhatStands;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.store.posting.PostingRow;
import java.util.List;
import java.util.Optional;

/**
 * Which decisions a page offers about a posting that lives, or may live, in the target; each is checked again when it is
 * made.
 *
 * @param version the version that the person sees
 * @param accounts those of its lines, for a correction
 */
public record LiveChoices(
        long version, boolean accept, boolean giveUp, boolean postAgain, boolean correct, List<String> accounts) {

    public LiveChoices {
        accounts = List.copyOf(accounts);
    }

    static LiveChoices of(PostingRow posting, Optional<WhatStands.Seen> seen) {
        PostingState state = posting.state();
        boolean asked = state instanceof PostingState.LiveReview;
        return new LiveChoices(
                posting.version(),
                asked && seen.filter(WhatStands.Seen::posted).isPresent(),
                state instanceof PostingState.Closable || state instanceof Closed.Asked,
                state instanceof PostingState.Gone || state instanceof Closed,
                asked
                        && seen.filter(one -> one.standing().stage() == Stage.INTERFACE_ERROR)
                                .isPresent(),
                posting.journal().stream()
                        .flatMap(journal -> journal.lines().stream())
                        .map(JournalLine::account)
                        .distinct()
                        .toList());
    }

    /** Whether there is anything to decide. */
    public boolean any() {
        return accept || giveUp || postAgain || correct;
    }
}
