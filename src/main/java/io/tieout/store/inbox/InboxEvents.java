package io.tieout.store.inbox;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.work.Claim;
import io.tieout.domain.work.ClaimLost;
import io.tieout.domain.work.Room;
import io.tieout.store.Database;
import io.tieout.store.Leased;
import io.tieout.store.Rooms;
import io.tieout.store.StoreRefused;
import io.tieout.store.watch.RowAlerts;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Appends events and hands them to workers. */
@ApplicationScoped
public class InboxEvents {
    /** Why an event is kept without effect when no flow follows its type. */
    public static final String NOT_FOLLOWED = "no flow follows events of this type";

    private static final String APPEND = """
            with input as (
              select * from unnest(?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::boolean[],
                  ?::bytea[])
                as t(connection_id, event_id, type, created, origin, followed, payload)),
            fresh as (
              insert into event_seen (connection_id, event_id)
              select connection_id, event_id from input order by connection_id, event_id
              on conflict do nothing returning connection_id, event_id),
            added as (
              insert into event (connection_id, event_id, type, created, origin, state, reason, done_at, payload_sha256)
              select connection_id, event_id, type, created, origin,
                case when followed then 'NEW' else 'IGNORED' end, case when not followed then ? end,
                case when not followed then now() end, case when not followed then sha256(payload) end
              from input join fresh using (connection_id, event_id)
              returning id, connection_id, event_id, received_at)
            insert into event_payload (event, received_at, payload)
            select id, received_at, payload from added join input using (connection_id, event_id)""";

    static final String CLAIM = Rooms.FREE + """
              and exists (select 1 from link l where l.source = c.id and l.enabled and not l.paused)),
            next as (
              select id from (
                select one.id, one.next_attempt_at, free.room,
                       row_number() over (partition by free.id order by one.next_attempt_at, one.id) as turn
                from free cross join lateral (
                  select e.id, e.next_attempt_at from event e
                  where e.connection_id = free.id and e.state = 'NEW' and e.next_attempt_at <= now()
                    and (e.lease_until is null or e.lease_until < now())
                  order by e.next_attempt_at, e.id limit :mostOfOne) one) ranked
              where turn <= room order by turn, next_attempt_at, id limit :most),
            due as (
              select id from event
              where id in (select id from next) and state = 'NEW' and next_attempt_at <= now()
                and (lease_until is null or lease_until < now())
              for update skip locked),
            taken as (
              update event e set lease_until = now() + :lease * interval '1 millisecond',
                     epoch = e.epoch + 1, attempts = e.attempts + 1
              from due where e.id = due.id returning e.*)
            select taken.*, coalesce(p.payload, '') as payload,\s""" + RowAlerts.alerted("event", "taken") + """
             from taken left join event_payload p on p.event = taken.id and p.received_at = taken.received_at
            order by taken.id""";

    /** Holds partition and row: retention waits for whoever queues an event, or leaves it out, and sees it then. */
    private static final String STORED = "exists (select 1 from event_payload p where p.event = event.id and"
            + " p.received_at = event.received_at for key share)";

    private final Database database;

    InboxEvents(Database database) {
        this.database = database;
    }

    /**
     * Appends events in one commit; known ones change nothing. Those that no flow follows need no worker: they have
     * ended as soon as they are stored.
     *
     * @return how many were new
     * @throws StoreRefused when the database refuses: then none is stored. Where its answer was lost, all may be; they are
     *     known then when they come again
     */
    public int append(List<Arrival> arrivals) {
        Map<String, Arrival> distinct = new LinkedHashMap<>();
        arrivals.stream()
                .sorted(Comparator.comparing((Arrival one) -> one.connection().value())
                        .thenComparing(Arrival::eventId))
                .forEach(one -> distinct.putIfAbsent(one.connection().value() + " " + one.eventId(), one));
        List<Arrival> rows = List.copyOf(distinct.values());
        return database.with(handle -> insert(handle.getConnection(), rows));
    }

    private static int insert(Connection connection, List<Arrival> rows) {
        try (var statement = connection.prepareStatement(APPEND)) {
            statement.setArray(
                    1, array(connection, "bigint", rows, row -> row.connection().value()));
            statement.setArray(2, array(connection, "text", rows, Arrival::eventId));
            statement.setArray(3, array(connection, "text", rows, Arrival::type));
            statement.setArray(
                    4,
                    array(connection, "timestamptz", rows, row -> row.created().toString()));
            statement.setArray(
                    5,
                    array(connection, "text", rows, row -> row.origin().name().toLowerCase(Locale.ROOT)));
            statement.setArray(6, array(connection, "boolean", rows, Arrival::followed));
            statement.setArray(
                    7,
                    connection.createArrayOf(
                            "bytea", rows.stream().map(Arrival::payload).toArray(byte[][]::new)));
            statement.setString(8, NOT_FOLLOWED);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreRefused("cannot append events", e);
        }
    }

    private static Array array(Connection connection, String type, List<Arrival> rows, Function<Arrival, Object> column)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }

    /**
     * Leases due events of connections that work, have a working link and have room: from each in turn, the oldest
     * first. The rows of the others wait without being looked at.
     *
     * @param lease how long, by the database's clock
     */
    public List<Claim.OfEvent> claim(Room room, Duration lease) {
        return database.with(handle -> Rooms.bind(handle.createQuery(CLAIM), room)
                .bind("lease", lease.toMillis())
                .map((row, context) -> new Claim.OfEvent(
                        row.getLong("id"),
                        row.getLong("epoch"),
                        row.getInt("attempts"),
                        row.getBoolean("alerted"),
                        new ConnectionId(row.getLong("connection_id")),
                        row.getString("event_id"),
                        row.getString("type"),
                        row.getObject("created", OffsetDateTime.class).toInstant(),
                        row.getBytes("payload")))
                .list());
    }

    /** Proves, in the caller's transaction, that the claim still holds; the row stays locked until it commits. */
    public void hold(Claim.OfEvent claim) {
        Leased.hold(database, claim);
    }

    /** Ends an event, and remembers the facts that it led to: in the caller's transaction, or in one of its own. */
    public void done(Claim.OfEvent claim, String reason, Collection<Long> facts) {
        end(claim, "DONE", reason, facts);
    }

    /** Keeps an event without effect, with the reason; it stays visible and can be queued again. */
    public void ignore(Claim.OfEvent claim, String reason) {
        end(claim, "IGNORED", reason, List.of());
    }

    /** Makes an event a dead letter. */
    public void bury(Claim.OfEvent claim, String reason) {
        end(claim, "DEAD", reason, List.of());
    }

    private void end(Claim.OfEvent claim, String state, String reason, Collection<Long> facts) {
        int changed = database.with(handle -> handle.createQuery("""
                        with ended as (
                          update event set state = :state, reason = :reason, lease_until = null, done_at = now(),
                                 payload_sha256 = coalesce(:sha256, payload_sha256)
                          where id = :id and epoch = :epoch and state = 'NEW' returning id),
                        led as (
                          insert into event_fact (event, fact)
                          select ended.id, fact from ended, unnest(:facts::bigint[]) as fact on conflict do nothing)
                        select count(*) from ended""")
                .bind("state", state)
                .bind("reason", reason)
                .bind("sha256", claim.thinned() ? null : sha256(claim.payload()))
                .bind("id", claim.id())
                .bind("epoch", claim.epoch())
                .bindArray("facts", Long.class, List.copyOf(facts))
                .mapTo(Integer.class)
                .one());
        if (changed != 1) {
            throw new ClaimLost(claim.toString());
        }
    }

    private static byte[] sha256(byte[] payload) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(payload);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Gives up leases before anything was tried: the events are due after this time, as if never claimed. */
    public void giveBack(List<Claim.OfEvent> claims, Duration after) {
        database.run(handle -> handle.createUpdate("""
                        update event e set lease_until = null, attempts = e.attempts - 1,
                               next_attempt_at = now() + :after * interval '1 millisecond'
                        from unnest(:ids::bigint[], :epochs::bigint[]) as claim (id, epoch)
                        where e.id = claim.id and e.epoch = claim.epoch and e.state = 'NEW'""")
                .bind("after", after.toMillis())
                .bindArray("ids", Long.class, claims.stream().map(Claim::id).toList())
                .bindArray(
                        "epochs",
                        Long.class,
                        claims.stream().map(Claim.OfEvent::epoch).toList())
                .execute());
    }

    /**
     * Writes the next attempt of an event and gives up its lease.
     *
     * @param counted whether this attempt counts
     */
    public void retry(Claim.OfEvent claim, String error, Duration after, boolean counted) {
        database.run(handle -> handle.createUpdate("""
                        update event set lease_until = null, last_error = :error, failures = 0,
                               next_attempt_at = now() + :after * interval '1 millisecond',
                               attempts = attempts - :uncounted
                        where id = :id and epoch = :epoch and state = 'NEW'""")
                .bind("error", error)
                .bind("after", after.toMillis())
                .bind("uncounted", counted ? 0 : 1)
                .bind("id", claim.id())
                .bind("epoch", claim.epoch())
                .execute());
    }

    /** How often the work on an event has failed unexpectedly, in a row. */
    public int failures(Claim.OfEvent claim) {
        return database.with(handle -> handle.createQuery("select failures from event where id = :id")
                .bind("id", claim.id())
                .mapTo(Integer.class)
                .one());
    }

    /** As {@link #retry}, after a failure that nobody expected; it is counted apart from ordinary attempts. */
    public void failed(Claim.OfEvent claim, String error, Duration after) {
        database.run(handle -> handle.createUpdate("""
                        update event set lease_until = null, last_error = :error, failures = failures + 1,
                               next_attempt_at = now() + :after * interval '1 millisecond'
                        where id = :id and epoch = :epoch and state = 'NEW'""")
                .bind("error", error)
                .bind("after", after.toMillis())
                .bind("id", claim.id())
                .bind("epoch", claim.epoch())
                .execute());
    }

    /** The types of events that were ignored because no flow followed them. */
    public List<String> typesNotFollowed() {
        return database.with(handle -> handle.createQuery(
                        "select distinct type from event where state = 'IGNORED' and reason = :reason")
                .bind("reason", NOT_FOLLOWED)
                .mapTo(String.class)
                .list());
    }

    /** Queues the events of a type again that were ignored because no flow followed them, if they have their payload. */
    public int requeueNotFollowed(String type) {
        return database.with(handle -> handle.createUpdate("""
                        update event set state = 'NEW', reason = null, attempts = 0, failures = 0,
                          next_attempt_at = now(), done_at = null
                        where type = :type and state = 'IGNORED' and reason = :reason and\s""" + STORED)
                .bind("type", type)
                .bind("reason", NOT_FOLLOWED)
                .execute());
    }

    /** The state of an event of a tenant. */
    public Optional<String> stateOf(String tenant, long event) {
        return database.with(handle -> handle.createQuery("""
                        select e.state from event e join connection c on c.id = e.connection_id
                        where e.id = :event and c.tenant = :tenant""")
                .bind("event", event)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .findOne());
    }

    /**
     * Queues an ignored or dead event again, in the caller's transaction; without effect in other states, or when its
     * payload is gone.
     */
    public boolean requeue(long event) {
        return database.with(handle ->
                        handle.createUpdate("""
                                update event set state = 'NEW', attempts = 0, failures = 0, next_attempt_at = now(),
                                  done_at = null
                                where id = :event and state in ('IGNORED', 'DEAD') and\s""" + STORED).bind("event", event).execute())
                == 1;
    }
}
