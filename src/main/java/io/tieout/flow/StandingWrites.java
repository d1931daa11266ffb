package io.tieout.flow;

import io.tieout.domain.posting.PostingState;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.JournalAnswers.Standing;
import io.tieout.store.batch.BatchRow;
import io.tieout.store.batch.Batches;
import io.tieout.store.posting.Closures;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.posting.Postings;
import io.tieout.store.posting.Step;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what the target says of each posting of a batch; an answer that a state doesn't await changes nothing. */
@ApplicationScoped
public class StandingWrites {
    private final Batches batches;
    private final Postings postings;
    private final PostingRows rows;
    private final BatchAlerts alerts;
    private final Closures closures;
    private final QuietTimes quiet;
    private final WorkConfig config;

    StandingWrites(
            Batches batches,
            Postings postings,
            PostingRows rows,
            BatchAlerts alerts,
            Closures closures,
            QuietTimes quiet,
            WorkConfig config) {
        this.rows = rows;
        this.closures = closures;
        this.quiet = quiet;
        this.batches = batches;
        this.postings = postings;
        this.alerts = alerts;
        this.config = config;
    }

    /** When to look again, if at all. */
    record Next(Optional<Duration> again) {}

    /** Writes all of it in one transaction under the claim. */
    @Transactional
    Next write(BatchStanding standing, Settlement.Evidence evidence) {
        batches.hold(standing.claim());
        List<Step> steps = new ArrayList<>();
        Map<PostingRow, String> notes = new LinkedHashMap<>();
        for (PostingRow posting : standing.batch().postings()) {
            Standing one = standing.of(posting);
            StandingMoves.move(posting, standing, evidence)
                    .ifPresentOrElse(
                            move -> steps.add(new Step(posting, move, StandingMoves.proof(posting, one, evidence))),
                            () -> note(posting, standing).ifPresent(words -> notes.put(posting, words)));
        }
        postings.move(steps);
        postings.note(notes);
        List<PostingRow> after = rows.ofBatch(standing.batch().batch().id());
        if (mustLoadAgain(standing, after)) {
            if (standing.batch().batch().state() != BatchRow.State.FROZEN) {
                batches.move(standing.claim(), BatchRow.State.FROZEN, "a load did not arrive: the same bytes go again");
            }
            return new Next(Optional.of(beforeLoadingAgain(standing.batch())));
        }
        return next(standing, after);
    }

    /** What a posting on its way waits for. */
    private static Optional<String> note(PostingRow posting, BatchStanding standing) {
        if (!(posting.state() instanceof PostingState.Sent)) {
            return Optional.empty();
        }
        Standing one = standing.of(posting);
        String stage = one.stage() == Stage.IMPORTED ? "imported" : "loaded";
        String waits = standing.treatment()
                .of(posting.reference())
                .map(trouble -> "; " + trouble.words())
                .or(() -> one.waitsFor().map(what -> ", waits for " + what))
                .orElse("");
        return Optional.of(stage + waits);
    }

    /** Whether a posting of the batch is one that the target surely has not got. */
    static boolean mustLoadAgain(BatchStanding standing, List<PostingRow> after) {
        return after.stream()
                .anyMatch(posting -> posting.state() instanceof PostingState.Sending
                        && standing.of(posting).stage() == Stage.UNKNOWN);
    }

    /**
     * A reference that the target does not know after it has answered the load was refused, and could not be closed
     * yet: quickly again while the batch is young, ever less often while a person has to mend something. In a quiet
     * window it waits for its end.
     */
    private Duration beforeLoadingAgain(BatchAtHand batch) {
        return quiet.left(batch)
                .map(left -> clamped(left, config.firstRetry(), config.failedLook()))
                .orElseGet(() -> clamped(batch.batch().age().dividedBy(4), config.firstRetry(), config.longestRetry()));
    }

    private static Duration clamped(Duration value, Duration least, Duration most) {
        Duration atLeast = value.compareTo(least) < 0 ? least : value;
        return atLeast.compareTo(most) > 0 ? most : atLeast;
    }

    private Next next(BatchStanding standing, List<PostingRow> after) {
        boolean moving = after.stream().anyMatch(BatchAlerts::moving);
        boolean asked = after.stream().anyMatch(StandingWrites::asked);
        boolean closing = !closures.ofBatch(standing.batch().batch().id()).isEmpty();
        BatchRow.State to = state(after, closing);
        if (standing.batch().batch().state() != to) {
            batches.move(standing.claim(), to, "as its postings stand");
        }
        if (!moving && !closing) {
            alerts.arrived(standing.batch());
            return new Next(asked ? Optional.of(config.failedLook()) : Optional.empty());
        }
        int attempts = standing.treatment().quick() ? 1 : standing.claim().attempts();
        Duration look = Backoff.after(attempts, config.firstLook(), config.longestLook());
        return new Next(Optional.of(rest(standing, after)
                .map(rest -> clamped(rest, look, config.failedLook()))
                .orElse(look)));
    }

    private static boolean asked(PostingRow posting) {
        return posting.state() instanceof PostingState.LiveReview || posting.state() instanceof PostingState.Gone;
    }

    /**
     * How far a batch is whose load was answered.
     *
     * @param closing whether the target has yet to answer what a person decided about one of its postings
     */
    static BatchRow.State state(List<PostingRow> postings, boolean closing) {
        if (postings.stream().anyMatch(BatchAlerts::moving)) {
            return BatchRow.State.LOADED;
        }
        return closing || postings.stream().anyMatch(StandingWrites::asked)
                ? BatchRow.State.FAILED
                : BatchRow.State.DONE;
    }

    /** How long nothing happens to those that are on their way, where all of them rest. */
    private static Optional<Duration> rest(BatchStanding standing, List<PostingRow> after) {
        Duration shortest = Duration.ZERO;
        for (PostingRow posting : after.stream().filter(BatchAlerts::moving).toList()) {
            Optional<Duration> rest =
                    standing.treatment().of(posting.reference()).flatMap(Treatment.Trouble::rest);
            if (rest.isEmpty()) {
                return Optional.empty();
            }
            shortest = shortest.isZero() || rest.get().compareTo(shortest) < 0 ? rest.get() : shortest;
        }
        return Optional.of(shortest).filter(rest -> !rest.isZero());
    }
}
