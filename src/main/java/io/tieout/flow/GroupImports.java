package io.tieout.flow;

import io.tieout.connection.Installation;
import io.tieout.port.NeedsPerson;
import io.tieout.port.RetryLater;
import io.tieout.port.erp.JournalAnswers.ImportAnswer;
import io.tieout.port.erp.JournalAnswers.Request;
import io.tieout.port.erp.Journals;
import io.tieout.store.batch.ImportRuns;
import io.tieout.store.watch.Alerts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Imports groups (move 5): a run's number is stored before it is submitted, a repeat is the same run, and the number
 * rises only when the run before is done and rows remain.
 */
@ApplicationScoped
public class GroupImports {
    private static final int MOST_RUNS = 5;

    private final Journals journals;
    private final Installation installation;
    private final ImportRuns runs;
    private final Alerts alerts;

    GroupImports(Journals journals, Installation installation, ImportRuns runs, Alerts alerts) {
        this.journals = journals;
        this.installation = installation;
        this.runs = runs;
        this.alerts = alerts;
    }

    /** Notes which runs have ended, before the references are looked for. */
    void noticeEnded(BatchAtHand batch) {
        for (String group : runs.groupsOf(batch.batch().id())) {
            runs.latest(batch.batch().id(), group)
                    .filter(run -> run.outcome().isEmpty())
                    .ifPresent(run -> run.request().ifPresent(request -> notice(batch, group, run.number(), request)));
        }
    }

    private void notice(BatchAtHand batch, String group, int number, String request) {
        try {
            Request state = journals.request(batch.batch().target(), request);
            if (state.done()) {
                runs.ended(batch.batch().id(), group, number, (state.outcome() + " " + state.text()).strip());
            }
        } catch (NeedsPerson purged) {
            runs.ended(batch.batch().id(), group, number, "the ERP does not know the request any more");
        }
    }

    /** Submits an import for each group that waits and has none under way. */
    void submit(BatchStanding standing) {
        for (String group : standing.waitingGroups()) {
            Optional<ImportRuns.Run> latest =
                    runs.latest(standing.batch().batch().id(), group);
            if (latest.isEmpty()) {
                submit(standing, group, 1);
            } else if (latest.get().request().isEmpty()) {
                submit(standing, group, latest.get().number());
            } else if (latest.get().outcome().isPresent()) {
                again(standing, group, latest.get().number() + 1);
            }
        }
    }

    private void again(BatchStanding standing, String group, int number) {
        if (number > MOST_RUNS) {
            alert(standing, "group " + group + " still waits after " + MOST_RUNS + " imports");
        } else {
            submit(standing, group, number);
        }
    }

    private void submit(BatchStanding standing, String group, int number) {
        long batch = standing.batch().batch().id();
        runs.intend(batch, group, number);
        Journals.Stamp stamp =
                new Journals.Stamp(installation.name(), standing.batch().batch().incarnation());
        ImportAnswer answer =
                journals.importGroup(standing.batch().batch().target(), new Journals.ImportRun(stamp, group, number));
        if (answer instanceof ImportAnswer.Submitted submitted) {
            runs.submitted(batch, group, number, submitted.requestId());
        } else if (answer instanceof ImportAnswer.Unknown unknown) {
            throw RetryLater.failed("the answer to the import was lost: " + unknown.reason());
        } else if (answer instanceof ImportAnswer.Rejected rejected) {
            alert(standing, "the target refuses to import group " + group + ": " + rejected.reason());
        }
    }

    private void alert(BatchStanding standing, String text) {
        alerts.raise(
                standing.batch().batch().tenant(),
                "import-stuck",
                "batch:" + standing.batch().batch().id(),
                text);
    }
}
