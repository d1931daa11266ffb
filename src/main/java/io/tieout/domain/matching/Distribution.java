package io.tieout.domain.matching;

import io.tieout.domain.money.Money;
import java.util.List;

/**
 * Where every minor unit of a payment goes; all amounts are in the payment's currency.
 *
 * @param allocations how much goes to which open item; negative for credits that are part of a sum
 * @param onAccount what is left on the customer's account, or zero (accounting.md rules 6 and 7)
 * @param identified whether the customer is known: else what is on account is unidentified, not unapplied
 * @param tolerated what a tolerance takes: positive when too much was paid, negative when too little, mostly zero
 */
public record Distribution(List<Allocation> allocations, Money onAccount, boolean identified, Money tolerated) {

    public Distribution {
        allocations = List.copyOf(allocations);
        if (onAccount.isNegative()) {
            throw new IllegalArgumentException("nobody can leave less than nothing on account");
        }
    }

    /** All of it goes to open items, at least one. */
    public static Distribution of(List<Allocation> allocations) {
        Money nothing = Money.zero(allocations.get(0).amount().currency());
        return new Distribution(allocations, nothing, true, nothing);
    }

    /** What was paid: the sum of its parts. */
    public Money total() {
        return allocations.stream().map(Allocation::amount).reduce(onAccount.plus(tolerated), Money::plus);
    }
}
