package io.tieout.store.item;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.Period;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/** The periods of the ERPs' ledgers, as last read. */
@ApplicationScoped
public class LedgerPeriods {
    private final Database database;

    LedgerPeriods(Database database) {
        this.database = database;
    }

    /**
     * Until the caller's transaction ends, nothing is written about a ledger's periods. Whoever asks a person on account
     * of them holds them first, before any other row, and decides by what they are then: an opening either is known to
     * the question, or finds it.
     */
    public void hold(ConnectionId connection, String ledger) {
        lock("pg_advisory_xact_lock_shared", connection, ledger);
    }

    private void lock(String way, ConnectionId connection, String ledger) {
        String subject = connection.value() + ":" + ledger;
        database.run(
                handle -> handle.execute("select " + way + "(hashtext('tieout.ledger_period'), hashtext(?))", subject));
    }

    /**
     * Replaces what is known of a ledger's periods, once nobody holds them.
     *
     * @param asked when they were asked for (UTC, database clock): an answer that was asked for earlier than what is
     *     known is no news
     * @return whether this reading of a ledger that was read before found a period open that was not
     */
    @Transactional
    public boolean store(ConnectionId connection, String ledger, List<Period> periods, Instant asked) {
        lock("pg_advisory_xact_lock", connection, ledger);
        write(connection, ledger, periods, asked, !known(connection, ledger));
        return opened(connection, ledger, asked);
    }

    /** One statement for all: a ledger has dozens of periods. They are locked in the order of their names. */
    private void write(ConnectionId connection, String ledger, List<Period> periods, Instant asked, boolean first) {
        database.run(handle -> handle.createUpdate("""
                        insert into ledger_period (connection_id, ledger, name, start_date, end_date, open, adjusting,
                                                   seen_at, opened_at)
                        select distinct on (p.name) :connection, :ledger, p.name, p.start_date, p.end_date, p.open,
                          p.adjusting, :asked::timestamptz, case when p.open and not :first then :asked::timestamptz end
                        from unnest(:names::text[], :starts::date[], :ends::date[], :opens::boolean[],
                            :adjustings::boolean[]) with ordinality
                          as p (name, start_date, end_date, open, adjusting, place)
                        order by p.name, p.place desc
                        on conflict (connection_id, ledger, name) do update set start_date = excluded.start_date,
                          end_date = excluded.end_date, open = excluded.open, adjusting = excluded.adjusting,
                          seen_at = excluded.seen_at,
                          opened_at = case when excluded.open and not ledger_period.open then excluded.seen_at
                                           else ledger_period.opened_at end
                        where ledger_period.seen_at <= excluded.seen_at""")
                .bind("connection", connection.value())
                .bind("ledger", ledger)
                .bind("asked", asked.atOffset(ZoneOffset.UTC))
                .bind("first", first)
                .bindArray("names", String.class, each(periods, Period::name))
                .bindArray(
                        "starts",
                        String.class,
                        each(periods, period -> period.start().toString()))
                .bindArray(
                        "ends",
                        String.class,
                        each(periods, period -> period.end().toString()))
                .bindArray("opens", Boolean.class, each(periods, Period::open))
                .bindArray("adjustings", Boolean.class, each(periods, Period::adjusting))
                .execute());
    }

    private static <T> List<T> each(List<Period> periods, Function<Period, T> of) {
        return periods.stream().map(of).toList();
    }

    private boolean known(ConnectionId connection, String ledger) {
        return database.with(handle -> handle.createQuery("""
                        select exists (select 1 from ledger_period
                          where connection_id = :connection and ledger = :ledger)""")
                .bind("connection", connection.value())
                .bind("ledger", ledger)
                .mapTo(Boolean.class)
                .one());
    }

    private boolean opened(ConnectionId connection, String ledger, Instant asked) {
        return database.with(handle -> handle.createQuery("""
                        select exists (select 1 from ledger_period
                          where connection_id = :connection and ledger = :ledger and opened_at = :asked)""")
                .bind("connection", connection.value())
                .bind("ledger", ledger)
                .bind("asked", asked.atOffset(ZoneOffset.UTC))
                .mapTo(Boolean.class)
                .one());
    }

    /** The periods of a ledger; empty when they were never read. */
    public List<Period> of(ConnectionId connection, String ledger) {
        return database.with(handle -> handle.createQuery(
                        "select * from ledger_period where connection_id = :connection and ledger = :ledger")
                .bind("connection", connection.value())
                .bind("ledger", ledger)
                .map((row, context) -> new Period(
                        row.getString("name"),
                        row.getDate("start_date").toLocalDate(),
                        row.getDate("end_date").toLocalDate(),
                        row.getBoolean("open"),
                        row.getBoolean("adjusting")))
                .list());
    }
}
