package io.tieout.store.inbox;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The payloads of notifications: whole months go with their partition, what is needed still is copied forward. All
 * methods run in the caller's transaction.
 */
@ApplicationScoped
public class EventPayloads {
    private final Database database;

    EventPayloads(Database database) {
        this.database = database;
    }

    /**
     * What went of a month.
     *
     * @param month its first day (UTC)
     * @param payloads how many went
     * @param bytes of the partition that came free
     */
    public record Month(LocalDate month, long payloads, long bytes) {}

    /**
     * Takes the payloads of the first month of which some may go; empty when there is none, or another process is at it.
     *
     * @param before what had ended at this time may go
     * @param mostKept a month of which more than so many are needed still is left whole
     */
    public Optional<Month> thin(Instant before, int mostKept) {
        return database.with(handle -> handle.createQuery("select * from event_payload_thin(:before, :most)")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("most", mostKept)
                .map((row, context) -> new Month(
                        row.getObject("month", LocalDate.class), row.getLong("payloads"), row.getLong("bytes")))
                .findOne());
    }

    /** How many payloads of a tenant went that lay in the partition for what no month takes. */
    public record Strays(String tenant, long payloads) {}

    /** Takes payloads that lie in the partition for what no month takes. */
    public List<Strays> thinStrays(Instant before, int most) {
        return database.with(handle -> handle.createQuery("""
                        with next as materialized (
                          select p.event, c.tenant from event_payload_default p join event e on e.id = p.event
                            join connection c on c.id = e.connection_id
                          where p.received_at < :before and e.state <> 'NEW' and e.done_at < :before
                          order by p.event limit :most for update of p, e skip locked),
                        gone as (
                          delete from event_payload_default p using next n where p.event = n.event
                          returning date_trunc('month', p.received_at at time zone 'UTC')::date as month, n.tenant),
                        noted as (
                          insert into payload_month (first, gone, kept) select month, count(*), 0 from gone group by month
                          on conflict (first) do update
                            set gone = payload_month.gone + excluded.gone, thinned_at = now())
                        select tenant, count(*) as payloads from gone group by tenant""")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("most", most)
                .map((row, context) -> new Strays(row.getString("tenant"), row.getLong("payloads")))
                .list());
    }

    /** When the oldest stored payload came. */
    public Optional<Instant> oldest() {
        return database.with(
                handle -> handle.createQuery("select received_at from event_payload order by event limit 1")
                        .mapTo(OffsetDateTime.class)
                        .findOne()
                        .map(OffsetDateTime::toInstant));
    }
}
