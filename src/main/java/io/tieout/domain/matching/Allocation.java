package io.tieout.domain.matching;

import io.tieout.domain.money.Money;

/**
 * How much of a charge goes to which open item.
 *
 * @param item the open item as it was read when this was decided
 * @param amount positive, in the item's currency
 */
public record Allocation(OpenItem item, Money amount) {

    public Allocation {
        if (!amount.isPositive() || !amount.currency().equals(item.remaining().currency())) {
            throw new IllegalArgumentException("an allocation is positive and in the currency of its item");
        }
    }
}
