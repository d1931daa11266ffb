package io.tieout.domain.ledger;

import static io.tieout.domain.ledger.LedgerFixture.ADJUSTING;
import static io.tieout.domain.ledger.LedgerFixture.DECEMBER;
import static io.tieout.domain.ledger.LedgerFixture.NOVEMBER;
import static io.tieout.domain.ledger.LedgerFixture.OCTOBER;
import static io.tieout.domain.ledger.LedgerFixture.PERIODS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountingDateTest {

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-01", "2026-11-15", "2026-11-30", "2026-12-31"})
    void day_inOpenPeriod_staysAsBooked(LocalDate day) {
        assertThat(AccountingDate.of(day, PERIODS, true)).isEqualTo(new AccountingDate.AsBooked(day));
        assertThat(AccountingDate.of(day, PERIODS, false)).isEqualTo(new AccountingDate.AsBooked(day));
    }

    @Test
    void day_inClosedPeriod_movesToTheNextOpenDayAndKeepsTheOriginal() {
        LocalDate booked = LocalDate.of(2026, 10, 31);

        assertThat(AccountingDate.of(booked, PERIODS, true))
                .isEqualTo(new AccountingDate.Moved(
                        LocalDate.of(2026, 11, 1), booked, "period P10-2026 is not open, moved to P11-2026"));
    }

    @Test
    void day_inClosedPeriodThatMayNotMove_goesToAPerson() {
        assertThat(AccountingDate.of(LocalDate.of(2026, 10, 31), PERIODS, false))
                .isEqualTo(new AccountingDate.Undecidable("period P10-2026 is not open"));
    }

    @Test
    void day_inNoPeriod_movesOrGoesToAPerson() {
        LocalDate booked = LocalDate.of(2026, 9, 30);

        assertThat(AccountingDate.of(booked, PERIODS, true))
                .isEqualTo(new AccountingDate.Moved(
                        LocalDate.of(2026, 11, 1),
                        booked,
                        "no period of the ledger covers 2026-09-30, moved to P11-2026"));
        assertThat(AccountingDate.of(booked, PERIODS, false))
                .isEqualTo(new AccountingDate.Undecidable("no period of the ledger covers 2026-09-30"));
    }

    @Test
    void day_afterTheLastOpenPeriod_neverMovesBack() {
        LocalDate booked = LocalDate.of(2027, 1, 1);

        assertThat(AccountingDate.of(booked, PERIODS, true))
                .isEqualTo(new AccountingDate.Undecidable(
                        "no period of the ledger covers 2027-01-01 and no later period is open"));
    }

    @Test
    void period_adjusting_isNeverTaken() {
        Period closed = LedgerFixture.month(2026, 12, false);
        LocalDate last = LocalDate.of(2026, 12, 31);

        assertThat(AccountingDate.of(last, List.of(ADJUSTING), true)).isInstanceOf(AccountingDate.Undecidable.class);
        assertThat(AccountingDate.of(last, List.of(ADJUSTING, closed), false))
                .isEqualTo(new AccountingDate.Undecidable("period P12-2026 is not open"));
        assertThat(AccountingDate.of(LocalDate.of(2026, 12, 30), List.of(ADJUSTING, closed), true))
                .isInstanceOf(AccountingDate.Undecidable.class);
        assertThat(AccountingDate.of(last, List.of(ADJUSTING, DECEMBER), true))
                .isEqualTo(new AccountingDate.AsBooked(last));
    }

    @Test
    void periods_closedInBetween_arePassedOver() {
        Period closed = LedgerFixture.month(2026, 11, false);

        assertThat(AccountingDate.of(LocalDate.of(2026, 10, 5), List.of(DECEMBER, closed, OCTOBER), true))
                .isInstanceOfSatisfying(
                        AccountingDate.Moved.class,
                        moved -> assertThat(moved.day()).isEqualTo(LocalDate.of(2026, 12, 1)));
    }

    @Test
    void periods_none_leaveItToAPerson() {
        assertThat(AccountingDate.of(LocalDate.of(2026, 11, 1), List.of(), true))
                .isInstanceOf(AccountingDate.Undecidable.class);
    }

    @Test
    void period_coversItsFirstAndLastDay_andNothingBeside() {
        assertThat(NOVEMBER.covers(LocalDate.of(2026, 11, 1))).isTrue();
        assertThat(NOVEMBER.covers(LocalDate.of(2026, 11, 30))).isTrue();
        assertThat(NOVEMBER.covers(LocalDate.of(2026, 10, 31))).isFalse();
        assertThat(NOVEMBER.covers(LocalDate.of(2026, 12, 1))).isFalse();
    }

    /** Bits of {@code states}: first open, second adjusting. */
    @Property(tries = 2_000)
    void date_ofAnyDay_liesInAnOpenRegularPeriodAndNeverBeforeIt(
            @ForAll @IntRange(min = -40, max = 400) int offset,
            @ForAll @Size(max = 12) List<@IntRange(max = 3) Integer> states,
            @ForAll boolean mayMove) {
        List<Period> periods = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            Period month = LedgerFixture.month(2026, i + 1, (states.get(i) & 1) == 1);
            periods.add(new Period(month.name(), month.start(), month.end(), month.open(), states.get(i) > 1));
        }
        LocalDate booked = LocalDate.of(2026, 1, 1).plusDays(offset);

        AccountingDate date = AccountingDate.of(booked, periods, mayMove);

        if (date instanceof AccountingDate.AsBooked same) {
            assertThat(same.day()).isEqualTo(booked);
            assertThat(postable(periods, booked)).isTrue();
        } else if (date instanceof AccountingDate.Moved moved) {
            assertThat(mayMove).isTrue();
            assertThat(moved.original()).isEqualTo(booked);
            assertThat(moved.day()).isAfter(booked);
            assertThat(booked.datesUntil(moved.day())).noneMatch(day -> postable(periods, day));
            assertThat(postable(periods, moved.day())).isTrue();
        } else {
            assertThat(postable(periods, booked)).isFalse();
            assertThat(mayMove && booked.datesUntil(LocalDate.of(2027, 3, 1)).anyMatch(day -> postable(periods, day)))
                    .isFalse();
        }
    }

    private static boolean postable(List<Period> periods, LocalDate day) {
        return periods.stream().anyMatch(period -> period.open() && !period.adjusting() && period.covers(day));
    }
}
