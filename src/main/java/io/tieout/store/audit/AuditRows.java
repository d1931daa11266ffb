package io.tieout.store.audit;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tieout.store.Database;
import io.tieout.store.audit.AuditEntry.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes audit entries in the transaction of the change they tell of; the table refuses changes and deletions. Their
 * marks are written together, at the end of the transaction, since they need the entries as the table has them.
 */
@ApplicationScoped
public class AuditRows {
    private final Database database;
    private final StepLog log;
    private final EntryMark marks;
    private final TransactionSynchronizationRegistry transactions;

    AuditRows(Database database, StepLog log, EntryMark marks, TransactionSynchronizationRegistry transactions) {
        this.database = database;
        this.log = log;
        this.marks = marks;
        this.transactions = transactions;
    }

    /** Appends an entry, in the transaction of the change, or in one of its own where there is none. */
    public void write(AuditEntry entry) {
        QuarkusTransaction.joiningExisting().run(() -> {
            written().entries.add(insert(entry));
            log.tell(entry);
        });
    }

    private EntryRow insert(AuditEntry entry) {
        Subject subject = entry.subject();
        return database.with(handle -> handle.createQuery("""
                        insert into audit_entry as e (tenant, actor, action, fact_id, posting_id, batch_id, event,
                                                      connection_id, link_id, detail)
                        values (:tenant, :actor, :action, :fact, :posting, :batch, :event, :connection, :link,
                                :detail::jsonb)
                        returning\s""" + WaitingRows.RETURNED)
                .bind("tenant", entry.tenant())
                .bind("actor", entry.actor())
                .bind("action", entry.action())
                .bind("fact", orNull(subject.fact()))
                .bind("posting", orNull(subject.posting()))
                .bind("batch", orNull(subject.batch()))
                .bind("event", orNull(subject.event()))
                .bind("connection", orNull(subject.connection()))
                .bind("link", orNull(subject.link()))
                .bind("detail", database.json(entry.detail()))
                .map((row, context) -> WaitingRows.entry(row))
                .one());
    }

    /** What the current transaction has written so far. */
    private Written written() {
        if (transactions.getResource(Written.class) instanceof Written known) {
            return known;
        }
        Written fresh = new Written();
        transactions.putResource(Written.class, fresh);
        transactions.registerInterposedSynchronization(fresh);
        return fresh;
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
    }

    private final class Written implements Synchronization {
        private final List<EntryRow> entries = new ArrayList<>();

        @Override
        public void beforeCompletion() {
            database.run(handle -> WaitingRows.add(handle, entries, marks));
        }

        @Override
        public void afterCompletion(int status) {
            // What is rolled back leaves nothing that waits.
        }
    }
}
