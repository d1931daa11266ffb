package io.tieout.report;

import io.tieout.store.report.CompletenessRows;
import io.tieout.store.report.ReportedLink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.LocalDate;
import org.jboss.logging.Logger;

/**
 * Step of {@code routes/reports.camel.yaml}: freezes what each link's ended days came to, the missed ones too, oldest
 * first.
 */
@ApplicationScoped
@Named("completeness")
public class Completeness {
    private static final Logger LOG = Logger.getLogger(Completeness.class);
    private static final int MOST_DAYS = 31;

    private final CompletenessRows rows;
    private final DayReports reports;
    private final ReportsConfig config;
    private final Clock clock;

    Completeness(CompletenessRows rows, DayReports reports, ReportsConfig config, Clock clock) {
        this.rows = rows;
        this.reports = reports;
        this.config = config;
        this.clock = clock;
    }

    /** Freezes every day that is due now; of a link that is far behind a month at a time. */
    public void freezeDue() {
        freezeDueAt(clock);
    }

    /** As {@link #freezeDue()}, by another clock. */
    void freezeDueAt(Clock now) {
        rows.links().forEach(link -> freeze(link, now));
    }

    private void freeze(ReportedLink link, Clock now) {
        LocalDate today =
                now.instant().minus(config.delay()).atZone(link.zone()).toLocalDate();
        try {
            boolean more = link.next().isBefore(today);
            for (int days = 0; more && days < MOST_DAYS; days++) {
                more = reports.freezeNext(link.id(), today);
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "a completeness report could not be frozen, it is tried again link=%s reason=%s",
                    link.key(),
                    e.getClass().getSimpleName());
        }
    }
}
