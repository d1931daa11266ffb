package io.tieout.flow;

import io.tieout.domain.fact.Charge;
import io.tieout.domain.fact.Fact;
import io.tieout.domain.fact.Refund;
import io.tieout.domain.money.Money;

/** What a fact is worth, gross: the captured amount of a charge (the authorised one before), a refund's amount. */
final class Amounts {

    private Amounts() {}

    static Money of(Fact fact) {
        if (fact instanceof Charge charge) {
            return charge.captured() ? charge.amountCaptured() : charge.amount();
        }
        return ((Refund) fact).amount();
    }
}
