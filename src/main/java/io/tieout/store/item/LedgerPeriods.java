package io.tieout.store.item;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.Period;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The periods of the ERPs' ledgers, as last read. */
@ApplicationScoped
public class LedgerPeriods {
    private final Database database;

    LedgerPeriods(Database database) {
        this.database = database;
    }

    /**
     * Replaces what is known of a ledger's periods.
     *
     * @param asked when they were asked for (UTC, database clock): an answer that was asked for earlier than what is
     *     known is no news
     * @return whether this reading of a ledger that was read before, or the one before it, found a period open that was
     *     not: what is decided while an opening is written is not known to that reading yet
     */
    @Transactional
    public boolean store(ConnectionId connection, String ledger, List<Period> periods, Instant asked) {
        Optional<OffsetDateTime> before = lastSeen(connection, ledger);
        database.run(handle -> {
            var batch = handle.prepareBatch("""
                    insert into ledger_period (connection_id, ledger, name, start_date, end_date, open, adjusting,
                                               seen_at, opened_at)
                    values (:connection, :ledger, :name, :start, :end, :open, :adjusting, :asked,
                            case when :open and not :first then :asked::timestamptz end)
                    on conflict (connection_id, ledger, name) do update set start_date = excluded.start_date,
                      end_date = excluded.end_date, open = excluded.open, adjusting = excluded.adjusting,
                      seen_at = excluded.seen_at,
                      opened_at = case when excluded.open and not ledger_period.open then excluded.seen_at
                                       else ledger_period.opened_at end
                    where ledger_period.seen_at <= excluded.seen_at""");
            for (Period period : periods) {
                batch.bind("connection", connection.value())
                        .bind("ledger", ledger)
                        .bind("name", period.name())
                        .bind("start", period.start())
                        .bind("end", period.end())
                        .bind("open", period.open())
                        .bind("adjusting", period.adjusting())
                        .bind("asked", asked.atOffset(ZoneOffset.UTC))
                        .bind("first", before.isEmpty())
                        .add();
            }
            batch.execute();
        });
        return before.isPresent() && openedSince(connection, ledger, before.get());
    }

    private Optional<OffsetDateTime> lastSeen(ConnectionId connection, String ledger) {
        return database.with(handle -> handle.createQuery("""
                        select max(seen_at) from ledger_period
                        where connection_id = :connection and ledger = :ledger having count(*) > 0""")
                .bind("connection", connection.value())
                .bind("ledger", ledger)
                .mapTo(OffsetDateTime.class)
                .findOne());
    }

    private boolean openedSince(ConnectionId connection, String ledger, OffsetDateTime last) {
        return database.with(handle -> handle.createQuery("""
                        select exists (select 1 from ledger_period
                          where connection_id = :connection and ledger = :ledger and open and opened_at >= :last)""")
                .bind("connection", connection.value())
                .bind("ledger", ledger)
                .bind("last", last)
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
