package io.tieout.domain.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Hours of each day in which nothing new leaves for the target, by the clocks of the link's zone; may cross midnight.
 * Where clocks are put back within a time that the window names, it lasts longer rather than shorter; a time that
 * clocks skip is the moment at which they do.
 *
 * @param from first minute, by the clocks of the zone
 * @param to end: at this minute things leave again; another than {@code from}
 */
public record QuietWindow(LocalTime from, LocalTime to) {

    public QuietWindow {
        if (from.equals(to)) {
            throw new IllegalArgumentException("a quiet window ends at another time than it begins");
        }
    }

    /** How long the window still lasts; empty when none is open. */
    public Optional<Duration> left(Instant now, ZoneId zone) {
        return end(now, zone).map(end -> Duration.between(now, end));
    }

    /** When the window ends that is open now; empty when none is. */
    public Optional<Instant> end(Instant now, ZoneId zone) {
        // A window of nearly a day meets that of the next one where clocks are put back.
        return endOfOne(now, zone).map(end -> endOfOne(end, zone).orElse(end));
    }

    private Optional<Instant> endOfOne(Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return Stream.of(today.minusDays(1), today)
                .filter(day -> !now.isBefore(begin(day, zone)))
                .map(day -> end(day, zone))
                .filter(now::isBefore)
                .findFirst();
    }

    private Instant begin(LocalDate day, ZoneId zone) {
        return at(day, from, zone).withEarlierOffsetAtOverlap().toInstant();
    }

    private Instant end(LocalDate day, ZoneId zone) {
        LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
        return at(last, to, zone).withLaterOffsetAtOverlap().toInstant();
    }

    private static ZonedDateTime at(LocalDate day, LocalTime time, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(day.atTime(time));
        return change != null && change.isGap()
                ? change.getInstant().atZone(zone)
                : day.atTime(time).atZone(zone);
    }
}
