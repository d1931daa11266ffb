package io.tieout.store.view;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Lists events that led to nothing, and those that led to a fact. */
@ApplicationScoped
public class EventQueries {
    /** When the payload of an event {@code e} went, by the note about its month. */
    private static final String THINNED = """
            (select m.thinned_at from payload_month m
             where m.first = date_trunc('month', e.received_at at time zone 'UTC')::date and not exists (
               select 1 from event_payload p where p.event = e.id and p.received_at = e.received_at)) as thinned_at\s""";

    private final Database database;

    EventQueries(Database database) {
        this.database = database;
    }

    /** States that can be listed: what is done is found by its fact. */
    public enum Aside {
        /** Kept without effect, with the reason. */
        IGNORED,
        /** A dead letter. */
        DEAD
    }

    /** A part of a tenant's events that were set aside, newest first. */
    public Page<EventLine> aside(String tenant, Aside state, Cut cut) {
        // The state stands in the text, so that the plan finds the partial index of its own.
        String sql = """
                select e.*, c.name as connection_name, %s
                from connection c cross join lateral (
                  select * from event where connection_id = c.id and state = '%s' and id < :below
                  order by id desc limit :limit) e
                where c.tenant = :tenant order by e.id desc limit :limit""".formatted(THINNED, state.name());
        List<EventLine> lines = database.with(handle -> handle.createQuery(sql)
                .bind("tenant", tenant)
                .bind("below", cut.below())
                .bind("limit", cut.oneMore())
                .map((row, context) -> line(row))
                .list());
        return Page.of(lines, cut.limit(), EventLine::id);
    }

    /** The events that led to a fact, oldest first. */
    List<EventLine> ledTo(long fact) {
        return database.with(handle -> handle.createQuery("select e.*, c.name as connection_name, " + THINNED + """
                        from event_fact x join event e on e.id = x.event
                        join connection c on c.id = e.connection_id where x.fact = :fact order by e.id limit 200""")
                .bind("fact", fact)
                .map((row, context) -> line(row))
                .list());
    }

    private static EventLine line(ResultSet row) throws SQLException {
        return new EventLine(
                row.getLong("id"),
                row.getString("connection_name"),
                row.getString("event_id"),
                row.getString("type"),
                Columns.instant(row, "created"),
                Columns.instant(row, "received_at"),
                row.getString("origin"),
                row.getString("state"),
                Columns.maybeText(row, "reason"),
                Columns.maybeText(row, "last_error"),
                Columns.maybeInstant(row, "thinned_at"));
    }
}
