package io.tieout.store.view;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Lists and reads frozen completeness reports of a tenant. */
@ApplicationScoped
public class ReportQueries {
    private static final String LINE = """
            select r.id, l.key, r.day, r.zone, r.differences, r.sha256, r.frozen_at,
                   convert_from(r.bytes, 'UTF8') as text
            from completeness_report r join link l on l.id = r.link_id where r.tenant = :tenant""";

    private final Database database;

    ReportQueries(Database database) {
        this.database = database;
    }

    /**
     * A report with its content.
     *
     * @param text its exact bytes, as UTF-8 text
     */
    public record Report(ReportLine line, String text) {}

    /**
     * A part of the reports, newest first.
     *
     * @param link of this link only
     * @param day of this day only
     */
    public Page<ReportLine> list(String tenant, Optional<String> link, Optional<LocalDate> day, Cut cut) {
        List<ReportLine> lines = database.with(handle -> handle.createQuery(LINE
                        + " and r.id < :below and (:link::text is null or l.key = :link)"
                        + " and (:day::date is null or r.day = :day) order by r.id desc limit :limit")
                .bind("tenant", tenant)
                .bind("below", cut.below())
                .bind("link", link.orElse(null))
                .bind("day", day.orElse(null))
                .bind("limit", cut.oneMore())
                .map((row, context) -> line(row))
                .list());
        return Page.of(lines, cut.limit(), ReportLine::id);
    }

    /** One report; empty when this tenant has none of this number. */
    public Optional<Report> read(String tenant, long id) {
        return database.with(handle -> handle.createQuery(LINE + " and r.id = :id")
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, context) -> new Report(line(row), row.getString("text")))
                .findOne());
    }

    private static ReportLine line(ResultSet row) throws SQLException {
        return new ReportLine(
                row.getLong("id"),
                row.getString("key"),
                row.getObject("day", LocalDate.class),
                row.getString("zone"),
                row.getInt("differences"),
                row.getString("sha256"),
                Columns.instant(row, "frozen_at"));
    }
}
