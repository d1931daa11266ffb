package io.tieout.flow;

import io.tieout.domain.posting.Move;
import io.tieout.domain.posting.PostingState;
import io.tieout.port.erp.JournalAnswers.LedgerLine;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.JournalAnswers.Standing;
import io.tieout.store.posting.PostingRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the target's word makes of one posting; an answer that its state doesn't await changes nothing. */
final class StandingMoves {

    private StandingMoves() {}

    /** What the target's word makes of a posting; empty when it changes nothing. */
    static Optional<Move> move(PostingRow posting, BatchStanding standing, Settlement.Evidence evidence) {
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
            case IMPORTED -> underway(state, "its journal stands in the target");
            case INTERFACE, INTERFACE_ERROR -> waiting(posting, state, standing);
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
            return ask(posting, state, difference.get());
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
            return ask(posting, state, "the books hold something else than a person has accepted");
        }
        return state instanceof PostingState.Confirmed
                ? Optional.empty()
                : Optional.of(state.confirm("the books hold what a person has accepted"));
    }

    /** What was found out of its rows says whether a person is needed; a row in error alone says nothing. */
    private static Optional<Move> waiting(PostingRow posting, PostingState.InTarget state, BatchStanding standing) {
        Optional<Treatment.Trouble> trouble = standing.treatment().of(posting.reference());
        if (trouble.filter(Treatment.Trouble::asks).isPresent()) {
            return ask(posting, state, trouble.get().words());
        }
        boolean unread = trouble.isEmpty() && standing.of(posting).stage() == Stage.INTERFACE_ERROR;
        return unread && state instanceof PostingState.LiveReview
                ? Optional.empty()
                : underway(state, "its rows wait in the target");
    }

    private static Optional<Move> ask(PostingRow posting, PostingState.InTarget state, String words) {
        boolean asked =
                state instanceof PostingState.LiveReview && posting.reason().equals(words);
        return asked ? Optional.empty() : Optional.of(state.askLive(words));
    }

    private static Optional<Move> underway(PostingState.InTarget state, String seen) {
        if (state instanceof PostingState.Sending sending) {
            return Optional.of(sending.acknowledge(seen));
        }
        if (state instanceof PostingState.LiveReview review) {
            return Optional.of(review.resume(seen));
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

    /** What is kept as evidence of a change of state. */
    static Map<String, Object> proof(PostingRow posting, Standing standing, Settlement.Evidence evidence) {
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
}
