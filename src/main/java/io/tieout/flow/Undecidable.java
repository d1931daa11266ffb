package io.tieout.flow;

import io.tieout.domain.posting.PostingState;
import io.tieout.domain.work.Claim;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.fact.Facts;
import io.tieout.store.inbox.InboxEvents;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.Postings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** Writes that an event or a fact can't go on by itself; what a call has left for stays as it is. */
@ApplicationScoped
public class Undecidable {
    private final Postings postings;
    private final Facts facts;
    private final InboxEvents inbox;
    private final AuditRows audit;

    Undecidable(Postings postings, Facts facts, InboxEvents inbox, AuditRows audit) {
        this.postings = postings;
        this.facts = facts;
        this.inbox = inbox;
        this.audit = audit;
    }

    /** Every undecided posting of the fact becomes a question. */
    @Transactional
    public void ask(Claim.OfFact claim, String reason) {
        facts.hold(claim);
        for (PostingRow posting : postings.ofFact(claim.id())) {
            if (posting.state() instanceof PostingState.Undecided state) {
                postings.release(posting, state.ask(reason));
            }
        }
        tell(claim, "fact.asked", reason);
        facts.release(claim, claim.version(), Optional.empty());
    }

    /** Every undecided posting of the fact becomes a dead letter. */
    @Transactional
    public void bury(Claim.OfFact claim, String reason) {
        facts.hold(claim);
        for (PostingRow posting : postings.ofFact(claim.id())) {
            if (posting.state() instanceof PostingState.Undecided state) {
                postings.release(posting, state.bury(reason));
            }
        }
        tell(claim, "fact.buried", reason);
        facts.release(claim, claim.version(), Optional.empty());
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
