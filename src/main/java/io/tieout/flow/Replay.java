package io.tieout.flow;

import io.tieout.connection.Actor;
import io.tieout.connection.ChangeRefused;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditEntry.Subject;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.batch.Batches;
import io.tieout.store.fact.FactRow;
import io.tieout.store.fact.Facts;
import io.tieout.store.inbox.InboxEvents;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/**
 * Has something looked at again because a person asks (protocol.md move 9). It sets no state of a posting: what is
 * found then decides.
 */
@ApplicationScoped
public class Replay {
    private final Facts facts;
    private final PostingRows postings;
    private final Batches batches;
    private final InboxEvents inbox;
    private final AuditRows audit;

    Replay(Facts facts, PostingRows postings, Batches batches, InboxEvents inbox, AuditRows audit) {
        this.facts = facts;
        this.postings = postings;
        this.batches = batches;
        this.inbox = inbox;
        this.audit = audit;
    }

    /**
     * Wakes a fact and the batches that its postings are frozen in.
     *
     * @throws ChangeRefused when the actor's tenant has no such fact
     */
    @Transactional
    public void fact(Actor actor, long id) {
        FactRow fact = facts.byId(id)
                .filter(row -> row.tenant().equals(actor.tenant()))
                .orElseThrow(() -> ChangeRefused.unknown("fact", Long.toString(id)));
        facts.wake(fact.id());
        List<PostingRow> rows = postings.ofFact(fact.id());
        List<Long> frozenIn = rows.stream()
                .flatMapToLong(row -> row.batch().stream())
                .distinct()
                .sorted()
                .boxed()
                .toList();
        frozenIn.forEach(batches::revisit);
        List<String> states = rows.stream().map(row -> row.state().name()).toList();
        write(actor, "fact.replay", Subject.ofFact(id), Map.of("states", states, "batches", frozenIn));
    }

    /**
     * Queues an event again that was ignored or is a dead letter; one that waits already stays as it is.
     *
     * @throws ChangeRefused when the actor's tenant has no such event, it is done (then its fact can be replayed), or
     *     its payload was thinned
     */
    @Transactional
    public void event(Actor actor, long id) {
        String state =
                inbox.stateOf(actor.tenant(), id).orElseThrow(() -> ChangeRefused.unknown("event", Long.toString(id)));
        if (state.equals("DONE")) {
            throw ChangeRefused.conflict("the event is done: replay the fact that it led to");
        }
        if (inbox.requeue(id)) {
            write(actor, "event.replay", Subject.ofEvent(id), Map.of("state", state));
        } else if (!state.equals("NEW")) {
            throw ChangeRefused.conflict(
                    "the event's payload was thinned, nothing can be read from it any more: replay "
                            + "the fact of the object it was about; what the provider still lists is found by polling");
        }
    }

    private void write(Actor actor, String action, Subject subject, Map<String, Object> detail) {
        audit.write(new AuditEntry(actor.tenant(), actor.name(), action, subject, detail));
    }
}
