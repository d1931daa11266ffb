package io.tieout.store.batch;

import io.micrometer.core.instrument.Metrics;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.work.Claim;
import io.tieout.domain.work.ClaimLost;
import io.tieout.domain.work.Room;
import io.tieout.store.Database;
import io.tieout.store.Leased;
import io.tieout.store.Rooms;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.watch.RowAlerts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Freezes postings into batches and hands batches to workers. */
@ApplicationScoped
public class Batches {
    private static final String CLAIM = Rooms.FREE + """
            ), next as (
              select id from (
                select one.id, one.next_attempt_at, free.room,
                       row_number() over (partition by free.id order by one.next_attempt_at, one.id) as turn
                from free cross join lateral (
                  select b.id, b.next_attempt_at from batch b
                  where b.target = free.id and b.next_attempt_at <= now()
                    and (b.lease_until is null or b.lease_until < now())
                  order by b.next_attempt_at, b.id limit :mostOfOne) one) ranked
              where turn <= room order by turn, next_attempt_at, id limit :most),
            due as (
              select id from batch
              where id in (select id from next) and next_attempt_at <= now()
                and (lease_until is null or lease_until < now())
              for update skip locked)
            update batch b set lease_until = now() + :lease * interval '1 millisecond',
                   epoch = b.epoch + 1, attempts = b.attempts + 1
            from due where b.id = due.id returning b.*,\s""" + RowAlerts.alerted("batch", "b");

    private final Database database;
    private final AuditRows audit;

    Batches(Database database, AuditRows audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * Matched postings of working links and targets that {@link #take} would take now, the oldest first; at most
     * {@code most} of each link.
     */
    public List<Waiting> waiting(int most) {
        return database.with(handle -> handle.createQuery("""
                        select p.*, extract(epoch from now() - p.updated_at) * 1000 as age
                        from link l cross join lateral (
                          select id, tenant, link_id, target, ledger, accounting_date, currency, updated_at from posting
                          where link_id = l.id and state = 'MATCHED'
                            and (effect <> 'APPLY' or exists (select 1 from posting r
                              where r.fact_id = posting.fact_id and r.link_id = posting.link_id
                                and r.effect = 'RECORD' and r.state = 'CONFIRMED'))
                            and exists (select 1 from fact f
                              where f.id = posting.fact_id and f.version = posting.fact_version and not f.stale
                                and (f.lease_until is null or f.lease_until < now()))
                          order by updated_at, id limit :most) p
                        join connection c on c.id = p.target
                        where l.enabled and not l.paused and c.enabled and c.stopped_at is null
                        order by p.updated_at, p.id""")
                .bind("most", most)
                .map((row, context) -> new Waiting(
                        row.getLong("id"),
                        new BatchKey(
                                row.getString("tenant"),
                                row.getLong("link_id"),
                                new ConnectionId(row.getLong("target")),
                                row.getString("ledger"),
                                row.getObject("accounting_date", LocalDate.class),
                                row.getString("currency")),
                        Duration.ofMillis(row.getLong("age"))))
                .list());
    }

    /** Has matched postings say what they wait for, behind why they were matched; their state and version stay. */
    public void noteWaiting(List<Long> postings, String words) {
        database.run(handle -> handle.createUpdate("""
                        update posting set reason = split_part(reason, '; waits for the end of', 1) || '; ' || :words
                        where id = any(:postings) and state = 'MATCHED'
                          and right(reason, length(:words)) <> :words""")
                .bindArray("postings", Long.class, postings)
                .bind("words", words)
                .execute());
    }

    /** Open items that some postings would settle, as far as they are matched still. */
    public List<String> itemsOf(List<Long> postings) {
        return database.with(handle -> handle.createQuery("""
                        select distinct a.item_id from allocation a join posting p on p.id = a.posting_id
                        where p.id = any(:postings) and p.state = 'MATCHED'""")
                .bindArray("postings", Long.class, postings)
                .mapTo(String.class)
                .list());
    }

    /**
     * Locks those of some postings of one group that may be frozen now: they are matched still, their fact is unleased
     * and has the version that the decision was made on, and what they apply stands in the books as recorded. Raises
     * the epoch of those facts, so that whoever held an older lease stops. Others who freeze of the same group wait
     * until the caller's transaction ends; else two who skip each other's rows would each leave with a part of it.
     *
     * @param least none are taken when fewer than this are free
     */
    public List<Long> take(BatchKey key, List<Long> postings, int least) {
        database.run(handle ->
                handle.execute("select pg_advisory_xact_lock(hashtext('tieout.freeze'), hashtext(?))", key.toString()));
        return database.with(handle -> handle.createQuery("""
                        with free as (
                          select p.id, f.id as fact_id from posting p join fact f on f.id = p.fact_id
                          where p.id = any(:postings) and p.state = 'MATCHED' and p.link_id = :link
                            and p.target = :target and p.ledger = :ledger and p.accounting_date = :date
                            and p.currency = :currency
                            and (p.effect <> 'APPLY' or exists (select 1 from posting r
                              where r.fact_id = p.fact_id and r.link_id = p.link_id
                                and r.effect = 'RECORD' and r.state = 'CONFIRMED'))
                            and f.version = p.fact_version and not f.stale
                            and (f.lease_until is null or f.lease_until < now())
                          order by p.id for no key update of p, f skip locked),
                        taken as (
                          select id, fact_id from free where (select count(*) from free) >= :least),
                        raised as (
                          update fact f set epoch = f.epoch + 1 from taken where f.id = taken.fact_id)
                        select id from taken order by id""")
                .bindArray("postings", Long.class, postings)
                .bind("least", least)
                .bind("link", key.link())
                .bind("target", key.target().value())
                .bind("ledger", key.ledger())
                .bind("date", key.accountingDate())
                .bind("currency", key.currency())
                .mapTo(Long.class)
                .list());
    }

    /**
     * The next load number of this installation: a target counts by installation, over however many connections the
     * loads come. Draw it before the transaction of the freeze, and have it put {@link #inOrder}: the counter's row is
     * everybody's, and would be locked until that transaction ends. A number whose batch is never stored stays unused.
     */
    public long nextNumber() {
        return database.with(handle -> handle.createQuery("update load_number set last = last + 1 returning last")
                .mapTo(Long.class)
                .one());
    }

    /**
     * A number under which a batch for this target may be stored in the caller's transaction: the one that was drawn, or
     * the next where a batch for the same system was stored under a higher one meanwhile. Until that transaction ends
     * none other is stored for the system. So in any backup the batches of a system are those up to a number, and the
     * highest number that the target knows tells whether a load was forgotten (move 11).
     */
    public long inOrder(ConnectionId target, long drawn) {
        database.run(handle -> handle.execute(
                "select pg_advisory_xact_lock(hashtext('tieout.load'), hashtext(system || ' ' || base_url))"
                        + " from connection where id = ?",
                target.value()));
        boolean late = database.with(handle -> handle.createQuery("""
                        select exists (select 1 from batch b join connection c on c.id = b.target
                          join connection t on t.system = c.system and t.base_url = c.base_url
                          where t.id = :target and b.number > :drawn)""")
                .bind("target", target.value())
                .bind("drawn", drawn)
                .mapTo(Boolean.class)
                .one());
        return late ? nextNumber() : drawn;
    }

    /**
     * Stores a frozen batch in the caller's transaction, due at once.
     *
     * @return its number within all batches
     */
    public long freeze(BatchKey key, FrozenBytes frozen) {
        return database.with(handle -> handle.createQuery("""
                        insert into batch (tenant, target, ledger, accounting_date, currency, incarnation, number,
                          request_key, bytes, next_attempt_at)
                        values (:tenant, :target, :ledger, :date, :currency, :incarnation, :number, :key, :bytes,
                          now())
                        returning id""")
                .bind("tenant", key.tenant())
                .bind("target", key.target().value())
                .bind("ledger", key.ledger())
                .bind("date", key.accountingDate())
                .bind("currency", key.currency())
                .bind("incarnation", frozen.incarnation())
                .bind("number", frozen.number())
                .bind("key", frozen.requestKey())
                .bind("bytes", frozen.bytes())
                .mapTo(Long.class)
                .one());
    }

    /** Leases due batches of targets that work and have room: of each in turn, the oldest first. */
    public List<Claim.OfBatch> claim(Room room, Duration lease) {
        return database.with(handle -> Rooms.bind(handle.createQuery(CLAIM), room)
                .bind("lease", lease.toMillis())
                .map((row, context) -> new Claim.OfBatch(
                        row.getLong("id"),
                        row.getLong("epoch"),
                        row.getInt("attempts"),
                        row.getBoolean("alerted"),
                        new ConnectionId(row.getLong("target"))))
                .list());
    }

    /** A batch by its number. */
    public BatchRow byId(long id) {
        return database.with(handle -> handle.createQuery(
                        "select b.*, extract(epoch from now() - frozen_at) * 1000 as age from batch b where id = :id")
                .bind("id", id)
                .map((row, context) -> new BatchRow(
                        row.getLong("id"),
                        row.getString("tenant"),
                        new ConnectionId(row.getLong("target")),
                        row.getLong("incarnation"),
                        row.getLong("number"),
                        row.getString("request_key"),
                        row.getBytes("bytes"),
                        BatchRow.State.valueOf(row.getString("state")),
                        row.getLong("version"),
                        Optional.ofNullable(row.getString("last_error")),
                        Duration.ofMillis(row.getLong("age"))))
                .one());
    }

    /** Proves, in the caller's transaction, that the claim still holds; the row stays locked until it commits. */
    public void hold(Claim.OfBatch claim) {
        Leased.hold(database, claim);
    }

    /**
     * Moves a batch in the caller's transaction, with an audit entry; it keeps its lease.
     *
     * @param reason why, in words
     */
    public void move(Claim.OfBatch claim, BatchRow.State to, String reason) {
        Left left = database.with(handle -> handle.createQuery("""
                        with before as (
                          select id, state from batch where id = :id and epoch = :epoch and lease_until is not null
                          for update)
                        update batch b set state = :to, reason = :reason, version = b.version + 1,
                          attempts = least(b.attempts, 1), done_at = case when :to = 'DONE' then now() end
                        from before where b.id = before.id returning b.tenant, before.state""")
                        .bind("to", to.name())
                        .bind("reason", reason)
                        .bind("id", claim.id())
                        .bind("epoch", claim.epoch())
                        .map((row, context) -> new Left(row.getString("tenant"), row.getString("state")))
                        .findOne())
                .orElseThrow(() -> new ClaimLost(claim.toString()));
        audit.write(new AuditEntry(
                left.tenant(),
                AuditEntry.SYSTEM,
                "batch.move",
                AuditEntry.Subject.ofBatch(claim.id()),
                Map.of("from", left.state(), "to", to.name(), "reason", reason)));
        Metrics.counter(
                        "tieout.batches",
                        "flow",
                        "tracking",
                        "outcome",
                        to.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** What a move left behind. */
    private record Left(String tenant, String state) {}

    /**
     * Gives up the lease. A batch that was to be revisited meanwhile (a claim counts its attempt, so it has none) stays
     * due at once.
     *
     * @param again when to look at it again; empty when it is done
     */
    public void release(Claim.OfBatch claim, Optional<Duration> again) {
        database.run(handle -> handle.createUpdate("""
                        update batch set lease_until = null, last_error = null, failures = 0,
                          next_attempt_at = case when attempts = 0 then now()
                            else now() + cast(:again as bigint) * interval '1 millisecond' end
                        where id = :id and epoch = :epoch and lease_until is not null""")
                .bind("again", again.map(Duration::toMillis).orElse(null))
                .bind("id", claim.id())
                .bind("epoch", claim.epoch())
                .execute());
    }

    /** Writes the next attempt of a batch and gives up its lease. */
    public void retry(Claim.OfBatch claim, String error, Duration after, boolean counted) {
        database.run(handle -> handle.createUpdate("""
                        update batch set lease_until = null, last_error = :error, failures = 0,
                          next_attempt_at = case when attempts = 0 then now()
                            else now() + :after * interval '1 millisecond' end,
                          attempts = greatest(attempts - :uncounted, 0)
                        where id = :id and epoch = :epoch and lease_until is not null""")
                .bind("error", error)
                .bind("after", after.toMillis())
                .bind("uncounted", counted ? 0 : 1)
                .bind("id", claim.id())
                .bind("epoch", claim.epoch())
                .execute());
    }

    /** Something was done about a claimed batch: the next looks come as quickly as at its beginning. */
    public void quicken(Claim.OfBatch claim) {
        database.run(handle -> handle.createUpdate("""
                        update batch set attempts = least(attempts, 1)
                        where id = :id and epoch = :epoch and lease_until is not null""")
                .bind("id", claim.id())
                .bind("epoch", claim.epoch())
                .execute());
    }

    /** How often the work on a batch has failed unexpectedly, in a row. */
    public int failures(Claim.OfBatch claim) {
        return database.with(handle -> handle.createQuery("select failures from batch where id = :id")
                .bind("id", claim.id())
                .mapTo(Integer.class)
                .one());
    }

    /** As {@link #retry}, after a failure that nobody expected; it is counted apart from ordinary attempts. */
    public void failed(Claim.OfBatch claim, String error, Duration after) {
        database.run(handle -> handle.createUpdate("""
                        update batch set lease_until = null, last_error = :error, failures = failures + 1,
                          next_attempt_at = case when attempts = 0 then now()
                            else now() + :after * interval '1 millisecond' end
                        where id = :id and epoch = :epoch and lease_until is not null""")
                .bind("error", error)
                .bind("after", after.toMillis())
                .bind("id", claim.id())
                .bind("epoch", claim.epoch())
                .execute());
    }

    /** Has a batch looked at now, a finished one too (move 9); sets no state of it. */
    public void revisit(long id) {
        database.run(
                handle -> handle.createUpdate("update batch set next_attempt_at = now(), attempts = 0 where id = :id")
                        .bind("id", id)
                        .execute());
    }
}
