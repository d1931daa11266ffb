package io.tieout.store.view;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.PostingState.Bucket;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Lists what is unposted at a cut-off: by the states of now, for the days up to one. */
@ApplicationScoped
public class CutOffQueries {
    /** Rows that are fetched at once: what a list of any length costs in memory. */
    private static final int PORTION = 500;

    private static final int LONGEST_SECONDS = 600;

    // The zone's rules are Java's, as for the accounting date: the database compares instants only.
    private static final String UNPOSTED = """
            from (select p.*, f.object_id,
                         coalesce((f.snapshot #>> '{balanceEntry,created}')::timestamptz, f.occurred_at) as booked
                  from posting p join fact f on f.id = p.fact_id
                  where p.link_id = :link and p.state not in ('CONFIRMED', 'IGNORED', 'REVERSED')
                    and not p.superseded) u
            where (accounting_date <= :day or accounting_date is null and booked < :end)""";

    private static final String TOTALS = "select effect, state, live, currency, count(*) as count,"
            + " sum(amount_minor)::bigint as amount_minor " + UNPOSTED + """

             group by effect, state, live, currency
             order by effect = 'APPLY', effect, array_position(array['WAITING', 'MATCHED', 'SENDING', 'SENT', 'HELD',
               'REVIEW', 'GONE', 'DEAD'], state), live, currency""";

    private final Database database;

    CutOffQueries(Database database) {
        this.database = database;
    }

    /** What takes a whole list: first the totals, then each line. */
    public interface Taker {
        /**
         * Takes the totals.
         *
         * @param taken when the list was read (UTC, database clock)
         */
        void totals(Instant taken, List<CutOffTotal> totals);

        void line(CutOffLine line);
    }

    /** Count and amount by effect, state and currency, states in the order of a posting's life. */
    public List<CutOffTotal> totals(CutOff cutOff) {
        return database.with(handle -> totals(handle, cutOff));
    }

    /** A part of the list, newest first. */
    public Page<CutOffLine> page(CutOff cutOff, Cut cut) {
        List<CutOffLine> lines = database.with(handle -> {
            LocalDate today = today(now(handle), cutOff);
            return bind(
                            handle.createQuery(
                                    "select * " + UNPOSTED + " and id < :below order by id desc limit :limit"),
                            cutOff)
                    .bind("below", cut.below())
                    .bind("limit", cut.oneMore())
                    .map((row, context) -> line(row, cutOff, today))
                    .list();
        });
        return Page.of(lines, cut.limit(), CutOffLine::id);
    }

    /** Hands out the whole list as it stood at one moment, oldest first; a portion at a time is in memory. */
    public void each(CutOff cutOff, Taker taker) {
        QuarkusTransaction.requiringNew()
                .timeout(LONGEST_SECONDS)
                .run(() -> database.run(handle -> {
                    handle.execute("set transaction isolation level repeatable read, read only");
                    Instant taken = now(handle);
                    taker.totals(taken, totals(handle, cutOff));
                    LocalDate today = today(taken, cutOff);
                    Consumer<CutOffLine> each = taker::line;
                    bind(handle.createQuery("select * " + UNPOSTED + " order by id"), cutOff)
                            .setFetchSize(PORTION)
                            .map((row, context) -> line(row, cutOff, today))
                            .forEach(each);
                }));
    }

    private static List<CutOffTotal> totals(Handle handle, CutOff cutOff) {
        return bind(handle.createQuery(TOTALS), cutOff)
                .map((row, context) -> new CutOffTotal(
                        row.getString("effect"),
                        row.getString("state"),
                        bucket(row),
                        row.getLong("count"),
                        Columns.money(row)))
                .list();
    }

    private static Query bind(Query query, CutOff cutOff) {
        return query.bind("link", cutOff.link())
                .bind("day", cutOff.day())
                .bind("end", cutOff.end().toOffsetDateTime());
    }

    private static Instant now(Handle handle) {
        return handle.createQuery("select now()")
                .mapTo(OffsetDateTime.class)
                .one()
                .toInstant();
    }

    private static LocalDate today(Instant now, CutOff cutOff) {
        return now.atZone(cutOff.zone()).toLocalDate();
    }

    private static Bucket bucket(ResultSet row) throws SQLException {
        return PostingState.of(row.getString("state"), row.getBoolean("live")).bucket();
    }

    private static CutOffLine line(ResultSet row, CutOff cutOff, LocalDate today) throws SQLException {
        Optional<LocalDate> decided = Columns.maybeDay(row, "accounting_date");
        LocalDate booked = Columns.instant(row, "booked").atZone(cutOff.zone()).toLocalDate();
        LocalDate day = decided.orElse(booked);
        Money amount = Columns.money(row);
        return new CutOffLine(
                row.getLong("id"),
                row.getLong("fact_id"),
                row.getString("object_id"),
                row.getString("effect"),
                row.getString("state"),
                bucket(row),
                row.getString("reason"),
                amount,
                day,
                decided.isPresent(),
                ChronoUnit.DAYS.between(day, today),
                row.getString("reference"),
                Columns.maybeNumber(row, "batch_id"));
    }
}
