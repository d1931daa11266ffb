package io.tieout.domain.ledger;

import io.tieout.domain.fact.Charge;
import io.tieout.domain.matching.Allocation;
import io.tieout.domain.posting.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * The journal of a charge: debit the clearing account of its currency, credit the account that the link names, gross
 * of fee and refunds (accounting.md rules 1 and 2).
 */
public final class ChargeJournal {

    private ChargeJournal() {}

    /**
     * Draws up the journal.
     *
     * @throws IllegalArgumentException when the allocations don't add up to what was captured
     */
    public static Journal of(
            Reference reference, Charge charge, List<Allocation> allocations, LedgerPolicy.Books books) {
        String clearing = books.clearing(charge.amountCaptured().currency())
                .orElseThrow(() -> new IllegalArgumentException("no clearing account for this currency"));
        List<JournalLine> lines = new ArrayList<>();
        String id = charge.key().objectId();
        lines.add(new JournalLine(clearing, JournalLine.Side.DEBIT, charge.amountCaptured(), "", id));
        for (Allocation allocation : allocations) {
            lines.add(new JournalLine(
                    books.credit(),
                    JournalLine.Side.CREDIT,
                    allocation.amount(),
                    allocation.item().id(),
                    id + " " + allocation.item().number()));
        }
        return new Journal(reference, lines);
    }
}
