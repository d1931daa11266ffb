package io.tieout.store.audit;

import io.tieout.store.audit.AuditEntry.Subject;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Puts entries into the table with one statement; their ids and times rise in their order. */
final class EntryInsert {
    private static final String INSERT = """
            insert into audit_entry as e (tenant, actor, action, fact_id, posting_id, batch_id, event, connection_id,
                                          link_id, detail)
            select tenant, actor, action, fact_id, posting_id, batch_id, event, connection_id, link_id, detail::jsonb
            from unnest(:tenants::text[], :actors::text[], :actions::text[], :facts::bigint[], :postings::bigint[],
                        :batches::bigint[], :events::bigint[], :connections::bigint[], :links::bigint[],
                        :details::text[]) with ordinality
              as given (tenant, actor, action, fact_id, posting_id, batch_id, event, connection_id, link_id, detail,
                        turn)
            order by turn returning\s""" + WaitingRows.RETURNED;

    private EntryInsert() {}

    /**
     * Inserts entries.
     *
     * @param json how their details are written
     * @return them as the table has them
     */
    static List<EntryRow> insert(Handle handle, List<AuditEntry> entries, Function<Object, String> json) {
        Query query = handle.createQuery(INSERT);
        texts(query, "tenants", entries, AuditEntry::tenant);
        texts(query, "actors", entries, AuditEntry::actor);
        texts(query, "actions", entries, AuditEntry::action);
        numbers(query, "facts", entries, Subject::fact);
        numbers(query, "postings", entries, Subject::posting);
        numbers(query, "batches", entries, Subject::batch);
        numbers(query, "events", entries, Subject::event);
        numbers(query, "connections", entries, Subject::connection);
        numbers(query, "links", entries, Subject::link);
        texts(query, "details", entries, entry -> json.apply(entry.detail()));
        return query.map((row, context) -> WaitingRows.entry(row)).list();
    }

    private static void texts(Query query, String name, List<AuditEntry> entries, Function<AuditEntry, String> column) {
        query.bindArray(name, String.class, entries.stream().map(column).toArray());
    }

    private static void numbers(
            Query query, String name, List<AuditEntry> entries, Function<Subject, OptionalLong> column) {
        Object[] values = new Object[entries.size()];
        for (int i = 0; i < values.length; i++) {
            OptionalLong value = column.apply(entries.get(i).subject());
            if (value.isPresent()) {
                values[i] = value.getAsLong();
            }
        }
        query.bindArray(name, Long.class, values);
    }
}
