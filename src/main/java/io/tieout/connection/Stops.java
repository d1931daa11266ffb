package io.tieout.connection;

import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditEntry.Subject;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.connection.ConnectionRow;
import io.tieout.store.connection.ConnectionRows;
import io.tieout.store.watch.Alerts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;

/** Stops connections whose credentials were refused, with an alert, so that no account is locked by our retries. */
@ApplicationScoped
class Stops {
    private static final String ALERT = "connection-stopped";

    private final ConnectionRows rows;
    private final Vault vault;
    private final Alerts alerts;
    private final AuditRows audit;

    Stops(ConnectionRows rows, Vault vault, Alerts alerts, AuditRows audit) {
        this.rows = rows;
        this.vault = vault;
        this.alerts = alerts;
        this.audit = audit;
    }

    /** Stops it in a transaction of its own, if it still has these credentials and runs: else without effect. */
    @Transactional(TxType.REQUIRES_NEW)
    void stop(ConnectionRow connection, int credentialsVersion, String reason) {
        String words = vault.open(connection).strip(reason);
        if (!rows.stop(connection.id(), credentialsVersion, words)) {
            return;
        }
        String text = "Connection " + connection.name() + " is stopped: " + words;
        alerts.raise(connection.tenant(), ALERT, subject(connection), text);
        audit.write(new AuditEntry(
                connection.tenant(),
                AuditEntry.SYSTEM,
                "connection.stop",
                Subject.ofConnection(connection.id().value()),
                Map.of("reason", words, "credentialsVersion", credentialsVersion)));
    }

    /** Clears the alert and lets what rested because of the stop go on at once, in the caller's transaction. */
    void over(ConnectionRow connection) {
        rows.wake(connection.id());
        alerts.clear(ALERT, subject(connection));
    }

    private static String subject(ConnectionRow connection) {
        return "connection:" + connection.id().value();
    }
}
