package io.tieout.store.fact;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/**
 * The free texts of facts (a charge's description and metadata) and the customers' names in the evidence of their
 * postings. Keys, amounts, the provider's ids and bookings stay, and the SHA-256 of the whole.
 *
 * <p>Facts are passed once, in the order of their numbers, so that finished ones are never looked at again; those that
 * are needed still are marked and looked at again, in rounds, until they are not. All methods run in the caller's transaction.
 */
@ApplicationScoped
public class FactTexts {
    /**
     * Open work keeps its texts: of the fact itself, of a dispute, of its postings and batches, and of its parts. A
     * refund's posting waits for ever in this version, and no text of its charge is asked for what becomes of it.
     */
    private static final String OVER = """
            (f.next_attempt_at is null and f.lease_until is null and not f.stale and f.updated_at < :before
              and coalesce(f.snapshot ->> 'dispute', 'NONE') not in ('OPEN', 'UNRECOGNIZED')
              and exists (select 1 from posting p where p.fact_id = f.id)
              and not exists (
                select 1 from fact part join posting p on p.fact_id = part.id left join batch b on b.id = p.batch_id
                where (part.id = f.id or part.parent = f.id) and (
                  (p.effect <> 'REFUND' and p.state not in ('CONFIRMED', 'DEAD', 'IGNORED', 'REVERSED'))
                  or p.updated_at >= :before
                  or (b.id is not null and (b.done_at is null or b.done_at >= :before))))
              and not exists (select 1 from fact part where part.parent = f.id
                and (part.next_attempt_at is not null or part.updated_at >= :before)))""";

    private static final String HAS_TEXTS = """
            (f.thinned_at is null and f.object_type = 'charge' and (f.snapshot ->> 'description' <> ''
              or f.snapshot -> 'metadata' <> '{}' or exists (
                select 1 from posting e where e.fact_id = f.id and e.evidence is not null)))""";

    private static final String SIZES = """
            , octet_length(f.snapshot::text) as size""";

    private static final String THIN = """
            changed as (
              update fact f set to_thin = not j.over,
                thinned_at = case when j.over then now() end,
                snapshot_sha256 = case when j.over then sha256(convert_to(f.snapshot::text, 'UTF8'))
                  else f.snapshot_sha256 end,
                snapshot = case when j.over then f.snapshot || '{"description": "", "metadata": {}}' else f.snapshot end
              from judged j where f.id = j.id
              returning f.id, f.tenant, j.over, j.size - octet_length(f.snapshot::text) as bytes),
            names as (
              update posting p set evidence = (
                select jsonb_agg(jsonb_set(one.item, '{candidate,item,customerName}', '""') order by one.place)
                from jsonb_array_elements(p.evidence) with ordinality as one(item, place))
              from changed c where c.over and p.fact_id = c.id and p.evidence is not null)
            """;

    private static final String SUMS = """
            select tenant, count(*) filter (where over) as thinned, coalesce(sum(bytes) filter (where over), 0) as bytes
            from changed group by tenant order by tenant""";

    private static final String ON = """
            , sums as (%s)
            select s.tenant, s.thinned, s.bytes, (select passed from moved) as on_to
            from (select 1) always left join sums s on true""".formatted(SUMS);

    private static final String PASS = """
            with mark as materialized (
              select passed from retention_mark where subject = 'facts' for update skip locked),
            next as materialized (
              select id, first_seen_at from fact where id > (select passed from mark) order by id limit :most),
            old as materialized (
              select id from next where id < coalesce(
                (select min(id) from next where first_seen_at >= :seen), 9223372036854775807)),
            judged as materialized (
              select f.id,\s""" + OVER + " as over" + SIZES + """

              from fact f join old on old.id = f.id where\s""" + HAS_TEXTS + """

              order by f.id for update of f),
           \s""" + THIN + """
            , moved as (
              update retention_mark set passed = (select max(id) from old)
              where subject = 'facts' and exists (select 1 from old) returning passed)
            """;

    private static final String LEFT = """
            with mark as materialized (
              select passed from retention_mark where subject = 'facts left' for update skip locked),
            next as materialized (
              select id from fact where to_thin and id > (select passed from mark) order by id limit :most),
            judged as materialized (
              select f.id, true as over""" + SIZES + """

              from fact f join next on next.id = f.id where f.to_thin and\s""" + OVER + """

              order by f.id for update of f skip locked),
           \s""" + THIN + """
            , moved as (
              update retention_mark set passed = case
                when (select count(*) from next) = :most then (select max(id) from next) else 0 end
              where subject = 'facts left' and exists (select 1 from mark)
              returning nullif(passed, 0) as passed)
            """;

    private final Database database;

    public FactTexts(Database database) {
        this.database = database;
    }

    /**
     * What a pass came to.
     *
     * @param on whether it came on, so that there may be more
     */
    public record Passed(boolean on, List<Thinned> thinned) {
        public Passed {
            thinned = List.copyOf(thinned);
        }
    }

    /**
     * Passes the next facts: thins what is over, marks what is needed still. Without effect while another process is
     * passing some.
     *
     * @param before what was over at this time may go
     * @param grace facts are passed only when they were found so much earlier, so that few are needed still
     * @param most facts that are looked at
     */
    public Passed pass(Instant before, Duration grace, int most) {
        return database.with(handle -> passed(bind(handle.createQuery(PASS + ON), before, most)
                .bind("seen", before.minus(grace).atOffset(ZoneOffset.UTC))));
    }

    /**
     * Looks again at facts that were passed while they were needed, and thins those that are not any more. A look goes
     * on where the last one ended, and begins anew after the last fact. Without effect while another process looks.
     *
     * @param most facts that are looked at
     */
    public Passed left(Instant before, int most) {
        return database.with(handle -> passed(bind(handle.createQuery(LEFT + ON), before, most)));
    }

    private static Passed passed(Query query) {
        List<Row> rows = query.map((row, context) -> new Row(
                        Optional.ofNullable(row.getString("tenant")),
                        row.getLong("thinned"),
                        row.getLong("bytes"),
                        row.getLong("on_to")))
                .list();
        return new Passed(
                rows.stream().anyMatch(row -> row.onTo() > 0),
                rows.stream().flatMap(row -> row.thinned().stream()).toList());
    }

    /** Since when the oldest fact is known that may have its texts still. */
    public Optional<Instant> oldest() {
        return database.with(handle ->
                handle.createQuery("""
                        select min(first_seen_at) from (
                          (select first_seen_at from fact where to_thin order by id limit 1)
                          union all
                          (select first_seen_at from fact where id > (
                            select passed from retention_mark where subject = 'facts') order by id limit 1)) first""").mapTo(OffsetDateTime.class).findOne().map(OffsetDateTime::toInstant));
    }

    private static Query bind(Query query, Instant before, int most) {
        return query.bind("before", before.atOffset(ZoneOffset.UTC)).bind("most", most);
    }

    private record Row(Optional<String> tenant, long rows, long bytes, long onTo) {
        Optional<Thinned> thinned() {
            return tenant.filter(name -> rows > 0).map(name -> new Thinned(name, rows, bytes));
        }
    }
}
