package io.tieout.store.audit;

import io.tieout.store.audit.EntryMark.Mark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Puts entries on the list of those that wait for their seals, each with the mark of its writer. */
public final class WaitingRows {
    /** What an insert of entries (alias e) must return for {@link #add}. */
    public static final String RETURNED = ChainColumns.ENTRY;

    private WaitingRows() {}

    /** An entry of a result that has the columns {@link #RETURNED}. */
    public static EntryRow entry(ResultSet row) throws SQLException {
        return ChainColumns.entry(row);
    }

    /** Lists entries; call it in the transaction that wrote them. */
    public static void add(Handle handle, List<EntryRow> entries, EntryMark marks) {
        List<Mark> made = entries.stream().map(marks::of).toList();
        handle.createUpdate("""
                        insert into audit_unsealed (tenant, entry, key_id, mark)
                        select tenant, entry, key_id, decode(mark, 'hex')
                        from unnest(:tenants::text[], :entries::bigint[], :keys::bigint[], :marks::text[])
                          as waiting (tenant, entry, key_id, mark)""")
                .bindArray("tenants", String.class, column(entries, EntryRow::tenant))
                .bindArray("entries", Long.class, column(entries, EntryRow::id))
                .bindArray("keys", Long.class, column(made, Mark::keyId))
                .bindArray("marks", String.class, column(made, Mark::mark))
                .execute();
    }

    private static <T> Object[] column(List<T> rows, Function<T, Object> column) {
        return rows.stream().map(column).toArray();
    }
}
