package io.tieout.store.audit;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes audit entries in the transaction of the change they tell of; the table refuses changes and deletions. Those of
 * one transaction go in together at its end, in the order in which they were written, then their marks, which need the
 * entries as the table has them: until then nobody reads them, not even the transaction itself.
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

    /**
     * Appends an entry, in the transaction of the change, or in one of its own where there is none. What the table
     * refuses of it fails that transaction.
     */
    public void write(AuditEntry entry) {
        QuarkusTransaction.joiningExisting().run(() -> {
            written().add(entry);
            log.tell(entry);
        });
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

    private final class Written implements Synchronization {
        private final List<AuditEntry> entries = new ArrayList<>();
        private boolean over;

        private void add(AuditEntry entry) {
            if (over) {
                throw new IllegalStateException("the transaction ends: nothing would write " + entry.action());
            }
            entries.add(entry);
        }

        /** What is thrown here rolls the transaction back. */
        @Override
        public void beforeCompletion() {
            over = true;
            database.run(handle -> WaitingRows.add(handle, EntryInsert.insert(handle, entries, database::json), marks));
        }

        @Override
        public void afterCompletion(int status) {
            // What is rolled back leaves nothing that waits.
        }
    }
}
