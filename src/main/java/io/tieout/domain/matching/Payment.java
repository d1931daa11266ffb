package io.tieout.domain.matching;

import io.tieout.domain.money.Money;
import java.util.Optional;
import java.util.Set;

/**
 * What is known about money that came in, as far as matching needs it.
 *
 * @param amount what was charged
 * @param named invoice numbers that its metadata or description names
 * @param customerAccount the ERP's customer account, absent when it is not known
 * @param entities operating units whose items may be taken
 * @param terms what may be done when no single item has the amount
 */
public record Payment(
        Money amount, NamedInvoices named, Optional<String> customerAccount, Set<String> entities, Terms terms) {

    public Payment {
        entities = Set.copyOf(entities);
    }

    /**
     * What the link, and for a part the charge itself, allows (accounting.md rule 7).
     *
     * @param partial whether a named invoice may be paid in part
     * @param onAccount whether what is paid over may be left on account: the link names an account for it
     * @param sets what is done when several sets of items make up the amount
     * @param mostInSet items that an unnamed sum takes at most
     * @param tolerance by how much the amount may miss
     */
    public record Terms(
            boolean partial,
            boolean onAccount,
            MatchingPolicy.Sets sets,
            int mostInSet,
            MatchingPolicy.Tolerance tolerance) {}

    /** Whether the payer named this item. */
    public boolean names(OpenItem item) {
        return named.name(item);
    }

    /**
     * Whether a distribution pays named items only, each of them whole, and leaves nothing over: then no item that is
     * not known yet can speak against it.
     */
    public boolean namesAllOf(Distribution distribution) {
        return distribution.onAccount().isZero()
                && distribution.tolerated().isZero()
                && distribution.allocations().stream()
                        .allMatch(one -> names(one.item())
                                && one.amount().equals(one.item().remaining()));
    }
}
