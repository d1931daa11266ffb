package io.tieout.flow;

import io.tieout.connection.Connections;
import io.tieout.connection.Installation;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.port.RetryLater;
import io.tieout.port.SubmitOutcome;
import io.tieout.port.erp.JournalAnswers.Closing;
import io.tieout.port.erp.JournalAnswers.LoadAnswer;
import io.tieout.port.erp.Journals;
import io.tieout.store.watch.Alerts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Loads a frozen batch (moves 2 to 4). */
@ApplicationScoped
public class BatchLoader {
    private final Journals journals;
    private final Installation installation;
    private final Connections connections;
    private final LoadOutcomes outcomes;
    private final Alerts alerts;

    BatchLoader(
            Journals journals,
            Installation installation,
            Connections connections,
            LoadOutcomes outcomes,
            Alerts alerts) {
        this.journals = journals;
        this.installation = installation;
        this.connections = connections;
        this.outcomes = outcomes;
        this.alerts = alerts;
    }

    void load(BatchAtHand batch) {
        Journals.Stamp stamp =
                new Journals.Stamp(installation.name(), batch.batch().incarnation());
        List<Reference> references = List.copyOf(batch.byReference().keySet());
        LoadAnswer answer = journals.submit(
                batch.batch().target(),
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
        if (outcomes.knowsMore(batch, answered)) {
            outcomes.record(batch, answered, Set.of());
            estranged(
                    batch,
                    "the target knows load number " + answered.highestNumber() + " of incarnation "
                            + answered.highestIncarnation() + ", which this database does not");
            return;
        }
        outcomes.record(batch, answered, closedNow(batch, stamp, answered));
        alerts.clear("batch-rejected", "batch:" + batch.batch().id());
    }

    /** A refused reference is absent only once a tombstone stands (move 4). */
    private Set<Reference> closedNow(BatchAtHand batch, Journals.Stamp stamp, LoadAnswer.Answered answered) {
        Map<Reference, String> refused = new LinkedHashMap<>();
        answered.outcomes().forEach((reference, outcome) -> {
            if (outcome instanceof SubmitOutcome.Refused why
                    && batch.posting(reference).state() instanceof PostingState.Sending) {
                refused.put(reference, why.reason());
            }
        });
        if (refused.isEmpty()) {
            return Set.of();
        }
        Closing closing = journals.close(
                batch.batch().target(), stamp, new Journals.Closure(refused.keySet(), "refused when it was loaded"));
        if (closing instanceof Closing.Unknown unknown) {
            throw RetryLater.failed("the closure's answer was lost: " + unknown.reason());
        }
        return ((Closing.Answered) closing)
                .closed().entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    private void estranged(BatchAtHand batch, String reason) {
        String why = "the database was restored or has a twin: " + reason;
        connections.stop(
                batch.batch().target(),
                connections.openAnyway(batch.batch().target()).credentialsVersion(),
                why);
        throw RetryLater.failed(why);
    }

    private void rejected(BatchAtHand batch, String reason) {
        alerts.raise(
                batch.batch().tenant(),
                "batch-rejected",
                "batch:" + batch.batch().id(),
                reason);
        throw RetryLater.failed("the target refuses the whole load: " + reason);
    }
}
