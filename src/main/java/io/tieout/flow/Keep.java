package io.tieout.flow;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;

/** Before which time payloads may go, by calendar days in UTC; refuses periods that are shorter than work may take. */
@ApplicationScoped
class Keep {
    private static final String PREFIX = "tieout.retention.";
    private static final Period MOST = Period.ofYears(1000);
    private static final Period MONTH = Period.ofDays(30);
    /** Protocol.md section 5: a provider delivers and lists for up to 30 days. */
    private static final Period DUPLICATES = Period.ofDays(35);

    private final Period events;
    private final Period facts;
    private final Period duplicates;
    private final Clock clock;

    Keep(RetentionConfig config, Clock clock) {
        this.events = checked("events", config.events(), MONTH);
        this.facts = checked("facts", config.facts(), MONTH);
        this.duplicates = checked("duplicates", config.duplicates(), DUPLICATES);
        this.clock = clock;
    }

    private static Period checked(String name, Period period, Period least) {
        if (period.toTotalMonths() > MOST.toTotalMonths() || days(period) > days(MOST)) {
            throw new IllegalArgumentException(
                    PREFIX + name + " is " + period + ", which is longer than " + MOST + ", the most that may be set");
        }
        if (days(period) < days(least)) {
            throw new IllegalArgumentException(PREFIX + name + " is " + period + ", which is shorter than " + least
                    + ", the least that may be set");
        }
        return period;
    }

    /** From a month's first day on, so that P1M is the shortest of months. */
    private static long days(Period period) {
        return LocalDate.of(2026, 2, 1).plus(period).toEpochDay()
                - LocalDate.of(2026, 2, 1).toEpochDay();
    }

    Instant events() {
        return before(events);
    }

    Instant facts() {
        return before(facts);
    }

    Instant duplicates() {
        return before(duplicates);
    }

    private Instant before(Period period) {
        return clock.instant().atZone(ZoneOffset.UTC).minus(period).toInstant();
    }
}
