package io.tieout.flow;

import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.port.erp.JournalAnswers.GroupRow;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.JournalAnswers.Standing;
import io.tieout.port.erp.Remedy;
import io.tieout.store.batch.Batches;
import io.tieout.store.batch.GroupSplits;
import io.tieout.store.batch.ImportRuns;
import io.tieout.store.posting.PostingRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Mends groups that an import refused (moves 6 and 7): what was begun before is brought to its end, those that are not
 * like the rest leave their group, dates are moved by the link's rule, and what passes by itself rests. Everything is
 * decided on rows read in this look; what is left for a person says so.
 */
@ApplicationScoped
public class GroupRepair {
    /** A split makes at most two groups of one, and each may need a date: a look that goes on longer comes again. */
    private static final int MOST_ROUNDS = 4;

    private static final String INNOCENT =
            "another posting of its group was refused, so nothing of the group was imported";

    private final BatchLook look;
    private final BatchCalls calls;
    private final Splitting splitting;
    private final Amending amending;
    private final DateMoves dates;
    private final ImportRetries retries;
    private final GroupSplits splits;
    private final ImportRuns runs;
    private final Batches batches;

    GroupRepair(
            BatchLook look,
            BatchCalls calls,
            Splitting splitting,
            Amending amending,
            DateMoves dates,
            ImportRetries retries,
            GroupSplits splits,
            ImportRuns runs,
            Batches batches) {
        this.look = look;
        this.calls = calls;
        this.splitting = splitting;
        this.amending = amending;
        this.dates = dates;
        this.retries = retries;
        this.splits = splits;
        this.runs = runs;
        this.batches = batches;
    }

    /** Does what can be done now; the answer stands as it is after that. */
    BatchStanding repair(BatchStanding standing) {
        BatchStanding after = rounds(standing);
        if (after.treatment().quick()) {
            batches.quicken(after.claim());
        }
        return after;
    }

    private BatchStanding rounds(BatchStanding standing) {
        BatchStanding now = standing;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            amending.resolve(now);
            splitting.resolve(now);
            if (!now.treatment().hasActed()) {
                suspects(now).forEach(new Round(now)::examine);
            }
            if (!now.treatment().hasActed()) {
                return now;
            }
            now = look.again(now);
        }
        suspects(now).forEach(now.treatment()::examined);
        return now;
    }

    /** Groups whose rows must be read: they failed, or they are what is left of one that did. */
    private Set<String> suspects(BatchStanding standing) {
        Set<String> made = splits.madeGroups(standing.batch().batch().id());
        Set<String> suspects = new TreeSet<>();
        for (PostingRow posting : standing.batch().postings()) {
            standing.of(posting)
                    .group()
                    .filter(group -> suspicious(standing, posting, made.contains(group)))
                    .ifPresent(suspects::add);
        }
        suspects.removeAll(standing.foreignGroups());
        return suspects;
    }

    private boolean suspicious(BatchStanding standing, PostingRow posting, boolean made) {
        return suspicious(standing.of(posting), posting.state(), () -> made || failedBefore(standing, posting));
    }

    /** @param before whether the group was made by a split, or an import of it has ended */
    static boolean suspicious(Standing standing, PostingState state, BooleanSupplier before) {
        if (standing.stage() == Stage.INTERFACE_ERROR) {
            return true;
        }
        boolean importing = standing.statuses().stream().anyMatch(status -> !status.equals("NEW"));
        return standing.stage() == Stage.INTERFACE
                && !importing
                && (state instanceof PostingState.LiveReview || before.getAsBoolean());
    }

    private boolean failedBefore(BatchStanding standing, PostingRow posting) {
        return standing.of(posting)
                .group()
                .flatMap(group -> runs.latest(standing.batch().batch().id(), group))
                .filter(run -> run.outcome().isPresent())
                .isPresent();
    }

    /** One examination of one group. */
    private final class Round {
        private final BatchStanding standing;
        private final Treatment treatment;

        private Round(BatchStanding standing) {
            this.standing = standing;
            this.treatment = standing.treatment();
        }

        private void examine(String group) {
            treatment.examined(group);
            if (treatment.holdsUp(group)) {
                return;
            }
            List<GroupRow> rows = calls.rows(standing.claim(), group);
            if (rows.stream().anyMatch(row -> standing.holdsForeign(row.reference()))) {
                treatment.stuck("group " + group + " holds rows that are not known to be what was sent, so it is"
                        + " neither split nor imported");
                return;
            }
            FailedGroup failed = FailedGroup.of(group, rows, sent());
            Set<Reference> leaving = failed.leaving();
            if (leaving.isEmpty()) {
                treat(failed);
            } else {
                say(failed);
                splitting.split(standing, failed, leaving);
            }
        }

        private Map<Reference, FailedGroup.Sent> sent() {
            Map<Reference, FailedGroup.Sent> sent = new HashMap<>();
            standing.batch()
                    .postings()
                    .forEach(posting -> posting.journal()
                            .ifPresent(journal -> posting.accountingDate()
                                    .ifPresent(date ->
                                            sent.put(posting.reference(), new FailedGroup.Sent(date, journal)))));
            return sent;
        }

        private void treat(FailedGroup failed) {
            switch (failed.remedy()) {
                case NONE -> retries.ready(standing, failed);
                case WAIT -> retries.rest(standing, failed);
                case MOVE_DATE -> dates.treat(standing, failed);
                case PERSON ->
                    failed.findings()
                            .forEach((reference, finding) ->
                                    treatment.asks(reference, finding.words() + standing.refusal(reference)));
            }
        }

        /** What counts until the group is split. */
        private void say(FailedGroup failed) {
            failed.findings()
                    .forEach((reference, finding) -> treatment.waits(
                            reference,
                            finding.remedy() == Remedy.NONE
                                    ? INNOCENT
                                    : finding.words() + "; it is taken out of its group"));
        }
    }
}
