package io.tieout.store.posting;

import io.tieout.domain.ledger.Journal;
import io.tieout.domain.matching.Allocation;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A decided match.
 *
 * @param original the booking's own day when the accounting date was moved
 */
public record Match(
        List<Allocation> allocations, Journal journal, LocalDate accountingDate, Optional<LocalDate> original) {
    public Match {
        allocations = List.copyOf(allocations);
    }
}
