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
 */
public record Payment(Money amount, NamedInvoices named, Optional<String> customerAccount, Set<String> entities) {

    public Payment {
        entities = Set.copyOf(entities);
    }

    /** Whether the payer named this item. */
    public boolean names(OpenItem item) {
        return named.name(item);
    }
}
