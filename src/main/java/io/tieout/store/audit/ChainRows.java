package io.tieout.store.audit;

import io.tieout.store.Database;
import io.tieout.store.audit.EntryMark.Mark;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
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
     * An entry without a seal in the chain of its tenant.
     *
     * @param mark the mark with which it waits for one; absent when the sealer will never see it
     * @param elsewhere the tenant whose chain has a seal of it all the same
     * @param young whether its time is within a minute before now and five minutes after, by the database's clock
     */
    public record Unsealed(EntryRow entry, Optional<Mark> mark, Optional<String> elsewhere, boolean young) {}

    /**
     * The end of a tenant's chain.
     *
     * @param seal its last seal
     */
    public record End(String tenant, SealRow seal) {}

    /**
     * What waits for its seal, of one tenant.
     *
     * @param oldestSeconds how long ago the oldest of them was written
     */
    public record Backlog(String tenant, long count, long oldestSeconds) {}

    /**
     * Every tenant that is known, or that anything in the trail names. Reads all entries, as the verification of them
     * does; of the seals one for each tenant.
     */
    public List<String> tenants() {
        return database.with(
                handle -> handle.createQuery("""
                        with recursive sealed as (
                          (select tenant from audit_seal order by tenant limit 1)
                          union all
                          select (select s.tenant from audit_seal s where s.tenant > sealed.tenant
                                  order by s.tenant limit 1)
                          from sealed where sealed.tenant is not null)
                        select name from tenant union select tenant from sealed where tenant is not null
                        union select tenant from audit_entry union select tenant from audit_unsealed
                        order by 1""").mapTo(String.class).list());
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

    /** A tenant's entries without a seal in its chain after an id, in the order of their ids. */
    public List<Unsealed> unsealed(String tenant, long after, int most) {
        return database.with(handle -> handle.createQuery("select " + ChainColumns.ENTRY + """
                        , u.key_id as mark_key, encode(u.mark, 'hex') as mark,
                          (select s.tenant from audit_seal s where s.entry = e.id) as elsewhere,
                          e.at between now() - interval '1 minute' and now() + interval '5 minutes' as young
                        from audit_entry e left join audit_unsealed u on u.tenant = e.tenant and u.entry = e.id
                        where e.tenant = :tenant and e.id > :after and not exists (
                          select 1 from audit_seal s where s.entry = e.id and s.tenant = e.tenant and s.number >= 1)
                        order by e.id limit :most""")
                .bind("tenant", tenant)
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> outside(row))
                .list());
    }

    /** What waits for its seal now, of each tenant that has such entries. Infinite times, which are forged, are left out. */
    public List<Backlog> backlogs() {
        return database.with(handle -> handle.createQuery("""
                        select u.tenant, count(*) as count, coalesce(extract(epoch from
                          clock_timestamp() - min(e.at) filter (where isfinite(e.at))), 0)::bigint as seconds
                        from audit_unsealed u left join audit_entry e on e.id = u.entry
                        group by u.tenant order by u.tenant""")
                .map((row, context) ->
                        new Backlog(row.getString("tenant"), row.getLong("count"), row.getLong("seconds")))
                .list());
    }

    private static Unsealed outside(ResultSet row) throws SQLException {
        String mark = row.getString("mark");
        return new Unsealed(
                ChainColumns.entry(row),
                mark == null ? Optional.empty() : Optional.of(new Mark(row.getLong("mark_key"), mark)),
                Optional.ofNullable(row.getString("elsewhere")),
                row.getBoolean("young"));
    }

    private static ChainLink link(ResultSet row) throws SQLException {
        SealRow seal = ChainColumns.seal(row);
        boolean there = row.getObject("id") != null;
        return new ChainLink(seal, there ? Optional.of(ChainColumns.entry(row)) : Optional.empty());
    }
}
