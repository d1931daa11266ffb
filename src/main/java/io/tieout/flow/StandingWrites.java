package io.tieout.flow;

import io.tieout.domain.posting.Move;
import io.tieout.domain.posting.PostingState;
import io.tieout.port.erp.JournalAnswers.LedgerLine;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.JournalAnswers.Standing;
import io.tieout.store.batch.BatchRow;
import io.tieout.store.batch.Batches;
import io.tieout.store.posting.Closures;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.posting.Postings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
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
    private final WorkConfig config;

    StandingWrites(
            Batches batches,
            Postings postings,
            PostingRows rows,
            BatchAlerts alerts,
            Closures closures,
            WorkConfig config) {
        this.batches = batches;
        this.postings = postings;
        this.rows = rows;
        this.alerts = alerts;
        this.closures = closures;
        this.config = config;
    }

    /** When to look again, if at all. */
    record Next(Optional<Duration> again) {}

    /** Writes all of it in one transaction under the claim. */
    @Transactional
    Next write(BatchStanding standing, Settlement.Evidence evidence) {
        batches.hold(standing.claim());
        for (PostingRow posting : standing.batch().postings()) {
            Standing one = standing.of(posting);
            move(posting, standing, evidence)
                    .ifPresentOrElse(
                            move -> postings.move(posting, move, proof(posting, one, evidence)),
                            () -> note(posting, one));
        }
        List<PostingRow> after = rows.ofBatch(standing.batch().batch().id());
        if (mustLoadAgain(standing, after)) {
            batches.move(standing.claim(), BatchRow.State.FROZEN, "a load did not arrive: the same bytes go again");
            return new Next(Optional.of(beforeLoadingAgain(standing.batch().batch())));
        }
        return next(standing, after);
    }

    private static Optional<Move> move(PostingRow posting, BatchStanding standing, Settlement.Evidence evidence) {
        if (!(posting.state() instanceof PostingState.InTarget state)) {
            return Optional.empty();
        }
        Stage stage = standing.of(posting).stage();
        if (stage == Stage.POSTED && posting.accepted().isPresent()) {
            return accepted(posting, state, evidence);
        }
        if (standing.foreign(posting.reference())) {
            return foreign(state);
        }
        return switch (stage) {
            case POSTED -> posted(posting, state, evidence);
            case IMPORTED, INTERFACE -> underway(state, stage);
            case INTERFACE_ERROR ->
                state instanceof PostingState.LiveReview
                        ? Optional.empty()
                        : Optional.of(state.askLive(blocked(posting, evidence)));
            case GONE ->
                state instanceof PostingState.Gone
                        ? Optional.empty()
                        : Optional.of(state.gone("the target knows the reference, but its rows and lines are gone"));
            case CLOSED -> closed(posting, state);
            case UNKNOWN -> unknown(state);
        };
    }

    /** Nobody but a person may import, confirm or wait for what is not known to be ours. */
    private static Optional<Move> foreign(PostingState.InTarget state) {
        return state instanceof PostingState.LiveReview
                ? Optional.empty()
                : Optional.of(state.askLive(
                        "the target holds something under this reference that is not known to be what was sent"));
    }

    private static Optional<Move> posted(
            PostingRow posting, PostingState.InTarget state, Settlement.Evidence evidence) {
        List<LedgerLine> lines = evidence.booked().getOrDefault(posting.reference(), List.of());
        ReadBack.Destination destination = new ReadBack.Destination(
                evidence.books().ledger(),
                posting.accountingDate().orElseThrow(),
                evidence.books().periods());
        Optional<String> difference = ReadBack.difference(posting.journal().orElseThrow(), destination, lines);
        if (difference.isPresent()) {
            boolean asked =
                    state instanceof PostingState.LiveReview && posting.reason().equals(difference.get());
            return asked ? Optional.empty() : Optional.of(state.askLive(difference.get()));
        }
        return state instanceof PostingState.Confirmed
                ? Optional.empty()
                : Optional.of(state.confirm("posted in the books as it was sent"));
    }

    /** What a person has accepted stays confirmed as long as the books hold just that. */
    private static Optional<Move> accepted(
            PostingRow posting, PostingState.InTarget state, Settlement.Evidence evidence) {
        String summary = Booked.summary(evidence.booked().getOrDefault(posting.reference(), List.of()));
        if (posting.accepted().filter(summary::equals).isEmpty()) {
            return state instanceof PostingState.LiveReview
                    ? Optional.empty()
                    : Optional.of(state.askLive("the books hold something else than a person has accepted"));
        }
        return state instanceof PostingState.Confirmed
                ? Optional.empty()
                : Optional.of(state.confirm("the books hold what a person has accepted"));
    }

    private static Optional<Move> underway(PostingState.InTarget state, Stage stage) {
        String seen = stage == Stage.IMPORTED ? "its journal stands in the target" : "its rows wait in the target";
        if (state instanceof PostingState.Sending sending) {
            return Optional.of(sending.acknowledge(seen));
        }
        if (state instanceof PostingState.LiveReview review) {
            return Optional.of(review.resume(seen + " without errors"));
        }
        if (state instanceof PostingState.Gone gone) {
            return Optional.of(gone.reappear(seen + " again"));
        }
        return state instanceof PostingState.Confirmed confirmed
                ? Optional.of(confirmed.askLive("it was confirmed, but is not posted in the books now"))
                : Optional.empty();
    }

    private static Optional<Move> closed(PostingRow posting, PostingState.InTarget state) {
        return Optional.of(
                state instanceof PostingState.Closable closable
                        ? closable.closed(LoadOutcomes.closed(posting))
                        : state.askLive("the target says that the reference is closed"));
    }

    private static Optional<Move> unknown(PostingState.InTarget state) {
        boolean mayStillCome = state instanceof PostingState.Sending || state instanceof PostingState.LiveReview;
        return mayStillCome
                ? Optional.empty()
                : Optional.of(state.askLive("the target does not know the reference any more"));
    }

    private static String blocked(PostingRow posting, Settlement.Evidence evidence) {
        return Optional.ofNullable(evidence.errors().get(posting.reference()))
                .map(error -> "the import refused it: " + error)
                .orElse("another posting of its group was refused, so nothing of the group was imported");
    }

    private static Map<String, Object> proof(PostingRow posting, Standing standing, Settlement.Evidence evidence) {
        List<LedgerLine> lines = evidence.booked().getOrDefault(posting.reference(), List.of());
        return Map.of(
                "stage",
                standing.stage().name(),
                "group",
                standing.group().orElse(""),
                "request",
                standing.request().orElse(""),
                "lines",
                Booked.words(lines));
    }

    private void note(PostingRow posting, Standing standing) {
        if (posting.state() instanceof PostingState.Sent) {
            String stage = standing.stage() == Stage.IMPORTED ? "imported" : "loaded";
            postings.note(
                    posting,
                    stage
                            + standing.waitsFor()
                                    .map(what -> ", waits for " + what)
                                    .orElse(""));
        }
    }

    private static boolean mustLoadAgain(BatchStanding standing, List<PostingRow> after) {
        return after.stream()
                .anyMatch(posting -> posting.state() instanceof PostingState.Sending
                        && standing.of(posting).stage() == Stage.UNKNOWN);
    }

    /**
     * A reference that the target does not know after it has answered the load was refused, and could not be closed
     * yet: quickly again while the batch is young, ever less often while a person has to mend something.
     */
    private Duration beforeLoadingAgain(BatchRow batch) {
        return clamped(batch.age().dividedBy(4), config.firstRetry(), config.longestRetry());
    }

    private static Duration clamped(Duration value, Duration least, Duration most) {
        Duration atLeast = value.compareTo(least) < 0 ? least : value;
        return atLeast.compareTo(most) > 0 ? most : atLeast;
    }

    private Next next(BatchStanding standing, List<PostingRow> after) {
        boolean moving = after.stream().anyMatch(BatchAlerts::moving);
        boolean asked = after.stream()
                .anyMatch(posting -> posting.state() instanceof PostingState.LiveReview
                        || posting.state() instanceof PostingState.Gone);
        boolean closing =
                !closures.ofBatch(standing.batch().batch().id()).isEmpty();
        BatchRow.State to =
                moving ? BatchRow.State.LOADED : asked || closing ? BatchRow.State.FAILED : BatchRow.State.DONE;
        if (standing.batch().batch().state() != to) {
            batches.move(standing.claim(), to, "as its postings stand");
        }
        if (!moving && !closing) {
            alerts.arrived(standing.batch());
            return new Next(asked ? Optional.of(config.failedLook()) : Optional.empty());
        }
        return new Next(
                Optional.of(Backoff.after(standing.claim().attempts(), config.firstLook(), config.longestLook())));
    }
}
