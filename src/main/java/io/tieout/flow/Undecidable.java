package io.tieout.flow;

import io.tieout.domain.posting.Move;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.work.Claim;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.batch.Batches;
import io.tieout.store.fact.Facts;
import io.tieout.store.inbox.InboxEvents;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.posting.Postings;
import io.tieout.store.review.DecisionRows;
import io.tieout.store.watch.Alerts;
import io.tieout.store.watch.RowAlerts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes that an event, a fact or a batch can't go on by itself; what a call has left for stays as it is. People are told
 * by whoever still holds the row, and before it can be claimed again.
 */
@ApplicationScoped
public class Undecidable {
    private final Postings postings;
    private final PostingRows rows;
    private final DecisionRows decisions;
    private final Facts facts;
    private final InboxEvents inbox;
    private final Batches batches;
    private final AuditRows audit;
    private final Alerts alerts;
    private final WorkConfig config;

    Undecidable(
            Postings postings,
            PostingRows rows,
            DecisionRows decisions,
            Facts facts,
            InboxEvents inbox,
            Batches batches,
            AuditRows audit,
            Alerts alerts,
            WorkConfig config) {
        this.postings = postings;
        this.rows = rows;
        this.decisions = decisions;
        this.facts = facts;
        this.inbox = inbox;
        this.batches = batches;
        this.audit = audit;
        this.alerts = alerts;
        this.config = config;
    }

    /**
     * Every undecided posting of the fact becomes a question. Where there is none that could show it, an alert asks,
     * and the fact is tried again by itself: a person mends the cause, and need not know that this fact waits for it.
     */
    @Transactional
    public void ask(Claim.OfFact claim, String reason) {
        boolean shown = move(claim, state -> state.ask(reason));
        tell(claim, "fact.asked", reason);
        if (shown) {
            facts.release(claim, claim.version(), Optional.empty());
        } else {
            raise(
                    claim,
                    RowAlerts.ASKED,
                    reason + "; once that is mended it goes on by itself, or at once by a replay");
            facts.retry(claim, reason, config.longestRetry(), true);
        }
    }

    /** Every undecided posting of the fact becomes a dead letter; where there is none, an alert tells of it. */
    @Transactional
    public void bury(Claim.OfFact claim, String reason) {
        boolean shown = move(claim, state -> state.bury(reason));
        tell(claim, "fact.buried", reason);
        if (!shown) {
            raise(claim, RowAlerts.DEAD, reason + "; nothing tries it again but a replay");
        }
        facts.release(claim, claim.version(), Optional.empty());
    }

    /** What a person has closed stays so: only a person opens it again. */
    private boolean move(Claim.OfFact claim, Function<PostingState.Undecided, Move> how) {
        facts.hold(claim);
        boolean moved = false;
        for (PostingRow posting : rows.ofFact(claim.id())) {
            if (posting.state() instanceof PostingState.Undecided state && !decisions.closedByPerson(posting.id())) {
                postings.release(posting, how.apply(state));
                moved = true;
            }
        }
        return moved;
    }

    private void raise(Claim.OfFact claim, String kind, String text) {
        String object = claim.key().objectType() + " " + claim.key().objectId();
        alerts.raise(facts.tenantOf(claim.connection()), kind, RowAlerts.subject(claim), object + ": " + text);
    }

    /** An alert tells why the event can't go on; it is tried again by itself. */
    @Transactional
    public void ask(Claim.OfEvent claim, String reason) {
        inbox.hold(claim);
        alerts.raise(facts.tenantOf(claim.connection()), RowAlerts.ASKED, RowAlerts.subject(claim), reason);
        inbox.retry(claim, reason, config.longestRetry(), true);
    }

    /** An alert of this kind tells why the batch can't go on; it is looked at again by itself. */
    @Transactional
    public void tell(Claim.OfBatch claim, String kind, String reason) {
        batches.hold(claim);
        alerts.raise(facts.tenantOf(claim.target()), kind, RowAlerts.subject(claim), reason);
        batches.retry(claim, reason, config.longestRetry(), true);
    }

    /** The event becomes a dead letter; it can be queued again. */
    @Transactional
    public void bury(Claim.OfEvent claim, String reason) {
        inbox.bury(claim, reason);
        audit.write(new AuditEntry(
                facts.tenantOf(claim.connection()),
                AuditEntry.SYSTEM,
                "event.buried",
                AuditEntry.Subject.ofEvent(claim.id()),
                Map.of("reason", reason, "event", claim.eventId())));
    }

    private void tell(Claim.OfFact claim, String action, String reason) {
        audit.write(new AuditEntry(
                facts.tenantOf(claim.connection()),
                AuditEntry.SYSTEM,
                action,
                AuditEntry.Subject.ofFact(claim.id()),
                Map.of("reason", reason)));
    }
}
