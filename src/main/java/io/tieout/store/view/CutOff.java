package io.tieout.store.view;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Which unposted effects to list: those of a link that belong to a day or an earlier one.
 *
 * @param link the link's number
 * @param key the link's key
 * @param day the last day that counts, in {@code zone}
 * @param zone the link's time zone
 */
public record CutOff(long link, String key, LocalDate day, ZoneId zone) {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2999;

    /** Reads a day as people write it ({@code 2026-11-30}); empty when it is none. */
    public static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip()))
                    .filter(day -> day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The first instant that is too late. */
    ZonedDateTime end() {
        return day.plusDays(1).atStartOfDay(zone);
    }
}
