package io.tieout.store.posting;

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

    /** How much goes to which open item. */
    public List<Allocation> allocations() {
        return distribution.allocations();
    }
}
