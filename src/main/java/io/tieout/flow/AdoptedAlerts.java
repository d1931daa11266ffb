package io.tieout.flow;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.fact.Facts;
import io.tieout.store.restore.AdoptedRows;
import io.tieout.store.restore.RestoreRows;
import io.tieout.store.watch.Alerts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/**
 * The alert that a target holds postings whose facts a restored database has forgotten. Whose they are is not known
 * before their facts are there, so each connection to that system has it, until none waits. All runs in the caller's
 * transaction.
 */
@ApplicationScoped
class AdoptedAlerts {
    private static final String KIND = "restored-without-fact";

    private final AdoptedRows adopted;
    private final RestoreRows numbers;
    private final Facts facts;
    private final Alerts alerts;

    AdoptedAlerts(AdoptedRows adopted, RestoreRows numbers, Facts facts, Alerts alerts) {
        this.adopted = adopted;
        this.numbers = numbers;
        this.facts = facts;
        this.alerts = alerts;
    }

    /** Tells of those that wait; ends what was told before, where none does. */
    void tell(Collection<ConnectionId> targets) {
        long waiting = adopted.waiting(targets);
        if (waiting == 0) {
            targets.forEach(this::clear);
            return;
        }
        for (ConnectionId target : targets) {
            alerts.raise(
                    facts.tenantOf(target),
                    KIND,
                    subject(target),
                    waiting + " postings stand in the target whose facts the restore has made this database forget:"
                            + " polling must find them at the provider. Their open items are reserved until then, or"
                            + " until a person releases what will never be found");
        }
    }

    /** Ends it at each connection to the same system, once none waits there. */
    void clearWhenNoneWaits(ConnectionId target) {
        List<ConnectionId> targets = numbers.sameSystem(target);
        if (adopted.waiting(targets) == 0) {
            targets.forEach(this::clear);
        }
    }

    private void clear(ConnectionId target) {
        alerts.clear(KIND, subject(target));
    }

    private static String subject(ConnectionId target) {
        return "connection:" + target.value();
    }
}
