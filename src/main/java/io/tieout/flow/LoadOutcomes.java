package io.tieout.flow;

import io.tieout.domain.posting.Move;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.port.SubmitOutcome;
import io.tieout.port.erp.JournalAnswers.LoadAnswer;
import io.tieout.store.batch.BatchRow;
import io.tieout.store.batch.Batches;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.Postings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes what a target answered to a load, each reference on its own. */
@ApplicationScoped
public class LoadOutcomes {
    private final Batches batches;
    private final Postings postings;

    LoadOutcomes(Batches batches, Postings postings) {
        this.batches = batches;
        this.postings = postings;
    }

    /** Whether the target knows a load of this installation that this database doesn't (move 11). */
    @Transactional
    public boolean knowsMore(BatchAtHand batch, LoadAnswer.Answered answered) {
        return answered.highestIncarnation() > batch.batch().incarnation()
                || answered.highestNumber() > batches.lastNumber(batch.batch().target());
    }

    /**
     * Writes the outcomes and moves the batch on.
     *
     * @param closed references that were refused and have a tombstone now
     */
    @Transactional
    public void record(BatchAtHand batch, LoadAnswer.Answered answered, Set<Reference> closed) {
        batches.hold(batch.claim());
        for (Map.Entry<Reference, PostingRow> entry : batch.byReference().entrySet()) {
            PostingRow posting = entry.getValue();
            SubmitOutcome outcome = answered.outcomes()
                    .getOrDefault(entry.getKey(), new SubmitOutcome.Unknown("the target did not answer for it"));
            Optional.ofNullable(answered.groups().get(entry.getKey()))
                    .ifPresent(group -> postings.grouped(posting.reference(), group));
            if (posting.state() instanceof PostingState.Sending sending) {
                move(sending, outcome, closed.contains(entry.getKey()))
                        .ifPresent(move -> postings.move(
                                posting,
                                move,
                                Map.of("answer", outcome.getClass().getSimpleName())));
            }
        }
        batches.move(batch.claim(), BatchRow.State.LOADED, "the target has answered for each posting");
    }

    private static Optional<Move> move(PostingState.Sending sending, SubmitOutcome outcome, boolean closed) {
        if (outcome instanceof SubmitOutcome.Accepted) {
            return Optional.of(sending.acknowledge("loaded into the target"));
        }
        if (outcome instanceof SubmitOutcome.AlreadyThere) {
            return Optional.of(sending.acknowledge("the target has it already, with the same content"));
        }
        if (outcome instanceof SubmitOutcome.Conflict conflict) {
            return Optional.of(
                    sending.askLive("the target knows this reference with other content: " + conflict.reason()));
        }
        if (outcome instanceof SubmitOutcome.Closed) {
            return Optional.of(sending.refusedAndClosed("the reference is closed in the target"));
        }
        if (outcome instanceof SubmitOutcome.Refused refused && closed) {
            return Optional.of(sending.refusedAndClosed("the target refused it: " + refused.reason()));
        }
        return Optional.empty();
    }
}
