package io.tieout.flow;

import io.tieout.domain.fact.Charge;
import io.tieout.domain.fact.DisputeStatus;
import io.tieout.store.batch.Batches;
import io.tieout.store.posting.Postings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Writes what was decided, in the caller's transaction and under its claim. */
@ApplicationScoped
public class DecisionWrites {
    private final ChargeDecisions decisions;
    private final Postings postings;
    private final Batches batches;

    DecisionWrites(ChargeDecisions decisions, Postings postings, Batches batches) {
        this.decisions = decisions;
        this.postings = postings;
        this.batches = batches;
    }

    /**
     * Writes a decision of whatever kind.
     *
     * @return false when another posting has taken an open item meanwhile: nothing was written
     */
    boolean write(Decision decision) {
        if (decision instanceof Decision.Post post) {
            return reserve(post);
        }
        if (decision instanceof Decision.Ask ask) {
            ask(ask);
        } else if (decision instanceof Decision.SetAside aside) {
            setAside(aside);
        } else {
            observe((Decision.Underway) decision);
        }
        return true;
    }

    /** Reserves the items and records the match; false when they were taken meanwhile. */
    boolean reserve(Decision.Post decision) {
        return postings.match(
                decision.posting(), decision.move(), decision.match(), decisions.stamp(decision.subject()));
    }

    /** Puts the question to a person, with the evidence. */
    void ask(Decision.Ask decision) {
        postings.decide(
                decision.posting(),
                decision.move(),
                decision.subject().amount(),
                decisions.stamp(decision.subject()),
                decision.candidates());
    }

    /** Records that it waits, is held or is closed. */
    void setAside(Decision.SetAside decision) {
        postings.decide(
                decision.posting(),
                decision.move(),
                decision.subject().amount(),
                decisions.stamp(decision.subject()),
                List.of());
    }

    /** Flags a posting whose fact changed after it was frozen, and has the target asked how it stands. */
    void observe(Decision.Underway decision) {
        flag((Charge) decision.subject().fact().fact()).ifPresent(flag -> postings.flag(decision.posting(), flag));
        if (decision.claim().stale()) {
            decision.posting().batch().ifPresent(batches::revisit);
        }
    }

    private static Optional<String> flag(Charge charge) {
        if (charge.dispute() != DisputeStatus.NONE && charge.dispute() != DisputeStatus.WON) {
            return Optional.of("disputed");
        }
        return charge.amountRefunded().isPositive() ? Optional.of("refunded") : Optional.empty();
    }
}
