package io.tieout.flow;

import io.tieout.domain.matching.Choice;
import io.tieout.domain.posting.Answer;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.review.DecisionRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people have decided about one posting, as far as it stands.
 *
 * @param decisions all of them, oldest first
 */
record Answered(List<DecisionRow> decisions) {

    Answered {
        decisions = List.copyOf(decisions);
    }

    /** The decision to post nothing. */
    Optional<DecisionRow> closed() {
        return standing(Answer.CLOSE).findFirst();
    }

    /** The rules' reasons in whose face it goes on. */
    Set<String> released() {
        return standing(Answer.RELEASE).flatMap(one -> one.released().stream()).collect(Collectors.toSet());
    }

    /** The decision where the money goes. */
    Optional<DecisionRow> chosen() {
        return decisions.stream()
                .filter(DecisionRow::stands)
                .filter(one -> one.answer() == Answer.ALLOCATE || one.answer() == Answer.UNAPPLIED)
                .findFirst();
    }

    /** Why the latest decision could not be carried out, when nobody has decided anything since. */
    Optional<String> lapsed() {
        return decisions.stream()
                .reduce((earlier, later) -> later)
                .flatMap(DecisionRow::voided)
                .filter(voided -> voided.by().equals(AuditEntry.SYSTEM))
                .map(DecisionRow.Voided::why);
    }

    /** The choice of a decision where the money goes. */
    static Choice choice(DecisionRow decision) {
        return decision.choice().orElseGet(() -> new Choice(List.of(), true));
    }

    /** Who decided and why, for the posting's own story. */
    static String words(DecisionRow decision) {
        return decision.actor() + ": " + decision.reason();
    }

    private Stream<DecisionRow> standing(Answer answer) {
        return decisions.stream().filter(one -> one.stands() && one.answer() == answer);
    }
}
