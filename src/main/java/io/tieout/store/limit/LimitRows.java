package io.tieout.store.limit;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Leases calls and slots to processes, by the clock of the database. Each statement commits by itself, outside the
 * caller's transaction: a rollback gives no call back, and no other process waits for the caller's commit.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class LimitRows {
    /** How often a lease of a slot is tried anew when another process was quicker. */
    private static final int RACES = 5;

    private static final String LEASE_SLICE = """
            insert into rate_slice as held (connection_id, bucket, second, used, granted)
            select :connection, :bucket, floor(extract(epoch from clock_timestamp()))::bigint, calls, calls
            from (select least(:slice::int, :limit::int) as calls) as wanted
            on conflict (connection_id, bucket) do update set
              second = case when %1$s then held.second else excluded.second end,
              used = case when %1$s then held.used + %2$s else excluded.used end,
              granted = case when %1$s then %2$s else excluded.granted end
            returning held.granted,
              ((held.second + 1 - extract(epoch from clock_timestamp())) * 1000000)::bigint as micros_left"""
            // A row of a later second got there while this statement waited for it: that second is now. Only a
            // clock that was set back leaves rows further ahead; they are begun anew.
            .formatted(
                    "held.second between excluded.second and excluded.second + 10",
                    "greatest(0, least(:slice, :limit - held.used))");

    private static final String LEASE_SLOT = """
            with free as (
              select slot from generate_series(0, :slots::int - 1) as slot
              where not exists (
                select from call_slot as held
                where held.connection_id = :connection and held.bucket = :bucket and held.slot = slot.slot
                  and held.lease_until >= clock_timestamp())),
            taken as (
              insert into call_slot as held (connection_id, bucket, slot, holder, lease_until)
              select :connection, :bucket, slot, :holder, clock_timestamp() + :millis * interval '1 millisecond'
              from free order by random() limit 1
              on conflict (connection_id, bucket, slot) do update set
                holder = excluded.holder, lease_until = excluded.lease_until
              where held.lease_until < clock_timestamp()
              returning held.slot)
            select (select count(*) from free) as free, (select slot from taken) as slot""";

    private static final String RENEW = """
            update call_slot set lease_until = clock_timestamp() + :millis * interval '1 millisecond'
            where connection_id = :connection and bucket = :bucket and holder = :holder and slot = any(:slots)
            returning slot""";

    private static final String GIVE_BACK = """
            delete from call_slot
            where connection_id = :connection and bucket = :bucket and holder = :holder and slot = any(:slots)""";

    private final Database database;

    public LimitRows(Database database) {
        this.database = database;
    }

    /**
     * Leases calls of the current second.
     *
     * @param wanted how many at best, at least 1
     * @param perSecond how many all processes may do together in a second
     */
    public RateSlice leaseSlice(LimitKey key, int wanted, int perSecond) {
        return database.with(handle -> bound(handle.createQuery(LEASE_SLICE), key)
                .bind("slice", wanted)
                .bind("limit", perSecond)
                .map((row, context) -> new RateSlice(row.getInt("granted"), micros(row.getLong("micros_left"))))
                .one());
    }

    /** Leases one of the slots 0 to {@code slots - 1}; empty when all are taken. A lease that has run out is free. */
    public OptionalInt leaseSlot(LimitKey key, int slots, SlotLease lease) {
        return database.with(handle -> {
            Attempt attempt = attempt(handle, key, slots, lease);
            for (int race = 1; race < RACES && attempt.beaten(); race++) {
                attempt = attempt(handle, key, slots, lease);
            }
            return attempt.slot();
        });
    }

    /** Lets the leases of these slots begin anew and returns those that were still the holder's. */
    public Set<Integer> renewSlots(LimitKey key, Set<Integer> slots, SlotLease lease) {
        return database.with(handle -> bound(handle.createQuery(RENEW), key)
                .bind("holder", lease.holder())
                .bind("millis", lease.length().toMillis())
                .bindArray("slots", Integer.class, slots)
                .mapTo(Integer.class)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Gives back those of the slots that are the holder's. */
    public void giveBackSlots(LimitKey key, Set<Integer> slots, String holder) {
        database.run(handle -> bound(handle.createUpdate(GIVE_BACK), key)
                .bind("holder", holder)
                .bindArray("slots", Integer.class, slots)
                .execute());
    }

    /** What one statement found: how many slots were free, and which of them it got. */
    private record Attempt(int free, OptionalInt slot) {
        static Attempt of(ResultSet row) throws SQLException {
            int free = row.getInt("free");
            int slot = row.getInt("slot");
            return new Attempt(free, row.wasNull() ? OptionalInt.empty() : OptionalInt.of(slot));
        }

        boolean beaten() {
            return free > 0 && slot.isEmpty();
        }
    }

    private static Attempt attempt(Handle handle, LimitKey key, int slots, SlotLease lease) {
        return bound(handle.createQuery(LEASE_SLOT), key)
                .bind("slots", slots)
                .bind("holder", lease.holder())
                .bind("millis", lease.length().toMillis())
                .map((row, context) -> Attempt.of(row))
                .one();
    }

    private static <S extends SqlStatement<S>> S bound(S statement, LimitKey key) {
        return statement.bind("connection", key.connection().value()).bind("bucket", key.bucket());
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(Math.min(micros, 1_000_000) * 1000);
    }
}
