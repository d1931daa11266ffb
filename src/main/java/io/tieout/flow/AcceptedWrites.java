package io.tieout.flow;

import io.tieout.connection.ChangeRefused;
import io.tieout.domain.posting.Answer;
import io.tieout.domain.posting.PostingState;
import io.tieout.store.posting.Accepted;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.Postings;
import io.tieout.store.watch.Alerts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;

/** The transaction in which what stands in the books is accepted. */
@ApplicationScoped
class AcceptedWrites {
    private final Rulings rulings;
    private final Postings postings;
    private final Accepted accepted;
    private final Alerts alerts;

    AcceptedWrites(Rulings rulings, Postings postings, Accepted accepted, Alerts alerts) {
        this.rulings = rulings;
        this.postings = postings;
        this.accepted = accepted;
        this.alerts = alerts;
    }

    /** Confirms the posting as it stands. */
    @Transactional
    public void accept(Ruling ruling, WhatStands.Seen seen) {
        PostingRow posting = rulings.lock(ruling);
        if (!(posting.state() instanceof PostingState.LiveReview state)) {
            throw ChangeRefused.conflict("it is no question any more");
        }
        Accepted.Outcome outcome = accepted.follow(posting, Booked.byItem(seen.booked()));
        accepted.store(posting, seen.summary(), Booked.day(seen.booked()));
        String reason =
                "a person accepted what stands in the books: " + ruling.reason().strip();
        Map<String, Object> evidence = Map.of(
                "lines", seen.bookedWords(),
                "summary", seen.summary(),
                "difference", seen.difference().orElse(""),
                "allocationFollowed", outcome.followed());
        postings.move(posting, state.confirm(reason), evidence);
        rulings.keep(ruling, posting, Answer.ACCEPT, evidence);
        if (!outcome.overtaken().isEmpty()) {
            alerts.raise(
                    posting.tenant(),
                    "accepted-over",
                    "posting:" + posting.id(),
                    "what was accepted in the books takes more than is left of "
                            + String.join(", ", outcome.overtaken()) + ": look at what else was allocated to it");
        }
    }
}
