package io.tieout.flow;

import io.tieout.connection.Installation;
import io.tieout.domain.posting.Move;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.port.SubmitOutcome;
import io.tieout.port.erp.JournalAnswers.LoadAnswer;
import io.tieout.store.batch.BatchRow;
import io.tieout.store.batch.Batches;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.Postings;
import io.tieout.store.posting.Step;
import io.tieout.store.restore.RestoreRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes what a target answered to a load, each reference on its own. */
@ApplicationScoped
public class LoadOutcomes {
    private final Batches batches;
    private final Postings postings;
    private final RestoreRows numbers;
    private final Installation installation;

    LoadOutcomes(Batches batches, Postings postings, RestoreRows numbers, Installation installation) {
        this.batches = batches;
        this.postings = postings;
        this.numbers = numbers;
        this.installation = installation;
    }

    /** Whether the target knows a load of this installation that this database doesn't (move 11). */
    @Transactional
    public boolean knowsMore(BatchAtHand batch, LoadAnswer.Answered answered) {
        return answered.highestIncarnation() > installation.incarnation()
                || !numbers.knows(batch.batch().target(), answered.highestNumber());
    }

    /**
     * Writes the outcomes and moves the batch on. What was refused says so, and waits for its tombstone: what goes on
     * must not wait for it.
     */
    @Transactional
    public void record(BatchAtHand batch, LoadAnswer.Answered answered) {
        batches.hold(batch.claim());
        postings.grouped(groups(batch, answered));
        List<Step> steps = new ArrayList<>();
        Map<PostingRow, String> refusals = new LinkedHashMap<>();
        for (PostingRow posting : batch.postings()) {
            SubmitOutcome outcome = answered.outcomes()
                    .getOrDefault(posting.reference(), new SubmitOutcome.Unknown("the target did not answer for it"));
            if (posting.state() instanceof PostingState.Sending sending) {
                Map<String, Object> answer = Map.of("answer", outcome.getClass().getSimpleName());
                move(posting, sending, outcome).ifPresent(move -> steps.add(new Step(posting, move, answer)));
                if (outcome instanceof SubmitOutcome.Refused refused) {
                    refusals.put(posting, refusal(refused));
                }
            }
        }
        postings.move(steps);
        postings.note(refusals);
        batches.move(batch.claim(), BatchRow.State.LOADED, "the target has answered for each posting");
    }

    /** The groups of the batch's own references, in the order of these. */
    private static Map<Reference, String> groups(BatchAtHand batch, LoadAnswer.Answered answered) {
        Map<Reference, String> groups = new LinkedHashMap<>();
        batch.byReference()
                .keySet()
                .forEach(reference -> Optional.ofNullable(answered.groups().get(reference))
                        .ifPresent(group -> groups.put(reference, group)));
        return groups;
    }

    /**
     * Writes that refused references are absent for good.
     *
     * @param refused as the load was answered
     * @param closed which of them have a tombstone now; the others live after all, which the next look finds
     */
    @Transactional
    public void close(BatchAtHand batch, Map<Reference, SubmitOutcome.Refused> refused, Set<Reference> closed) {
        batches.hold(batch.claim());
        for (Map.Entry<Reference, SubmitOutcome.Refused> one : refused.entrySet()) {
            PostingRow posting = batch.posting(one.getKey());
            if (posting.state() instanceof PostingState.Sending sending && closed.contains(one.getKey())) {
                postings.move(posting, sending.closed(refusal(one.getValue())), Map.of("answer", "Refused"));
            }
        }
    }

    /** What the posting said before tells why it was closed, where the closure's own answer was lost. */
    static String closed(PostingRow posting) {
        return "the reference is closed in the target; before: " + posting.reason();
    }

    private static String refusal(SubmitOutcome.Refused refused) {
        return "the target refused it: " + refused.reason();
    }

    /** What a load's answer makes of a posting; empty when it says nothing for certain, or waits for a tombstone. */
    static Optional<Move> move(PostingRow posting, PostingState.Sending sending, SubmitOutcome outcome) {
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
        return outcome instanceof SubmitOutcome.Closed
                ? Optional.of(sending.closed(closed(posting)))
                : Optional.empty();
    }
}
