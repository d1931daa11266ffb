package io.tieout.store.audit;

import io.tieout.store.Database;
import io.tieout.store.audit.EntryMark.Mark;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** What the sealer reads and writes, in its transaction: the entries that wait, never those that are sealed. */
@ApplicationScoped
public class SealRows {
    private final Database database;

    SealRows(Database database) {
        this.database = database;
    }

    /** The tenants that have entries without a seal. */
    public List<String> waiting() {
        return database.with(handle -> handle.createQuery("select distinct tenant from audit_unsealed order by tenant")
                .mapTo(String.class)
                .list());
    }

    /** Whether the caller's transaction may seal this tenant's entries; else another process does just that. */
    public boolean turn(String tenant) {
        return database.with(handle -> handle.createQuery(
                        "select pg_try_advisory_xact_lock(hashtext('tieout.audit_seal'), hashtext(:tenant))")
                .bind("tenant", tenant)
                .mapTo(Boolean.class)
                .one());
    }

    /**
     * The entries that wait, in the order of their ids: what a long transaction wrote comes when it is seen.
     *
     * @param keys ids of the keys with which their marks may have been made; others don't stand in the way of these
     */
    public List<WaitingRow> unsealed(String tenant, Collection<Long> keys, int most) {
        return database.with(handle -> handle.createQuery("select " + ChainColumns.ENTRY + """
                         , u.key_id as mark_key, encode(u.mark, 'hex') as mark from audit_unsealed u join audit_entry e on e.id = u.entry
                        where u.tenant = :tenant and u.key_id = any(:keys) order by u.entry limit :most""")
                .bind("tenant", tenant)
                .bindArray("keys", Long.class, keys)
                .bind("most", most)
                .map((row, context) -> new WaitingRow(
                        ChainColumns.entry(row), new Mark(row.getLong("mark_key"), row.getString("mark"))))
                .list());
    }

    /** When the caller's transaction began, by the database's clock. */
    public Instant now() {
        return database.with(handle -> handle.createQuery("select now()")
                        .mapTo(OffsetDateTime.class)
                        .one())
                .toInstant();
    }

    /** Adds seals to the end of a tenant's chain, and takes their entries off the list of those that wait. */
    public void append(String tenant, List<SealRow> seals) {
        database.run(handle -> handle.createUpdate("""
                        insert into audit_seal (tenant, number, entry, seal, key_id, sealed_at)
                        select :tenant, number, entry, decode(seal, 'hex'), key_id, sealed_at::timestamptz
                        from unnest(:numbers::bigint[], :entries::bigint[], :seals::text[], :keys::bigint[],
                                    :times::text[]) as sealed (number, entry, seal, key_id, sealed_at)""")
                .bind("tenant", tenant)
                .bindArray("numbers", Long.class, column(seals, SealRow::number))
                .bindArray("entries", Long.class, column(seals, SealRow::entry))
                .bindArray("seals", String.class, column(seals, SealRow::seal))
                .bindArray("keys", Long.class, column(seals, SealRow::keyId))
                .bindArray(
                        "times",
                        String.class,
                        column(seals, seal -> seal.sealedAt().toString()))
                .execute());
        drop(tenant, seals.stream().map(SealRow::entry).toList());
    }

    private static Object[] column(List<SealRow> seals, Function<SealRow, Object> column) {
        return seals.stream().map(column).toArray();
    }

    /** Takes off the list what has its seal: only somebody who has the database lists that again. */
    public List<Long> dropSealed(String tenant) {
        return database.with(handle ->
                handle.createQuery("""
                        delete from audit_unsealed u
                        where u.tenant = :tenant and exists (select 1 from audit_seal s where s.entry = u.entry)
                        returning entry""").bind("tenant", tenant).mapTo(Long.class).list());
    }

    /** Takes entries off the list of those that wait. */
    public void drop(String tenant, List<Long> entries) {
        database.run(handle -> handle.createUpdate(
                        "delete from audit_unsealed where tenant = :tenant and entry = any(:entries)")
                .bind("tenant", tenant)
                .bindArray("entries", Long.class, entries)
                .execute());
    }
}
