package io.tieout.store.audit;

import io.tieout.store.audit.EntryMark.Mark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

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
        PreparedBatch batch = handle.prepareBatch("""
                insert into audit_unsealed (tenant, entry, key_id, mark)
                values (:tenant, :entry, :key, decode(:mark, 'hex'))""");
        for (EntryRow entry : entries) {
            Mark mark = marks.of(entry);
            batch.bind("tenant", entry.tenant())
                    .bind("entry", entry.id())
                    .bind("key", mark.keyId())
                    .bind("mark", mark.mark())
                    .add();
        }
        batch.execute();
    }
}
