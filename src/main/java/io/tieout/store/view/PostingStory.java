package io.tieout.store.view;

import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.matching.MatchResult.Rejected;
import io.tieout.domain.money.Money;
import java.util.List;

/**
 * A posting with what it holds.
 *
 * @param settingsVersion version of its link's settings when it was decided
 * @param settingsHash their SHA-256, lower-case hex
 * @param routesHash SHA-256 of the route files that were active, lower-case hex
 * @param allocations how much of it goes to which open item
 * @param candidates the evidence for a person: open items that were not taken, and why
 * @param journal what will be or was sent; empty until it is matched
 */
public record PostingStory(
        PostingLine line,
        int settingsVersion,
        String settingsHash,
        String routesHash,
        List<Allocated> allocations,
        List<Rejected> candidates,
        List<JournalLine> journal) {

    public PostingStory {
        allocations = List.copyOf(allocations);
        candidates = List.copyOf(candidates);
        journal = List.copyOf(journal);
    }

    /**
     * A share of an open item.
     *
     * @param item the ERP's id of the item
     * @param number the invoice number as printed
     * @param remainingBefore what the ERP said was due when it was matched
     */
    public record Allocated(String item, String number, Money amount, Money remainingBefore) {}
}
