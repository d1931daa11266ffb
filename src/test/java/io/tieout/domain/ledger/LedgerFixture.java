package io.tieout.domain.ledger;

import io.tieout.domain.matching.MatchingPolicy;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A link's policy and its ledger's periods: October closed, November and December 2026 open, one adjusting. */
final class LedgerFixture {
    static final LedgerPolicy.Books BOOKS = new LedgerPolicy.Books(
            "1",
            Currency.getInstance("USD"),
            "Tieout",
            "Charges",
            new LedgerPolicy.Accounts(
                    Map.of("USD", "01-1190", "JPY", "01-1191", "BHD", "01-1192"),
                    "01-1290",
                    Optional.of("01-2160"),
                    Optional.of("01-2161"),
                    Optional.of("01-6520")),
            "Corporate");
    static final Period OCTOBER = month(2026, 10, false);
    static final Period NOVEMBER = month(2026, 11, true);
    static final Period DECEMBER = month(2026, 12, true);
    static final Period ADJUSTING =
            new Period("ADJ-26", LocalDate.of(2026, 12, 31), LocalDate.of(2026, 12, 31), true, true);
    static final List<Period> PERIODS = List.of(ADJUSTING, DECEMBER, OCTOBER, NOVEMBER);

    private LedgerFixture() {}

    static LedgerPolicy policy(String zone, LocalDate start, boolean moveToOpenPeriod) {
        return new LedgerPolicy(
                true,
                start,
                ZoneId.of(zone),
                BOOKS,
                Set.of("204"),
                "invoice",
                "customer",
                Duration.ofHours(48),
                moveToOpenPeriod,
                new LedgerPolicy.Batching(100, Duration.ofMinutes(5), Duration.ofHours(1), Optional.empty()),
                new MatchingPolicy(
                        false,
                        "partial_payment",
                        MatchingPolicy.Sets.REVIEW,
                        8,
                        MatchingPolicy.Tolerance.NONE,
                        Set.of()),
                LedgerPolicy.Unmatched.HOLD);
    }

    static Period month(int year, int month, boolean open) {
        YearMonth of = YearMonth.of(year, month);
        return new Period("P" + month + "-" + year, of.atDay(1), of.atEndOfMonth(), open, false);
    }
}
