package io.tieout.store.report;

import java.time.Instant;
import java.time.LocalDate;

/** One day of one link, in its zone. */
public record DayScope(ReportedLink link, LocalDate day) {

    /** Where the day begins (UTC). */
    public Instant from() {
        return day.atStartOfDay(link.zone()).toInstant();
    }

    /** Where the next day begins (UTC); a day may have 23 or 25 hours. */
    public Instant to() {
        return day.plusDays(1).atStartOfDay(link.zone()).toInstant();
    }
}
