package io.tieout.store.posting;

import io.tieout.domain.ledger.AccountingDate;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.matching.Allocation;
import io.tieout.domain.matching.Distribution;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A decided match.
 *
 * @param distribution where all of the money goes
 * @param original the booking's own day when the accounting date was moved
 */
public record Match(
        Distribution distribution, Journal journal, LocalDate accountingDate, Optional<LocalDate> original) {

    /** On the day that the rules found; one that was moved keeps the original. */
    public static Match on(AccountingDate date, Distribution distribution, Journal journal) {
        if (date instanceof AccountingDate.Moved moved) {
            return new Match(distribution, journal, moved.day(), Optional.of(moved.original()));
        }
        return new Match(distribution, journal, ((AccountingDate.AsBooked) date).day(), Optional.empty());
    }

    /** How much goes to which open item. */
    public List<Allocation> allocations() {
        return distribution.allocations();
    }
}
