package io.tieout.flow;

import io.tieout.connection.Installation;
import io.tieout.port.NeedsPerson;
import io.tieout.port.RetryLater;
import io.tieout.port.erp.JournalAnswers.ImportAnswer;
import io.tieout.port.erp.JournalAnswers.Request;
import io.tieout.port.erp.Journals;
import io.tieout.store.batch.ImportRuns;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Imports groups (move 5): a run's number is stored before it is submitted, a repeat is the same run, and the number
 * rises only when the run before is done and rows remain.
 */
@ApplicationScoped
public class GroupImports {
    private final BatchCalls calls;
    private final Installation installation;
    private final ImportRuns runs;
    private final BatchAlerts alerts;

    GroupImports(BatchCalls calls, Installation installation, ImportRuns runs, BatchAlerts alerts) {
        this.calls = calls;
        this.installation = installation;
        this.runs = runs;
        this.alerts = alerts;
    }

    /** Notes which runs have ended, before the references are looked for. */
    void noticeEnded(BatchAtHand batch) {
        for (String group : runs.groupsOf(batch.batch().id())) {
            runs.latest(batch.batch().id(), group)
                    .filter(run -> run.outcome().isEmpty())
                    .ifPresent(run -> run.request()
                            .ifPresent(request -> notice(batch, key(batch, group, run.number()), request)));
        }
    }

    private void notice(BatchAtHand batch, ImportRuns.Key run, String request) {
        try {
            Request state = calls.request(batch.claim(), request);
            if (state.done()) {
                runs.ended(run, (state.outcome() + " " + state.text()).strip(), state.parts());
            }
        } catch (NeedsPerson purged) {
            runs.ended(run, "the ERP does not know the request any more", List.of());
        }
    }

    static ImportRuns.Key key(BatchAtHand batch, String group, int number) {
        return new ImportRuns.Key(batch.batch().tenant(), batch.batch().id(), group, number);
    }

    /** Submits an import for each group that waits as it was sent and has none under way. */
    void submit(BatchStanding standing) {
        List<String> stuck = new ArrayList<>(standing.treatment().stuck());
        standing.foreignGroups()
                .forEach(group -> stuck.add("group " + group + " holds other content than was sent under a reference of"
                        + " this batch, so it is not imported"));
        for (String group : standing.waitingGroups()) {
            turn(standing, group).ifPresent(stuck::add);
        }
        alerts.imports(standing.batch(), stuck);
    }

    /** What has stopped a group, if anything has. */
    private Optional<String> turn(BatchStanding standing, String group) {
        OptionalInt due = due(runs.latest(standing.batch().batch().id(), group));
        return due.isPresent() ? submit(standing, group, due.getAsInt()) : Optional.empty();
    }

    /** The run that a group waits for: the latest one as long as it has no request, the next one once that has ended. */
    static OptionalInt due(Optional<ImportRuns.Run> latest) {
        if (latest.isEmpty()) {
            return OptionalInt.of(1);
        }
        ImportRuns.Run run = latest.get();
        if (run.request().isEmpty()) {
            return OptionalInt.of(run.number());
        }
        return run.outcome().isEmpty() ? OptionalInt.empty() : OptionalInt.of(run.number() + 1);
    }

    private Optional<String> submit(BatchStanding standing, String group, int number) {
        ImportRuns.Key run = key(standing.batch(), group, number);
        runs.intend(run);
        Journals.Stamp stamp = new Journals.Stamp(installation.name(), installation.incarnation());
        ImportAnswer answer = calls.importGroup(standing.claim(), new Journals.ImportRun(stamp, group, number));
        if (answer instanceof ImportAnswer.Submitted submitted) {
            runs.submitted(run, submitted.requestId());
        } else if (answer instanceof ImportAnswer.Unknown unknown) {
            throw RetryLater.failed("the answer to the import was lost: " + unknown.reason());
        }
        return answer instanceof ImportAnswer.Rejected rejected
                ? Optional.of("the target refuses to import group " + group + ": " + rejected.reason())
                : Optional.empty();
    }
}
