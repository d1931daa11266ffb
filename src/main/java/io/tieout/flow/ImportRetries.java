package io.tieout.flow;

import io.tieout.store.batch.ImportRuns;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Groups whose errors pass by themselves (no exchange rate yet): imported again after a rest that is stored with the run
 * before, each longer than the last, up to a limit; then a person is asked.
 */
@ApplicationScoped
public class ImportRetries {
    private final ImportRuns runs;
    private final WorkConfig config;

    ImportRetries(ImportRuns runs, WorkConfig config) {
        this.runs = runs;
        this.config = config;
    }

    void treat(BatchStanding standing, FailedGroup failed) {
        Treatment treatment = standing.treatment();
        String group = failed.group();
        long batch = standing.batch().batch().id();
        int tries = runs.sinceAmended(batch, group);
        if (tries >= config.mostImports()) {
            failed.findings()
                    .forEach((reference, finding) -> treatment.asks(
                            reference, finding.words() + "; that is still so after " + tries + " imports"));
            return;
        }
        Optional<ImportRuns.Run> latest = runs.latest(batch, group);
        Duration rest = latest.map(run -> rest(standing, group, run, tries)).orElse(Duration.ZERO);
        failed.findings()
                .forEach((reference, finding) -> treatment.waits(
                        reference, finding.words() + "; it is imported again by itself, after a rest", rest));
        if (rest.isZero()) {
            treatment.again(group);
        }
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
