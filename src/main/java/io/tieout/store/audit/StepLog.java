package io.tieout.store.audit;

import io.tieout.store.audit.AuditEntry.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Tells each audited step in the log, once it is committed: what is rolled back never happened. Ids, states and the
 * name of the step only; reasons stay in the trail, since they may name a customer.
 */
@ApplicationScoped
class StepLog {
    private static final Logger LOG = Logger.getLogger(StepLog.class);

    private final TransactionSynchronizationRegistry transactions;

    StepLog(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    /** Tells a step after the commit of the caller's transaction, or at once where there is none. */
    void tell(AuditEntry entry) {
        if (transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
            say(entry);
        } else {
            transactions.registerInterposedSynchronization(new AfterCommit(entry));
        }
    }

    private static void say(AuditEntry entry) {
        Map<String, String> fields = fields(entry);
        StringBuilder line = new StringBuilder(entry.action());
        fields.forEach(
                (name, value) -> line.append(' ').append(name).append('=').append(value));
        Map<String, Object> before = new LinkedHashMap<>(MDC.getMap());
        fields.forEach(MDC::put);
        try {
            LOG.info(line);
        } finally {
            fields.keySet().forEach(MDC::remove);
            before.forEach(MDC::put);
        }
    }

    private static Map<String, String> fields(AuditEntry entry) {
        Map<String, String> fields = new LinkedHashMap<>();
        Subject subject = entry.subject();
        put(fields, "factId", subject.fact());
        put(fields, "postingId", subject.posting());
        put(fields, "batchId", subject.batch());
        put(fields, "eventId", subject.event());
        put(fields, "connection", subject.connection());
        put(fields, "linkId", subject.link());
        for (String state : new String[] {"from", "to"}) {
            if (entry.detail().containsKey(state)) {
                fields.put(state, String.valueOf(entry.detail().get(state)));
            }
        }
        return fields;
    }

    private static void put(Map<String, String> fields, String name, OptionalLong id) {
        id.ifPresent(value -> fields.put(name, Long.toString(value)));
    }

    private record AfterCommit(AuditEntry entry) implements Synchronization {
        @Override
        public void beforeCompletion() {
            // A step is told once its change is on disk.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                say(entry);
            }
        }
    }
}
