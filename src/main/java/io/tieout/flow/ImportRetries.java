package io.tieout.flow;

import io.tieout.store.batch.ImportRuns;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Groups that may go through another time: those whose errors pass by themselves (no exchange rate yet), and those
 * whose import failed without a reason. They are imported again after a rest that is stored with the run before, each
 * longer than the last, up to a limit; then a person is asked.
 */
@ApplicationScoped
public class ImportRetries {
    private final ImportRuns runs;
    private final WorkConfig config;

    ImportRetries(ImportRuns runs, WorkConfig config) {
        this.runs = runs;
        this.config = config;
    }

    /** A group that nothing is wrong with is imported at once, unless that was tried just so. */
    void ready(BatchStanding standing, FailedGroup failed) {
        int tries = runs.sinceMended(standing.batch().batch().id(), failed.group());
        if (tries <= 1) {
            standing.treatment().ready(failed.group());
        } else {
            rest(standing, failed);
        }
    }

    /** A group whose errors pass by themselves. */
    void rest(BatchStanding standing, FailedGroup failed) {
        Treatment treatment = standing.treatment();
        String group = failed.group();
        long batch = standing.batch().batch().id();
        int tries = runs.sinceMended(batch, group);
        if (tries >= config.mostImports()) {
            failed.findings()
                    .forEach((reference, finding) -> treatment.asks(
                            reference, words(finding) + "; that is still so after " + tries + " imports"));
            return;
        }
        Optional<ImportRuns.Run> latest = runs.latest(batch, group);
        Duration rest = latest.map(run -> rest(standing, group, run, tries)).orElse(Duration.ZERO);
        failed.findings()
                .forEach((reference, finding) -> treatment.waits(
                        reference, words(finding) + "; it is imported again by itself, after a rest", rest));
        if (rest.isZero()) {
            treatment.ready(group);
        }
    }

    private static String words(FailedGroup.Finding finding) {
        return finding.words().isEmpty() ? "its import failed, and names no row that is to blame" : finding.words();
    }

    private Duration rest(BatchStanding standing, String group, ImportRuns.Run run, int tries) {
        if (run.rest().isPresent()) {
            return run.rest().get();
        }
        Duration rest = Backoff.after(tries, config.firstImportAgain(), config.longestImportAgain());
        runs.rest(GroupImports.key(standing.batch(), group, run.number()), rest);
        return rest;
    }
}
