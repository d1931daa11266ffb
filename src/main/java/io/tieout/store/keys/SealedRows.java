package io.tieout.store.keys;

import io.tieout.store.Database;
import io.tieout.store.audit.EntryMark;
import io.tieout.store.audit.EntryRow;
import io.tieout.store.audit.WaitingRows;
import java.util.List;
import java.util.Optional;

/** Everything in the database that is sealed with the key set's primary key, for the command that changes that key. */
public final class SealedRows {
    private final Database database;

    public SealedRows(Database database) {
        this.database = database;
    }

    /** The connections that have sealed credentials. */
    public List<Long> connections() {
        return database.with(
                handle -> handle.createQuery("select id from connection where credentials is not null order by id")
                        .mapTo(Long.class)
                        .list());
    }

    /** The sealed credentials of a connection. */
    public Optional<byte[]> credentials(long connection) {
        return database.with(handle -> handle.createQuery("""
                        select credentials from connection where id = :id and credentials is not null""")
                .bind("id", connection)
                .mapTo(byte[].class)
                .findOne());
    }

    /**
     * Writes the same credentials under another seal; their version stays.
     *
     * @return whether they were still the ones that were read
     */
    public boolean replace(long connection, byte[] old, byte[] fresh) {
        return database.with(handle -> handle.createUpdate(
                                "update connection set credentials = :fresh where id = :id and credentials = :old")
                        .bind("fresh", fresh)
                        .bind("id", connection)
                        .bind("old", old)
                        .execute())
                == 1;
    }

    /** Tells each tenant's audit trail what was done with the keys. */
    public void tell(String actor, String action, String detail, EntryMark marks) {
        database.run(handle -> handle.useTransaction(transaction -> {
            List<EntryRow> entries = transaction
                    .createQuery("""
                            insert into audit_entry as e (tenant, actor, action, detail)
                            select name, :actor, :action, :detail::jsonb from tenant order by name
                            returning\s""" + WaitingRows.RETURNED)
                    .bind("actor", actor)
                    .bind("action", action)
                    .bind("detail", detail)
                    .map((row, context) -> WaitingRows.entry(row))
                    .list();
            WaitingRows.add(transaction, entries, marks);
        }));
    }
}
