package io.tieout.domain.matching;

import io.tieout.domain.money.Money;

/**
 * How much of a charge goes to which open item.
 *
 * @param item the open item as it was read when this was decided
 * @param amount in the item's currency and with the sign of what remains of it: negative for a credit
 */
public record Allocation(OpenItem item, Money amount) {

    public Allocation {
        boolean sameWay = amount.isNegative() == item.remaining().isNegative();
        if (amount.isZero()
                || !sameWay
                || !amount.currency().equals(item.remaining().currency())) {
            throw new IllegalArgumentException("an allocation has the sign and the currency of its item");
        }
    }
}
