package io.tieout.store.audit;

import io.tieout.store.Database;
import io.tieout.store.audit.AuditEntry.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes audit entries in the transaction of the change they tell of; the table refuses changes and deletions. */
@ApplicationScoped
public class AuditRows {
    private final Database database;
    private final StepLog log;

    AuditRows(Database database, StepLog log) {
        this.database = database;
        this.log = log;
    }

    /** Appends an entry; call it inside the transaction of the change. */
    public void write(AuditEntry entry) {
        Subject subject = entry.subject();
        database.run(handle -> handle.createUpdate("""
                        insert into audit_entry (tenant, actor, action, fact_id, posting_id, batch_id, event,
                                                 connection_id, link_id, detail)
                        values (:tenant, :actor, :action, :fact, :posting, :batch, :event, :connection, :link,
                                :detail::jsonb)""")
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
                .execute());
        log.tell(entry);
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
    }
}
