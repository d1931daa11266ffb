package io.tieout.domain.ledger;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * On which day a journal is entered (accounting.md rule 3): only open periods, never an adjusting one; a moved date
 * keeps the original and the reason. Days are corporate calendar days, without zone.
 */
public sealed interface AccountingDate {

    /** The day that follows from the provider's booking is in an open period. */
    record AsBooked(LocalDate day) implements AccountingDate {}

    /** Its period is not open, and the link lets it move to the next open day. */
    record Moved(LocalDate day, LocalDate original, String reason) implements AccountingDate {}

    /** A person must decide, or open a period; {@link #QUESTIONS} find such a reason again. */
    record Undecidable(String reason) implements AccountingDate {}

    /** Patterns (of SQL) that the reasons of {@link Undecidable} match, and no other question. */
    List<String> QUESTIONS = List.of("period % is not open%", "no period of the ledger covers %");

    /**
     * Finds the accounting day.
     *
     * @param booked the day of the provider's booking, in the link's zone
     * @param periods all periods of the ledger
     * @param mayMove whether the link lets the date move
     */
    static AccountingDate of(LocalDate booked, List<Period> periods, boolean mayMove) {
        Optional<Period> own = regular(periods, booked);
        if (own.isPresent() && own.get().open()) {
            return new AsBooked(booked);
        }
        String why = own.map(period -> "period " + period.name() + " is not open")
                .orElse("no period of the ledger covers " + booked);
        if (!mayMove) {
            return new Undecidable(why);
        }
        return periods.stream()
                .filter(period ->
                        period.open() && !period.adjusting() && period.start().isAfter(booked))
                .min(Comparator.comparing(Period::start))
                .<AccountingDate>map(next -> new Moved(next.start(), booked, why + ", moved to " + next.name()))
                .orElseGet(() -> new Undecidable(why + " and no later period is open"));
    }

    /** The regular period that covers a day, never an adjusting one. */
    static Optional<Period> regular(List<Period> periods, LocalDate day) {
        return periods.stream()
                .filter(period -> !period.adjusting() && period.covers(day))
                .findFirst();
    }
}
