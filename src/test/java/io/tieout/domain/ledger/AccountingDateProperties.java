package io.tieout.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.ledger.AccountingDate.AsBooked;
import io.tieout.domain.ledger.AccountingDate.Moved;
import io.tieout.domain.ledger.AccountingDate.Undecidable;
import io.tieout.domain.ledger.ChargeRules.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Accounting dates against an oracle that walks through the calendar day by day. */
class AccountingDateProperties {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final LocalDate AFTER_ALL = FIRST.plusDays(400);

    /**
     * Regular periods one after the other, of any length, open or not, some missing; over their last days adjusting
     * periods, open or not; in any order.
     *
     * @param shapes days of a period, negative for a gap
     */
    @Property(tries = 3_000)
    void date_ofAnyCalendar_isTheFirstPostableDay(
            @ForAll @Size(max = 10) List<@IntRange(min = -20, max = 30) Integer> shapes,
            @ForAll @IntRange(min = -30, max = 330) int offset,
            @ForAll boolean mayMove,
            @ForAll Random random) {
        List<Period> periods = calendar(shapes, random);
        LocalDate booked = FIRST.plusDays(offset);

        AccountingDate date = AccountingDate.of(booked, periods, mayMove);

        LocalDate first = firstPostable(periods, booked);
        if (first.equals(booked)) {
            assertThat(date).isEqualTo(new AsBooked(booked));
        } else if (mayMove && first.isBefore(AFTER_ALL)) {
            assertThat(date).isInstanceOfSatisfying(Moved.class, moved -> {
                assertThat(moved.day()).isEqualTo(first);
                assertThat(moved.original()).isEqualTo(booked);
                assertThat(moved.reason()).contains(named(periods, booked), named(periods, first));
            });
        } else {
            assertThat(date)
                    .isInstanceOfSatisfying(
                            Undecidable.class,
                            undecidable -> assertThat(undecidable.reason())
                                    .contains(named(periods, booked))
                                    .matches(AccountingDateProperties::isFoundAgain));
        }
    }

    /** As the database does: by it an opened period finds the question. */
    private static boolean isFoundAgain(String reason) {
        return AccountingDate.QUESTIONS.stream().anyMatch(pattern -> reason.matches(pattern.replace("%", ".*")));
    }

    /** The day is found by the offset that the zone's rules give for the instant, and by nothing else. */
    @Property(tries = 3_000)
    void day_ofAnyInstantInAnyZone_isThatOfItsOffset(
            @ForAll("zones") ZoneId zone,
            @ForAll @LongRange(min = 1_735_689_600L, max = 1_830_297_599L) long second,
            @ForAll boolean atMidnight) {
        long booked = atMidnight ? midnightNear(second, zone) : second;
        Instant instant = Instant.ofEpochSecond(booked);
        ZoneOffset offset = zone.getRules().getOffset(instant);
        LocalDate expected = LocalDateTime.ofEpochSecond(booked, 0, offset).toLocalDate();
        Period all = new Period("ALL", LocalDate.of(2024, 1, 1), LocalDate.of(2029, 1, 1), true, false);
        ChargeRules rules = new ChargeRules(LedgerFixture.policy(zone.getId(), LocalDate.EPOCH, false), List.of(all));

        assertThat(rules.decide(new ChargeDraft().bookedAt(instant.toString()).charge(), Duration.ZERO))
                .isEqualTo(new Verdict.Proceed(new AsBooked(expected)));
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(Stream.of(
                        "UTC",
                        "America/New_York",
                        "America/St_Johns",
                        "America/Santiago",
                        "America/Sao_Paulo",
                        "Europe/Berlin",
                        "Africa/Casablanca",
                        "Asia/Kathmandu",
                        "Australia/Lord_Howe",
                        "Pacific/Auckland",
                        "Pacific/Chatham",
                        "Pacific/Kiritimati",
                        "Pacific/Pago_Pago")
                .map(ZoneId::of)
                .toList());
    }

    /** The last second of a day or the first of the next, by the zone's clock. */
    private static long midnightNear(long second, ZoneId zone) {
        LocalDate day = Instant.ofEpochSecond(second).atZone(zone).toLocalDate();
        return day.atStartOfDay(zone).toEpochSecond() - second % 2;
    }

    private static List<Period> calendar(List<Integer> shapes, Random random) {
        List<Period> periods = new ArrayList<>();
        LocalDate day = FIRST;
        for (int shape : shapes) {
            LocalDate next = day.plusDays(Math.abs(shape) + 1L);
            if (shape >= 0) {
                periods.add(new Period("P" + periods.size(), day, next.minusDays(1), random.nextBoolean(), false));
            }
            if (random.nextInt(3) == 0) {
                LocalDate last = next.minusDays(1);
                periods.add(new Period("ADJ" + periods.size(), last, last, random.nextBoolean(), true));
            }
            day = next;
        }
        Collections.shuffle(periods, random);
        return periods;
    }

    private static LocalDate firstPostable(List<Period> periods, LocalDate from) {
        return from.datesUntil(AFTER_ALL)
                .filter(day -> periods.stream()
                        .filter(period -> !period.adjusting() && period.open())
                        .anyMatch(period -> !day.isBefore(period.start()) && !day.isAfter(period.end())))
                .findFirst()
                .orElse(AFTER_ALL);
    }

    /** How a reason names a day: by its regular period, else by the day itself. */
    private static String named(List<Period> periods, LocalDate day) {
        return periods.stream()
                .filter(period -> !period.adjusting())
                .filter(period -> !day.isBefore(period.start()) && !day.isAfter(period.end()))
                .map(Period::name)
                .findFirst()
                .orElse(day.toString());
    }
}
