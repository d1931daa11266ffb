package io.tieout.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quiet hours by the clocks of a zone, which are put on and back. */
class QuietWindowTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final QuietWindow OVERNIGHT = new QuietWindow(LocalTime.of(22, 0), LocalTime.of(2, 0));

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T21:59:59, false",
        "2026-11-21T22:00:00, true",
        "2026-11-22T00:00:00, true",
        "2026-11-22T01:59:59, true",
        "2026-11-22T02:00:00, false"
    })
    void windowAcrossMidnight_isOpenFromItsFirstMinuteToItsEnd(LocalDateTime at, boolean open) {
        assertThat(OVERNIGHT.left(at.atZone(NEW_YORK).toInstant(), NEW_YORK).isPresent())
                .isEqualTo(open);
    }

    @Test
    void windowWithinADay_saysHowLongItLasts() {
        QuietWindow window = new QuietWindow(LocalTime.of(9, 0), LocalTime.of(9, 30));

        assertThat(window.left(at("2026-11-21T09:10:00"), NEW_YORK)).hasValue(Duration.ofMinutes(20));
        assertThat(window.left(at("2026-11-21T08:59:00"), NEW_YORK)).isEmpty();
    }

    @Test
    void nightOnWhichClocksArePutBack_hasAnHourMore_andTheSecondHourCounts() {
        QuietWindow window = new QuietWindow(LocalTime.of(0, 30), LocalTime.of(1, 30));

        // On 2026-11-01 the hour from one to two came twice in New York.
        assertThat(window.left(Instant.parse("2026-11-01T04:30:00Z"), NEW_YORK)).hasValue(Duration.ofHours(2));
        assertThat(window.left(Instant.parse("2026-11-01T05:45:00Z"), NEW_YORK)).hasValue(Duration.ofMinutes(45));
        assertThat(window.left(Instant.parse("2026-11-01T06:30:00Z"), NEW_YORK)).isEmpty();
    }

    @Test
    void timesThatClocksSkip_areTheMomentAtWhichTheyDo() {
        // On 2026-03-08 there was no time between two and three in New York.
        QuietWindow ends = new QuietWindow(LocalTime.of(1, 0), LocalTime.of(2, 30));
        QuietWindow begins = new QuietWindow(LocalTime.of(2, 30), LocalTime.of(4, 0));
        QuietWindow skipped = new QuietWindow(LocalTime.of(2, 10), LocalTime.of(2, 50));

        assertThat(ends.end(at("2026-03-08T01:30:00"), NEW_YORK)).hasValue(Instant.parse("2026-03-08T07:00:00Z"));
        assertThat(begins.left(Instant.parse("2026-03-08T07:00:00Z"), NEW_YORK)).hasValue(Duration.ofHours(1));
        assertThat(skipped.left(Instant.parse("2026-03-08T07:00:00Z"), NEW_YORK))
                .isEmpty();
    }

    @Test
    void windowWithoutLength_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new QuietWindow(LocalTime.of(2, 0), LocalTime.of(2, 0)));
    }

    @Property
    void openWindow_endsLater_andIsNotOpenThen(
            @ForAll("windows") QuietWindow window, @ForAll("moments") Instant now, @ForAll("zones") ZoneId zone) {
        Optional<Instant> end = window.end(now, zone);
        Assume.that(end.isPresent());

        assertThat(end.get()).isAfter(now);
        assertThat(window.end(end.get(), zone)).isEmpty();
        assertThat(window.end(end.get().minusMillis(1), zone)).isEqualTo(end);
    }

    @Property
    void awayFromClockChanges_aWindowIsOpenExactlyWhenTheClockSaysSo(
            @ForAll("windows") QuietWindow window, @ForAll("moments") Instant now, @ForAll("zones") ZoneId zone) {
        Assume.that(zone.getRules()
                .getOffset(now.minus(Duration.ofDays(2)))
                .equals(zone.getRules().getOffset(now.plus(Duration.ofDays(2)))));
        LocalTime clock = now.atZone(zone).toLocalTime();

        boolean within = window.from().isBefore(window.to())
                ? !clock.isBefore(window.from()) && clock.isBefore(window.to())
                : !clock.isBefore(window.from()) || clock.isBefore(window.to());

        assertThat(window.left(now, zone).isPresent()).isEqualTo(within);
    }

    @Provide
    Arbitrary<QuietWindow> windows() {
        Arbitrary<LocalTime> times =
                Arbitraries.integers().between(0, 24 * 60 - 1).map(minute -> LocalTime.ofSecondOfDay(minute * 60L));
        return times.tuple2()
                .filter(pair -> !pair.get1().equals(pair.get2()))
                .map(pair -> new QuietWindow(pair.get1(), pair.get2()));
    }

    /** Around the changes of clocks too: New York's are in the first hours of March 8 and November 1. */
    @Provide
    Arbitrary<Instant> moments() {
        Arbitrary<Instant> year = seconds("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
        return Arbitraries.oneOf(
                year,
                seconds("2026-03-07T12:00:00Z", "2026-03-09T00:00:00Z"),
                seconds("2026-10-31T12:00:00Z", "2026-11-02T00:00:00Z"));
    }

    private static Arbitrary<Instant> seconds(String from, String to) {
        return Arbitraries.longs()
                .between(Instant.parse(from).getEpochSecond(), Instant.parse(to).getEpochSecond())
                .map(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("America/New_York", "UTC", "Asia/Kolkata", "Pacific/Auckland", "Australia/Lord_Howe")
                .map(ZoneId::of);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(NEW_YORK).toInstant();
    }
}
