package io.tieout.domain.ledger;

import static io.tieout.domain.ledger.ChargeDraft.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.ledger.ChargeRules.Verdict;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On which day a charge counts: the provider's booking in the link's zone, to the second, whatever the machine's. */
class ChargeDayTest {
    private static final LocalDate LONG_AGO = LocalDate.of(2020, 1, 1);
    private static final List<Period> OPEN_YEAR =
            List.of(new Period("YEAR", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31), true, false));

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-11-30T23:59:59Z, 2026-11-30",
        "UTC, 2026-12-01T00:00:00Z, 2026-12-01",
        "America/New_York, 2026-12-01T04:59:59Z, 2026-11-30",
        "America/New_York, 2026-12-01T05:00:00Z, 2026-12-01",
        "America/New_York, 2026-08-01T03:59:59Z, 2026-07-31",
        "America/New_York, 2026-08-01T04:00:00Z, 2026-08-01",
        "Europe/Berlin, 2026-11-30T22:59:59Z, 2026-11-30",
        "Europe/Berlin, 2026-11-30T23:00:00Z, 2026-12-01",
        "Europe/Berlin, 2026-07-31T21:59:59Z, 2026-07-31",
        "Europe/Berlin, 2026-07-31T22:00:00Z, 2026-08-01",
        "Pacific/Auckland, 2026-11-30T10:59:59Z, 2026-11-30",
        "Pacific/Auckland, 2026-11-30T11:00:00Z, 2026-12-01",
        "Pacific/Kiritimati, 2026-11-30T09:59:59Z, 2026-11-30",
        "Pacific/Kiritimati, 2026-11-30T10:00:00Z, 2026-12-01",
        "Pacific/Pago_Pago, 2026-12-01T10:59:59Z, 2026-11-30",
        "Asia/Kathmandu, 2026-11-30T18:14:59Z, 2026-11-30",
        "Asia/Kathmandu, 2026-11-30T18:15:00Z, 2026-12-01"
    })
    void booking_aroundTheEndOfAMonth_countsInTheLinksZone(String zone, String booked, LocalDate day) {
        assertThat(day(zone, booked)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2026-11-01T03:59:59Z, 2026-10-31",
        "America/New_York, 2026-11-01T04:00:00Z, 2026-11-01",
        "America/New_York, 2026-11-01T05:30:00Z, 2026-11-01",
        "America/New_York, 2026-11-01T06:30:00Z, 2026-11-01",
        "America/New_York, 2026-11-02T04:59:59Z, 2026-11-01",
        "America/New_York, 2026-11-02T05:00:00Z, 2026-11-02",
        "Europe/Berlin, 2026-03-28T22:59:59Z, 2026-03-28",
        "Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-29",
        "Europe/Berlin, 2026-03-29T21:59:59Z, 2026-03-29",
        "Europe/Berlin, 2026-03-29T22:00:00Z, 2026-03-30",
        "America/New_York, 2026-03-08T04:59:59Z, 2026-03-07",
        "America/New_York, 2026-03-08T05:00:00Z, 2026-03-08",
        "America/New_York, 2026-03-08T07:00:00Z, 2026-03-08",
        "America/New_York, 2026-03-09T03:59:59Z, 2026-03-08",
        "America/New_York, 2026-03-09T04:00:00Z, 2026-03-09",
        "Europe/Berlin, 2026-10-24T21:59:59Z, 2026-10-24",
        "Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25",
        "Europe/Berlin, 2026-10-25T22:59:59Z, 2026-10-25",
        "Europe/Berlin, 2026-10-25T23:00:00Z, 2026-10-26",
        "Pacific/Auckland, 2026-04-04T10:59:59Z, 2026-04-04",
        "Pacific/Auckland, 2026-04-04T11:00:00Z, 2026-04-05",
        "Pacific/Auckland, 2026-04-05T11:59:59Z, 2026-04-05",
        "Pacific/Auckland, 2026-04-05T12:00:00Z, 2026-04-06",
        "Pacific/Auckland, 2026-09-26T11:59:59Z, 2026-09-26",
        "Pacific/Auckland, 2026-09-26T12:00:00Z, 2026-09-27",
        "Pacific/Auckland, 2026-09-27T10:59:59Z, 2026-09-27",
        "Pacific/Auckland, 2026-09-27T11:00:00Z, 2026-09-28",
        "America/Santiago, 2026-04-05T02:59:59Z, 2026-04-04",
        "America/Santiago, 2026-04-05T03:30:00Z, 2026-04-04",
        "America/Santiago, 2026-04-05T03:59:59Z, 2026-04-04",
        "America/Santiago, 2026-04-05T04:00:00Z, 2026-04-05",
        "America/Santiago, 2026-09-06T03:59:59Z, 2026-09-05",
        "America/Santiago, 2026-09-06T04:00:00Z, 2026-09-06"
    })
    void booking_aroundAChangeOfTheClock_countsInTheLinksZone(String zone, String booked, LocalDate day) {
        assertThat(day(zone, booked)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-10-31T23:59:59Z, 2026-11-01T00:00:00Z",
        "America/New_York, 2026-11-01T03:59:59Z, 2026-11-01T04:00:00Z",
        "Europe/Berlin, 2026-10-31T22:59:59Z, 2026-10-31T23:00:00Z",
        "Asia/Tokyo, 2026-10-31T14:59:59Z, 2026-10-31T15:00:00Z"
    })
    void booking_atTheBorderOfTheStartDate_isClosedBeforeAndTakenFrom(String zone, String before, String from) {
        ChargeRules rules =
                new ChargeRules(LedgerFixture.policy(zone, LocalDate.of(2026, 11, 1), false), LedgerFixture.PERIODS);

        assertThat(rules.decide(new ChargeDraft().bookedAt(before).charge(), Duration.ZERO))
                .isEqualTo(new Verdict.Close("its day 2026-10-31 is before the link's start date 2026-11-01"));
        assertThat(rules.decide(new ChargeDraft().bookedAt(from).charge(), Duration.ZERO))
                .isEqualTo(new Verdict.Proceed(new AccountingDate.AsBooked(LocalDate.of(2026, 11, 1))));
    }

    @Test
    void authorisation_neverMakesTheDay() {
        ChargeRules rules =
                new ChargeRules(LedgerFixture.policy("UTC", LocalDate.of(2026, 11, 1), false), LedgerFixture.PERIODS);
        ChargeDraft early = new ChargeDraft().created("2026-10-31T23:59:00Z").bookedAt("2026-11-01T00:01:00Z");

        assertThat(rules.decide(early.charge(), Duration.ZERO))
                .isEqualTo(new Verdict.Proceed(new AccountingDate.AsBooked(LocalDate.of(2026, 11, 1))));
        assertThat(rules.decide(early.unbooked().charge(), Duration.ZERO)).isInstanceOf(Verdict.Await.class);
    }

    /** Authorised on the 30th and captured on the 2nd: the period of the booking counts, whatever the other's state. */
    @ParameterizedTest
    @CsvSource({"true, true", "false, true", "true, false", "false, false"})
    void charge_authorisedInOneMonthAndCapturedInTheNext_countsWhenCaptured(boolean october, boolean november) {
        List<Period> periods = List.of(
                LedgerFixture.month(2026, 10, october),
                LedgerFixture.month(2026, 11, november),
                LedgerFixture.month(2026, 12, true));
        ChargeRules rules = new ChargeRules(LedgerFixture.policy("America/New_York", LONG_AGO, true), periods);
        ChargeDraft charge = new ChargeDraft().created("2026-10-30T18:00:00Z").bookedAt("2026-11-02T15:00:00Z");

        assertThat(rules.decide(charge.charge(), Duration.ZERO))
                .isEqualTo(new Verdict.Proceed(
                        november
                                ? new AccountingDate.AsBooked(LocalDate.of(2026, 11, 2))
                                : new AccountingDate.Moved(
                                        LocalDate.of(2026, 12, 1),
                                        LocalDate.of(2026, 11, 2),
                                        "period P11-2026 is not open, moved to P12-2026")));
    }

    /** Early in the morning of a zone ahead the UTC day, and here the month, is still the one before. */
    @ParameterizedTest
    @CsvSource({"Asia/Tokyo, AsBooked", "UTC, Moved"})
    void booking_whereTheUtcDayIsInAClosedMonth_countsInTheLinksZone(String zone, String kind) {
        ChargeRules rules = new ChargeRules(LedgerFixture.policy(zone, LONG_AGO, true), LedgerFixture.PERIODS);
        Verdict verdict =
                rules.decide(new ChargeDraft().bookedAt("2026-10-31T15:00:00Z").charge(), Duration.ZERO);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Proceed.class,
                        proceed -> assertThat(proceed.date().getClass().getSimpleName())
                                .isEqualTo(kind));
    }

    @Test
    void refund_atTheBorderOfThePeriod_countsInTheLinksZone() {
        ChargeRules rules =
                new ChargeRules(LedgerFixture.policy("Europe/Berlin", LONG_AGO, false), LedgerFixture.PERIODS);

        assertThat(rules.decide(
                        new ChargeDraft()
                                .refund(usd(10_000), "succeeded", "2026-11-30T22:59:59Z")
                                .charge(),
                        Duration.ZERO))
                .isInstanceOf(Verdict.Close.class);
        assertThat(rules.decide(
                        new ChargeDraft()
                                .refund(usd(10_000), "succeeded", "2026-11-30T23:00:00Z")
                                .charge(),
                        Duration.ZERO))
                .isInstanceOf(Verdict.Proceed.class);
    }

    private static LocalDate day(String zone, String booked) {
        ChargeRules rules = new ChargeRules(LedgerFixture.policy(zone, LONG_AGO, false), OPEN_YEAR);
        Verdict verdict = rules.decide(new ChargeDraft().bookedAt(booked).charge(), Duration.ZERO);
        assertThat(verdict).isInstanceOf(Verdict.Proceed.class);
        return ((AccountingDate.AsBooked) ((Verdict.Proceed) verdict).date()).day();
    }
}
