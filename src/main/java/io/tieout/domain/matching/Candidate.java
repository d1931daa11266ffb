package io.tieout.domain.matching;

import io.tieout.domain.money.Money;

/**
 * An open item that a charge may pay.
 *
 * @param item as last read
 * @param available what is left of it: remaining in the ERP, less what other postings reserve or have settled; negative
 *     for a credit
 */
public record Candidate(OpenItem item, Money available) {

    /**
     * Whether so much may be allocated to it now: nothing of its own speaks against it, and the amount has its sign
     * and is, sign aside, at most what is left (the guard of protocol.md section 2).
     */
    public boolean covers(Money amount) {
        return item.obstacle().isEmpty()
                && amount.currency().equals(available.currency())
                && (credit() ? mayTake(amount.negated(), available.negated()) : mayTake(amount, available));
    }

    private static boolean mayTake(Money amount, Money available) {
        return amount.isPositive() && amount.compareTo(available) <= 0;
    }

    private boolean credit() {
        return item.remaining().isNegative();
    }
}
