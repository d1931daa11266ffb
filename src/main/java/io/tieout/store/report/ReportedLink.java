package io.tieout.store.report;

import io.tieout.domain.connection.ConnectionId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A link and how far its reports have come.
 *
 * @param source the connection that its facts come from
 * @param zone its time zone as it is set now
 * @param created when it was made (UTC)
 * @param last its last report; empty when it has none
 */
public record ReportedLink(
        long id,
        String key,
        String tenant,
        String flow,
        ConnectionId source,
        ZoneId zone,
        Instant created,
        Optional<Last> last) {

    /**
     * The last report.
     *
     * @param day the day that it is of
     * @param frozen when it was frozen, after its look at the database (UTC, database clock)
     * @param snapshot which transactions that look saw, as PostgreSQL writes it
     */
    public record Last(LocalDate day, Instant frozen, String snapshot) {}

    /** The first day that has no report yet: at first the one on which the link was made. */
    public LocalDate next() {
        return last.map(report -> report.day().plusDays(1))
                .orElseGet(() -> created.atZone(zone).toLocalDate());
    }

    /** Since when facts that are new belong into the next report for sure, whatever their day. */
    public Instant newSince() {
        return last.map(Last::frozen).orElse(created);
    }

    /** What the last report saw of the transactions that ran beside it; empty before the first report. */
    public Optional<String> seen() {
        return last.map(Last::snapshot);
    }
}
