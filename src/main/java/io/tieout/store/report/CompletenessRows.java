package io.tieout.store.report;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.Database;
import io.tieout.store.report.ReportedLink.Last;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.Query;

/** Counts a day by the times at which things occurred or came, never over all that is stored; freezes the report. */
@ApplicationScoped
public class CompletenessRows {
    private static final String OF_DAY = """
            with day as (
              select f.id, f.object_type as kind, f.currency, f.amount_minor from fact f
              where f.connection_id = :source and f.tenant = :tenant
                and f.occurred_at >= :from and f.occurred_at < :to),
            effects as (
              select day.kind, p.currency, p.effect, p.state, p.amount_minor, p.journal, p.accepted,
                     row_number() over (partition by p.fact_id, p.effect order by p.generation desc) as age,
                     min(p.id) over (partition by p.fact_id, p.effect)
                       = min(p.id) over (partition by p.fact_id) as first
              from day join posting p on p.fact_id = day.id and p.link_id = :link)
            """;

    /**
     * What the last report did not see: facts of transactions that began after it, and of those that ran beside it and
     * committed after its look. No transaction lives for a day, so older facts need no look. A number that this
     * installation of PostgreSQL has not given out yet came with a restored dump: the time of such a fact decides.
     */
    private static final String LATE = """
            select currency, object_type as kind, count(*) as count, sum(amount_minor)::bigint as amount
            from fact where connection_id = :source and tenant = :tenant and occurred_at < :from
              and first_seen_at >= :since::timestamptz - interval '1 day'
              and (first_seen_at >= :since
                   or xid < pg_snapshot_xmax(pg_current_snapshot())
                     and not pg_visible_in_snapshot(xid, :seen::pg_snapshot))
            group by currency, object_type order by currency, object_type""";

    private static final String LINK = """
            select l.*, coalesce(l.settings ->> 'zone', 'UTC') as zone, r.day, r.frozen_at, r.snapshot::text
            from link l
            left join lateral (select day, frozen_at, snapshot from completeness_report r
                               where r.link_id = l.id order by r.day desc limit 1) r on true""";

    private final Database database;

    CompletenessRows(Database database) {
        this.database = database;
    }

    /** All links, those that are off or paused too: their events are stored and their facts wait. */
    public List<ReportedLink> links() {
        return database.with(handle -> handle.createQuery(LINK + " order by l.id")
                .map((row, context) -> link(row))
                .list());
    }

    /** One link. */
    public Optional<ReportedLink> link(long id) {
        return database.with(handle -> handle.createQuery(LINK + " where l.id = :id")
                .bind("id", id)
                .map((row, context) -> link(row))
                .findOne());
    }

    /**
     * Begins the caller's transaction as one look at the database, which must be its first statement.
     *
     * @return whether it may freeze this link's days; else another process does just that
     */
    public boolean begin(long link) {
        database.run(handle -> handle.execute("set transaction isolation level repeatable read"));
        return database.with(handle -> handle.createQuery(
                        "select pg_try_advisory_xact_lock(hashtext('tieout.completeness_report'), hashtext(:link::text))")
                .bind("link", link)
                .mapTo(Boolean.class)
                .one());
    }

    /** Counts a day. */
    public DaySums sums(DayScope scope) {
        return new DaySums(
                now(), events(scope), facts(scope), late(scope), postings(scope), ledger(scope), accepted(scope));
    }

    private Instant now() {
        return database.with(handle -> handle.createQuery("select now()")
                        .mapTo(OffsetDateTime.class)
                        .one())
                .toInstant();
    }

    private List<DaySums.Events> events(DayScope scope) {
        return database.with(handle -> handle.createQuery("""
                        select state, count(*) as count from event
                        where connection_id = :source and received_at >= :from and received_at < :to
                        group by state order by state""")
                .bind("source", scope.link().source().value())
                .bind("from", scope.from().atOffset(ZoneOffset.UTC))
                .bind("to", scope.to().atOffset(ZoneOffset.UTC))
                .map((row, context) -> new DaySums.Events(row.getString("state"), row.getLong("count")))
                .list());
    }

    private List<DaySums.Facts> facts(DayScope scope) {
        return database.with(handle -> sums(of(
                handle.createQuery(OF_DAY
                        + "select currency, kind, count(*) as count, sum(amount_minor)::bigint as amount from day"
                        + " group by currency, kind order by currency, kind"),
                scope)));
    }

    private List<DaySums.Facts> late(DayScope scope) {
        return database.with(handle -> sums(handle.createQuery(LATE)
                .bind("source", scope.link().source().value())
                .bind("tenant", scope.link().tenant())
                .bind("since", scope.link().newSince().atOffset(ZoneOffset.UTC))
                .bind("seen", scope.link().seen())
                .bind("from", scope.from().atOffset(ZoneOffset.UTC))));
    }

    private List<DaySums.Postings> postings(DayScope scope) {
        return database.with(handle -> of(handle.createQuery(OF_DAY + """
                        select currency, kind, effect, first, state, count(*) as count,
                               sum(amount_minor)::bigint as amount
                        from effects where age = 1 group by currency, kind, effect, first, state
                        order by currency, kind, first desc, effect, state"""), scope)
                .map((row, context) -> new DaySums.Postings(
                        row.getString("currency"),
                        row.getString("kind"),
                        row.getString("effect"),
                        row.getBoolean("first"),
                        row.getString("state"),
                        row.getLong("count"),
                        row.getLong("amount")))
                .list());
    }

    /** The first line of a journal is the one that brings the fact's amount in or out: its clearing account. */
    private List<DaySums.Facts> ledger(DayScope scope) {
        return database.with(handle -> sums(of(handle.createQuery(OF_DAY + """
                        , line as (
                          select kind, journal -> 'lines' -> 0 -> 'amount' as amount from effects
                          where age = 1 and first and state = 'CONFIRMED' and accepted is null)
                        select amount ->> 'currency' as currency, kind, count(*) as count,
                               sum((amount ->> 'minorUnits')::bigint)::bigint as amount
                        from line where amount is not null group by 1, 2 order by 1, 2"""), scope)));
    }

    /** Where a person accepted other lines than were sent, the journal doesn't tell what stands. */
    private List<DaySums.Facts> accepted(DayScope scope) {
        return database.with(handle -> sums(of(handle.createQuery(OF_DAY + """
                        select currency, kind, count(*) as count, sum(amount_minor)::bigint as amount
                        from effects where age = 1 and first and state = 'CONFIRMED' and accepted is not null
                        group by currency, kind order by currency, kind"""), scope)));
    }

    private static Query of(Query query, DayScope scope) {
        return query.bind("source", scope.link().source().value())
                .bind("tenant", scope.link().tenant())
                .bind("from", scope.from().atOffset(ZoneOffset.UTC))
                .bind("to", scope.to().atOffset(ZoneOffset.UTC))
                .bind("link", scope.link().id());
    }

    private static List<DaySums.Facts> sums(Query query) {
        return query.map((row, context) -> new DaySums.Facts(
                        row.getString("currency"), row.getString("kind"), row.getLong("count"), row.getLong("amount")))
                .list();
    }

    /**
     * Stores a report; a day has one, for ever.
     *
     * @return its number; empty when the day has one already
     */
    public OptionalLong freeze(DayScope scope, FrozenReport report) {
        return database.with(handle -> handle.createQuery("""
                        insert into completeness_report (tenant, link_id, day, zone, differences, sha256, bytes)
                        values (:tenant, :link, :day, :zone, :differences, :sha256, :bytes)
                        on conflict (link_id, day) do nothing returning id""")
                .bind("tenant", scope.link().tenant())
                .bind("link", scope.link().id())
                .bind("day", scope.day())
                .bind("zone", scope.link().zone().getId())
                .bind("differences", report.differences())
                .bind("sha256", report.sha256())
                .bind("bytes", report.bytes())
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty()));
    }

    private static ReportedLink link(ResultSet row) throws SQLException {
        LocalDate day = row.getObject("day", LocalDate.class);
        Optional<Last> last = row.wasNull()
                ? Optional.empty()
                : Optional.of(new Last(day, instant(row, "frozen_at"), row.getString("snapshot")));
        return new ReportedLink(
                row.getLong("id"),
                row.getString("key"),
                row.getString("tenant"),
                row.getString("flow"),
                new ConnectionId(row.getLong("source")),
                ZoneId.of(row.getString("zone")),
                instant(row, "created_at"),
                last);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
