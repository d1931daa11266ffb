package io.tieout.store.fact;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.fact.Fact;
import io.tieout.domain.fact.FactKey;
import io.tieout.domain.fact.Refund;
import io.tieout.domain.money.Money;
import io.tieout.domain.work.Claim;
import io.tieout.domain.work.ClaimLost;
import io.tieout.domain.work.Room;
import io.tieout.store.Database;
import io.tieout.store.Leased;
import io.tieout.store.Rooms;
import io.tieout.store.watch.RowAlerts;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Records facts and hands them to workers. */
@ApplicationScoped
public class Facts {
    private static final String CLAIM = Rooms.FREE + """
              and exists (select 1 from link l where l.source = c.id and l.enabled and not l.paused)),
            next as (
              select id from (
                select one.id, one.next_attempt_at, free.room,
                       row_number() over (partition by free.id order by one.next_attempt_at, one.id) as turn
                from free cross join lateral (
                  select f.id, f.next_attempt_at from fact f
                  where f.connection_id = free.id and f.next_attempt_at <= now()
                    and (f.lease_until is null or f.lease_until < now())
                  order by f.next_attempt_at, f.id limit :mostOfOne) one) ranked
              where turn <= room order by turn, next_attempt_at, id limit :most),
            due as (
              select id from fact
              where id in (select id from next) and next_attempt_at <= now()
                and (lease_until is null or lease_until < now())
              for no key update skip locked)
            update fact f set lease_until = now() + :lease * interval '1 millisecond',
                   epoch = f.epoch + 1, attempts = f.attempts + 1
            from due where f.id = due.id
            returning f.*,\s""" + RowAlerts.alerted("fact", "f");

    /** Whether what was fetched is what is stored, or what was stored before it was thinned. */
    private static final String SAME = """
            (snapshot = :snapshot::jsonb or (thinned_at is not null
              and snapshot_sha256 = sha256(convert_to((:snapshot::jsonb)::text, 'UTF8'))))""";

    private final Database database;
    private final Map<ConnectionId, String> tenants = new ConcurrentHashMap<>();

    Facts(Database database) {
        this.database = database;
    }

    /** The version of a fact, 0 when it is not known: read it before fetching. */
    public long version(FactKey key) {
        return database.with(handle -> handle.createQuery("select version from fact where fact_key = :key")
                .bind("key", key.text())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    /** What is known of a provider's object: read it before fetching. */
    public FactBefore before(ConnectionId connection, String type, String object) {
        return database.with(handle -> handle.createQuery("""
                        select e.last_value * e.is_called::int as last_event, f.id, f.version, f.fetched_after
                        from event_id_seq e left join fact f
                          on f.object_id = :object and f.object_type = :type and f.connection_id = :connection""")
                .bind("object", object)
                .bind("type", type)
                .bind("connection", connection.value())
                .map((row, context) -> new FactBefore(
                        row.getLong("id"),
                        row.getLong("version"),
                        row.getLong("last_event"),
                        row.getLong("fetched_after")))
                .one());
    }

    /** The tenant of a connection, which never changes: it is asked for once. */
    public String tenantOf(ConnectionId connection) {
        return Optional.ofNullable(tenants.get(connection)).orElseGet(() -> {
            String tenant = readTenant(connection);
            tenants.put(connection, tenant);
            return tenant;
        });
    }

    private String readTenant(ConnectionId connection) {
        return database.with(handle -> handle.createQuery("select tenant from connection where id = :id")
                .bind("id", connection.value())
                .mapTo(String.class)
                .one());
    }

    /**
     * Records what was fetched, in the caller's transaction, and wakes the fact.
     *
     * @param before what was known before fetching
     * @return the fact's number; empty when its version has changed since: fetch again
     */
    public OptionalLong record(Found found, Fact fact, FactBefore before) {
        Optional<Long> id = before.version() == 0
                ? insert(found, fact, before.lastEvent())
                : update(fact, before.version(), before.lastEvent());
        return id.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private Optional<Long> insert(Found found, Fact fact, long lastEvent) {
        Money amount = amount(fact);
        return database.with(handle -> handle.createQuery("""
                        insert into fact (fact_key, tenant, connection_id, object_type, object_id, parent, snapshot,
                                          amount_minor, currency, occurred_at, next_attempt_at, fetched_after)
                        values (:key, :tenant, :connection, :type, :object, :parent, :snapshot::jsonb, :amount,
                                :currency, :occurred, now(), :lastEvent)
                        on conflict (fact_key) do nothing returning id""")
                .bind("key", fact.key().text())
                .bind("tenant", found.tenant())
                .bind("connection", found.connection().value())
                .bind("type", fact.key().objectType())
                .bind("object", fact.key().objectId())
                .bind("parent", found.parent().isPresent() ? found.parent().getAsLong() : null)
                .bind("snapshot", database.json(fact))
                .bind("amount", amount.minorUnits())
                .bind("currency", amount.currency().getCurrencyCode())
                .bind("occurred", occurred(fact).atOffset(ZoneOffset.UTC))
                .bind("lastEvent", lastEvent)
                .mapTo(Long.class)
                .findOne());
    }

    private Optional<Long> update(Fact fact, long before, long lastEvent) {
        Money amount = amount(fact);
        return database.with(handle -> handle.createQuery("""
                        update fact set snapshot = :snapshot::jsonb, amount_minor = :amount, currency = :currency,
                               stale = false, recheck = false, updated_at = now(),
                               fetched_after = greatest(fetched_after, :lastEvent),
                               to_thin = to_thin or thinned_at is not null
                                 or first_seen_at < now() - interval '30 days', thinned_at = null,
                               version = case when\s""" + SAME + """
                                           then version else version + 1 end,
                               next_attempt_at = case when not stale and\s""" + SAME + """
                                                   then next_attempt_at else now() end
                        where fact_key = :key and version = :before returning id""")
                .bind("snapshot", database.json(fact))
                .bind("amount", amount.minorUnits())
                .bind("currency", amount.currency().getCurrencyCode())
                .bind("key", fact.key().text())
                .bind("before", before)
                .bind("lastEvent", lastEvent)
                .mapTo(Long.class)
                .findOne());
    }

    /**
     * Records a part of a fact (a refund of a charge) in the transaction that records the whole: the whole's row is
     * locked then, so no older answer can come later.
     */
    public long recordPart(Found found, Fact part) {
        return insert(found, part, 0)
                .orElseGet(() -> update(part, version(part.key()), 0)
                        .orElseThrow(() -> new ClaimLost(part.key().objectId())));
    }

    private static Money amount(Fact fact) {
        if (fact instanceof Charge charge) {
            return charge.captured() ? charge.amountCaptured() : charge.amount();
        }
        return ((Refund) fact).amount();
    }

    private static Instant occurred(Fact fact) {
        return fact instanceof Charge charge ? charge.created() : ((Refund) fact).created();
    }

    /**
     * Where a fact was found.
     *
     * @param parent the fact it belongs to, for example the charge of a refund
     */
    public record Found(String tenant, ConnectionId connection, OptionalLong parent) {}

    /**
     * Leases due facts of connections that work, have a working link and have room: from each in turn, the oldest
     * first. The rows of the others wait without being looked at.
     *
     * @param lease how long, by the database's clock
     */
    public List<Claim.OfFact> claim(Room room, Duration lease) {
        return database.with(handle -> Rooms.bind(handle.createQuery(CLAIM), room)
                .bind("lease", lease.toMillis())
                .map((row, context) -> claim(row))
                .list());
    }

    private static Claim.OfFact claim(ResultSet row) throws SQLException {
        return new Claim.OfFact(
                row.getLong("id"),
                row.getLong("epoch"),
                row.getInt("attempts"),
                row.getBoolean("alerted"),
                new ConnectionId(row.getLong("connection_id")),
                key(row.getString("fact_key")),
                row.getLong("version"),
                row.getBoolean("stale") || row.getBoolean("recheck"));
    }

    /** A fact by its number. */
    public Optional<FactRow> byId(long id) {
        return database.with(handle -> handle.createQuery("select * from fact where id = :id")
                .bind("id", id)
                .map((row, context) -> row(row))
                .findOne());
    }

    private FactRow row(ResultSet row) throws SQLException {
        Class<? extends Fact> type = row.getString("object_type").equals("refund") ? Refund.class : Charge.class;
        return new FactRow(
                row.getLong("id"),
                row.getString("tenant"),
                new ConnectionId(row.getLong("connection_id")),
                row.getLong("version"),
                database.read(row.getString("snapshot"), type),
                row.getObject("first_seen_at", OffsetDateTime.class).toInstant());
    }

    /**
     * Takes a fact for a person's decision, in the caller's transaction and until {@link #release}: whoever works on
     * it stops at the next write, as when a lease has run out.
     *
     * @param lease how long, by the database's clock, should the caller never release it
     */
    public Claim.OfFact seize(long id, Duration lease) {
        return database.with(handle -> handle.createQuery("""
                        update fact set epoch = epoch + 1, lease_until = now() + :lease * interval '1 millisecond',
                               attempts = attempts + 1
                        where id = :id returning *, true as alerted""")
                .bind("id", id)
                .bind("lease", lease.toMillis())
                .map((row, context) -> claim(row))
                .one());
    }

    /** Proves, in the caller's transaction, that the claim still holds; the row stays locked until it commits. */
    public void hold(Claim.OfFact claim) {
        Leased.hold(database, claim);
    }

    /**
     * Ends the work on a fact: nothing is due any more, unless it changed or was woken since (a claim counts its
     * attempt, so no attempts mean that); then it stays due at once.
     *
     * @param again when to look at it again, if at all
     */
    public void release(Claim.OfFact claim, long version, Optional<Duration> again) {
        database.run(handle -> handle.createUpdate("""
                        update fact set lease_until = null, last_error = null, failures = 0,
                               stale = attempts = 0 or (version <> :version and stale),
                               recheck = cast(:again as bigint) is not null,
                               attempts = case when cast(:again as bigint) is null then 0 else attempts end,
                               next_attempt_at = case when attempts = 0 or version <> :version then now()
                                 else now() + cast(:again as bigint) * interval '1 millisecond' end
                        where id = :id and epoch = :epoch and lease_until is not null""")
                .bind("id", claim.id())
                .bind("epoch", claim.epoch())
                .bind("version", version)
                .bind("again", again.map(Duration::toMillis).orElse(null))
                .execute());
    }

    /** Writes the next attempt of a fact and gives up its lease; it will be fetched again then. */
    public void retry(Claim.OfFact claim, String error, Duration after, boolean counted) {
        database.run(handle -> handle.createUpdate("""
                        update fact set lease_until = null, last_error = :error, failures = 0,
                               recheck = recheck or :counted,
                               next_attempt_at = case when attempts = 0 then now()
                                 else now() + :after * interval '1 millisecond' end,
                               attempts = greatest(attempts - :uncounted, 0)
                        where id = :id and epoch = :epoch and lease_until is not null""")
                .bind("error", error)
                .bind("counted", counted)
                .bind("after", after.toMillis())
                .bind("uncounted", counted ? 0 : 1)
                .bind("id", claim.id())
                .bind("epoch", claim.epoch())
                .execute());
    }

    /**
     * Wakes the facts that a link has yet to decide: it was not there or didn't work when they came, or they wait.
     *
     * @param since facts that are older don't concern the link
     */
    public void wakeFor(long link, ConnectionId source, Instant since) {
        database.run(handle -> handle.createUpdate("""
                        update fact f set next_attempt_at = now(), recheck = true, attempts = 0
                        where f.tenant = (select tenant from link where id = :link) and f.connection_id = :source
                          and f.occurred_at >= :since
                          and not exists (select 1 from posting p where p.fact_id = f.id and p.link_id = :link
                                            and p.state not in ('WAITING', 'HELD'))""")
                .bind("source", source.value())
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .bind("link", link)
                .execute());
    }

    /**
     * Wakes the facts about which a person was asked, for such a reason, before anything of them went into a ledger.
     *
     * @param reasons patterns of SQL
     */
    public void wakeQuestions(ConnectionId target, String ledger, List<String> reasons) {
        database.run(handle -> handle.createUpdate("""
                        update fact f set next_attempt_at = now(), recheck = true, attempts = 0
                        where f.id in (select p.fact_id from posting p where p.state = 'REVIEW' and not p.live
                                         and p.target = :target and p.ledger = :ledger
                                         and p.reason like any (:reasons))""")
                .bindArray("reasons", String.class, reasons)
                .bind("target", target.value())
                .bind("ledger", ledger)
                .execute());
    }

    /** How often the work on a fact has failed unexpectedly, in a row. */
    public int failures(Claim.OfFact claim) {
        return database.with(handle -> handle.createQuery("select failures from fact where id = :id")
                .bind("id", claim.id())
                .mapTo(Integer.class)
                .one());
    }

    /** As {@link #retry}, after a failure that nobody expected; it is counted apart from ordinary attempts. */
    public void failed(Claim.OfFact claim, String error, Duration after) {
        database.run(handle -> handle.createUpdate("""
                        update fact set lease_until = null, last_error = :error, failures = failures + 1, recheck = true,
                               next_attempt_at = case when attempts = 0 then now()
                                 else now() + :after * interval '1 millisecond' end
                        where id = :id and epoch = :epoch and lease_until is not null""")
                .bind("error", error)
                .bind("after", after.toMillis())
                .bind("id", claim.id())
                .bind("epoch", claim.epoch())
                .execute());
    }

    /** Wakes a fact: it is fetched again and looked at now (move 9); sets no state. */
    public boolean wake(long id) {
        return database.with(handle -> handle.createUpdate(
                                "update fact set next_attempt_at = now(), stale = true, attempts = 0 where id = :id")
                        .bind("id", id)
                        .execute())
                == 1;
    }

    /** Has the facts of an object of the provider looked at now. */
    public void wakeObject(String object) {
        database.run(handle -> handle.createUpdate(
                        "update fact set next_attempt_at = now(), recheck = true, attempts = 0 where object_id = :object")
                .bind("object", object)
                .execute());
    }

    /** Reads back the form that {@link FactKey#text} writes. */
    static FactKey key(String text) {
        String[] parts = text.split("\\|", -1);
        return new FactKey(parts[0], parts[1], parts[2].equals("live"), parts[3], parts[4]);
    }
}
