package io.tieout.store.audit;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads chains: their heads by index, and their links in parts, so that memory stays flat however long they are. */
@ApplicationScoped
public class ChainRows {
    private final Database database;

    public ChainRows(Database database) {
        this.database = database;
    }

    /**
     * An entry without a seal.
     *
     * @param queued whether it waits for one; else the sealer will never see it
     * @param seconds how long ago it was written, by its own time and the database's clock
     */
    public record Unsealed(long entry, Instant at, boolean queued, long seconds) {}

    /**
     * The end of a tenant's chain.
     *
     * @param seal its last seal
     */
    public record End(String tenant, SealRow seal) {}

    /**
     * What waits for its seal, over all tenants.
     *
     * @param oldestSeconds how long ago the oldest of them was written; 0 when there is none
     */
    public record Backlog(long count, long oldestSeconds) {}

    /** Every tenant that is known, or has a chain or an entry that waits. */
    public List<String> tenants() {
        return database.with(
                handle -> handle.createQuery("""
                        select name from tenant union select tenant from audit_seal where number = 1
                        union select tenant from audit_unsealed order by 1""").mapTo(String.class).list());
    }

    /** The last seal of a tenant; empty when nothing is sealed yet. */
    public Optional<SealRow> head(String tenant) {
        return database.with(handle -> handle.createQuery("select " + ChainColumns.SEAL
                        + " from audit_seal s where s.tenant = :tenant order by s.number desc limit 1")
                .bind("tenant", tenant)
                .map((row, context) -> ChainColumns.seal(row))
                .findOne());
    }

    /** The last seal of each tenant that has one. */
    public List<End> heads() {
        return database.with(handle -> handle.createQuery("select t.name as owner, " + ChainColumns.SEAL
                        + " from tenant t cross join lateral (select * from audit_seal a where a.tenant = t.name"
                        + " order by a.number desc limit 1) s order by t.name")
                .map((row, context) -> new End(row.getString("owner"), ChainColumns.seal(row)))
                .list());
    }

    /** The seal at a place of a tenant's chain. */
    public Optional<SealRow> at(String tenant, long number) {
        return database.with(handle -> handle.createQuery("select " + ChainColumns.SEAL
                        + " from audit_seal s where s.tenant = :tenant and s.number = :number")
                .bind("tenant", tenant)
                .bind("number", number)
                .map((row, context) -> ChainColumns.seal(row))
                .findOne());
    }

    /** The links after a number, in their order. */
    public List<ChainLink> after(String tenant, long number, int most) {
        return database.with(
                handle -> handle.createQuery("select " + ChainColumns.SEAL + ", " + ChainColumns.ENTRY + """
                         from audit_seal s left join audit_entry e on e.id = s.entry
                        where s.tenant = :tenant and s.number > :number order by s.number limit :most""")
                        .bind("tenant", tenant)
                        .bind("number", number)
                        .bind("most", most)
                        .map((row, context) -> link(row))
                        .list());
    }

    /** A tenant's entries without a seal after an id, in the order of their ids. */
    public List<Unsealed> unsealed(String tenant, long after, int most) {
        return database.with(handle -> handle.createQuery("""
                        select e.id, e.at, extract(epoch from now() - e.at)::bigint as seconds, exists (
                          select 1 from audit_unsealed u where u.tenant = e.tenant and u.entry = e.id) as queued
                        from audit_entry e where e.tenant = :tenant and e.id > :after
                          and not exists (select 1 from audit_seal s where s.entry = e.id)
                        order by e.id limit :most""")
                .bind("tenant", tenant)
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> new Unsealed(
                        row.getLong("id"),
                        ChainColumns.instant(row, "at"),
                        row.getBoolean("queued"),
                        row.getLong("seconds")))
                .list());
    }

    /** What waits for its seal now. */
    public Backlog backlog() {
        return database.with(handle -> handle.createQuery("""
                        select count(*) as count, coalesce(extract(epoch from clock_timestamp() - (
                          select min(e.at) from (select entry from audit_unsealed order by entry limit 1) first
                          join audit_entry e on e.id = first.entry)), 0)::bigint as seconds from audit_unsealed""")
                .map((row, context) -> new Backlog(row.getLong("count"), row.getLong("seconds")))
                .one());
    }

    private static ChainLink link(ResultSet row) throws SQLException {
        SealRow seal = ChainColumns.seal(row);
        boolean there = row.getObject("id") != null;
        return new ChainLink(seal, there ? Optional.of(ChainColumns.entry(row)) : Optional.empty());
    }
}
