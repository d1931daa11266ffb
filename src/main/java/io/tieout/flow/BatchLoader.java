package io.tieout.flow;

import io.tieout.connection.Installation;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.port.RetryLater;
import io.tieout.port.SubmitOutcome;
import io.tieout.port.erp.JournalAnswers.Closing;
import io.tieout.port.erp.JournalAnswers.LoadAnswer;
import io.tieout.port.erp.Journals;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Loads a frozen batch (moves 2 to 4). */
@ApplicationScoped
public class BatchLoader {
    private final BatchCalls calls;
    private final Installation installation;
    private final TargetMemory memory;
    private final LoadOutcomes outcomes;
    private final BatchAlerts alerts;

    BatchLoader(
            BatchCalls calls,
            Installation installation,
            TargetMemory memory,
            LoadOutcomes outcomes,
            BatchAlerts alerts) {
        this.calls = calls;
        this.installation = installation;
        this.memory = memory;
        this.outcomes = outcomes;
        this.alerts = alerts;
    }

    void load(BatchAtHand batch) {
        Journals.Stamp stamp = new Journals.Stamp(installation.name(), installation.incarnation());
        List<Reference> references = List.copyOf(batch.byReference().keySet());
        LoadAnswer answer = calls.submit(
                batch.claim(),
                new Journals.Load(
                        stamp,
                        batch.batch().number(),
                        batch.batch().requestKey(),
                        batch.batch().bytes(),
                        references));
        if (answer instanceof LoadAnswer.Answered answered) {
            answered(batch, stamp, answered);
        } else if (answer instanceof LoadAnswer.NotSent notSent) {
            throw RetryLater.failed(notSent.reason(), notSent.retryAfter());
        } else if (answer instanceof LoadAnswer.Unknown unknown) {
            throw RetryLater.failed("the load's answer was lost (" + unknown.reason() + "): the same bytes go again");
        } else if (answer instanceof LoadAnswer.Estranged estranged) {
            estranged(batch, estranged.reason());
        } else {
            rejected(batch, ((LoadAnswer.Rejected) answer).reason());
        }
    }

    private void answered(BatchAtHand batch, Journals.Stamp stamp, LoadAnswer.Answered answered) {
        outcomes.record(batch, answered);
        if (outcomes.knowsMore(batch, answered)) {
            estranged(
                    batch,
                    "the target knows load number " + answered.highestNumber() + " of incarnation "
                            + answered.highestIncarnation() + ", which this database does not");
            return;
        }
        alerts.loadAnswered(batch);
        Map<Reference, SubmitOutcome.Refused> refused = new LinkedHashMap<>();
        answered.outcomes().forEach((reference, outcome) -> {
            if (outcome instanceof SubmitOutcome.Refused why
                    && batch.posting(reference).state() instanceof PostingState.Sending) {
                refused.put(reference, why);
            }
        });
        if (!refused.isEmpty()) {
            close(batch, stamp, refused);
        }
    }

    /**
     * A refused reference is absent only once a tombstone stands (move 4). Where that can't be had now, the look goes
     * on for the others: it finds the reference unknown, and has the same bytes loaded, and closed, again.
     */
    private void close(BatchAtHand batch, Journals.Stamp stamp, Map<Reference, SubmitOutcome.Refused> refused) {
        Closing closing =
                calls.close(batch.claim(), stamp, new Journals.Closure(refused.keySet(), "refused when it was loaded"));
        if (closing instanceof Closing.Answered answered) {
            Set<Reference> closed = answered.closed().entrySet().stream()
                    .filter(Map.Entry::getValue)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            outcomes.close(batch, refused, closed);
            alerts.closed(batch);
        } else if (closing instanceof Closing.Rejected rejected) {
            alerts.closeRejected(batch, rejected.reason());
        }
    }

    private void estranged(BatchAtHand batch, String reason) {
        throw memory.estranged(batch.batch().target(), reason);
    }

    private void rejected(BatchAtHand batch, String reason) {
        alerts.loadRejected(batch, reason);
        throw RetryLater.failed("the target refuses the whole load: " + reason);
    }
}
