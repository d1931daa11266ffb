package io.tieout.flow;

import io.tieout.connection.Actor;
import io.tieout.connection.ChangeRefused;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.posting.Reference;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.connection.ConnectionRow;
import io.tieout.store.connection.ConnectionRows;
import io.tieout.store.fact.Facts;
import io.tieout.store.restore.AdoptedRow;
import io.tieout.store.restore.AdoptedRows;
import io.tieout.store.restore.RestoreRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/**
 * What a target holds whose facts a restore has made the database forget, for the people of the connection by which it
 * was adopted: other tenants' may be among it, so nobody else sees it. Each method throws {@link ChangeRefused} and then
 * has changed nothing.
 */
@ApplicationScoped
@Transactional
public class AdoptedDesk {
    private static final int MOST = 500;

    private final ConnectionRows connections;
    private final AdoptedRows adopted;
    private final AdoptedAlerts alerts;
    private final RestoreRows numbers;
    private final Facts facts;
    private final AuditRows audit;

    AdoptedDesk(
            ConnectionRows connections,
            AdoptedRows adopted,
            AdoptedAlerts alerts,
            RestoreRows numbers,
            Facts facts,
            AuditRows audit) {
        this.connections = connections;
        this.adopted = adopted;
        this.numbers = numbers;
        this.alerts = alerts;
        this.facts = facts;
        this.audit = audit;
    }

    /** What waits for its fact, by reference; at most 500. */
    public List<AdoptedRow> waiting(Actor actor, String connection) {
        return adopted.waitingAt(own(actor, connection), MOST);
    }

    /**
     * A person says that a reference need not wait for its fact: its open items are free again, and a posting of its
     * object by another link, which was a question, is decided anew. What stands in the target stays; if its fact is
     * found after all, its posting takes it over all the same. Each tenant with a connection to that system finds it in
     * its audit trail.
     *
     * @param reason why, in their words; kept for ever
     */
    public void release(Actor actor, String connection, Reference reference, String reason) {
        ConnectionId target = own(actor, connection);
        String words = Rulings.reason(reason);
        // What was asked since it stands under another reference is decided anew. Facts are locked before references,
        // as where a posting takes one over.
        adopted.object(reference).ifPresent(facts::wakeObject);
        if (!adopted.release(target, reference, actor.name(), words)) {
            throw ChangeRefused.unknown("reference that waits for its fact", reference.value());
        }
        for (ConnectionId told : numbers.sameSystem(target)) {
            audit.write(new AuditEntry(
                    facts.tenantOf(told),
                    actor.name(),
                    "adopted.release",
                    AuditEntry.Subject.ofConnection(told.value()),
                    Map.of("reference", reference.value(), "reason", words)));
        }
        alerts.clearWhenNoneWaits(target);
    }

    private ConnectionId own(Actor actor, String name) {
        return connections
                .byName(name)
                .filter(row -> row.tenant().equals(actor.tenant()))
                .map(ConnectionRow::id)
                .orElseThrow(() -> ChangeRefused.unknown("connection", name));
    }
}
