package io.tieout.flow;

import io.tieout.connection.ChangeRefused;
import io.tieout.connection.Installation;
import io.tieout.domain.work.ClaimLost;
import io.tieout.port.NeedsPerson;
import io.tieout.port.NeverWorks;
import io.tieout.port.RetryLater;
import io.tieout.port.erp.JournalAnswers.Closing;
import io.tieout.port.erp.Journals;
import io.tieout.store.batch.Batches;
import io.tieout.store.batch.Interruptions;
import io.tieout.store.posting.Closures;
import io.tieout.store.posting.Closures.Afterwards;
import io.tieout.store.posting.Closures.Pending;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Gives up what lives, or may live, in the target, and has an effect posted again (protocol.md move 4): the target
 * closes the reference first. The decision is stored before the target is asked, and repeated until it has answered; as
 * long as it has not, the reference counts as live.
 */
@ApplicationScoped
public class GivingUp {
    private static final String WHY = "given up by a person";

    private final Journals journals;
    private final BatchCalls calls;
    private final ClosureWrites writes;
    private final Closures closures;
    private final PostingRows rows;
    private final Batches batches;
    private final Interruptions interruptions;
    private final BatchAlerts alerts;
    private final WhatStands stands;
    private final Installation installation;

    GivingUp(
            Journals journals,
            BatchCalls calls,
            ClosureWrites writes,
            Closures closures,
            PostingRows rows,
            Batches batches,
            Interruptions interruptions,
            BatchAlerts alerts,
            WhatStands stands,
            Installation installation) {
        this.journals = journals;
        this.calls = calls;
        this.writes = writes;
        this.closures = closures;
        this.rows = rows;
        this.batches = batches;
        this.interruptions = interruptions;
        this.alerts = alerts;
        this.stands = stands;
        this.installation = installation;
    }

    /** What became of the decision, in words. */
    public sealed interface Answer {
        String words();

        /** The target has closed the reference; the decision is done. */
        record Done(String words) implements Answer {}

        /** The target has not answered: it is asked again until it does. */
        record Waits(String words) implements Answer {}
    }

    /**
     * Gives a posting up.
     *
     * @param anew whether a person is to decide anew what becomes of the effect; else this is the end of it
     * @throws ChangeRefused when the state does not allow it, or the target says that it lives
     */
    @Transactional(Transactional.TxType.NEVER)
    public Answer giveUp(Ruling ruling, boolean anew) {
        return ask(writes.intend(ruling, anew ? Afterwards.ASK : Afterwards.END));
    }

    /**
     * Has the effect posted again by another generation with a reference of its own, decided anew.
     *
     * @throws ChangeRefused when the state does not allow it, or the target says that the earlier one lives
     */
    @Transactional(Transactional.TxType.NEVER)
    public Answer postAgain(Ruling ruling) {
        return ask(writes.intend(ruling, Afterwards.AGAIN));
    }

    private Answer ask(Pending decision) {
        PostingRow posting = row(decision);
        Closing closing = journals.close(posting.target(), stamp(), closure(posting));
        if (closing instanceof Closing.Answered answered) {
            try {
                writes.answered(
                        decision,
                        Boolean.TRUE.equals(answered.closed().get(posting.reference())),
                        () -> posting.batch().ifPresent(interruptions::of));
            } catch (ClaimLost another) {
                return waits("another worker writes about it now");
            }
        }
        return outcome(decision, closing);
    }

    private Answer outcome(Pending decision, Closing closing) {
        PostingRow now = row(decision);
        if (now.state().closed()) {
            return new Answer.Done(now.reason());
        }
        if (closures.of(now.id()).isEmpty()) {
            throw ChangeRefused.conflict("it lives in the target and can't be given up: " + where(now));
        }
        if (closing instanceof Closing.Unknown unknown) {
            return waits(unknown.reason());
        }
        return waits(
                closing instanceof Closing.Rejected rejected
                        ? "the target refuses: " + rejected.reason()
                        : "the target has closed it, which is written with the next look");
    }

    private String where(PostingRow posting) {
        try {
            return stands.read(posting).words();
        } catch (RetryLater | NeedsPerson | NeverWorks e) {
            return "rows or a journal of it stand there";
        }
    }

    private static Answer waits(String why) {
        return new Answer.Waits("the decision is kept, and the target is asked until it answers; until then the"
                + " reference counts as live: " + why);
    }

    private PostingRow row(Pending decision) {
        return rows.byIds(List.of(decision.posting())).get(0);
    }

    /**
     * Asks for what persons have decided about a batch's postings and the target has not answered yet.
     *
     * @return whether there was any, so that the postings must be read again
     */
    boolean carryOut(BatchAtHand batch) {
        List<Pending> waiting = closures.ofBatch(batch.batch().id());
        waiting.forEach(decision -> carryOut(batch, decision, closure -> calls.close(batch.claim(), stamp(), closure)));
        return !waiting.isEmpty();
    }

    private void carryOut(BatchAtHand batch, Pending decision, Function<Journals.Closure, Closing> close) {
        PostingRow posting = row(decision);
        Closing closing = close.apply(closure(posting));
        if (closing instanceof Closing.Answered answered) {
            boolean closed = Boolean.TRUE.equals(answered.closed().get(posting.reference()));
            writes.answered(decision, closed, () -> batches.hold(batch.claim()));
            alerts.closed(batch);
        } else if (closing instanceof Closing.Rejected rejected) {
            alerts.closeRejected(batch, rejected.reason());
        }
    }

    private Journals.Stamp stamp() {
        return new Journals.Stamp(installation.name(), installation.incarnation());
    }

    private static Journals.Closure closure(PostingRow posting) {
        return new Journals.Closure(Set.of(posting.reference()), WHY);
    }
}
