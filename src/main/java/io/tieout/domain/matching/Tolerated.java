package io.tieout.domain.matching;

import io.tieout.domain.money.Money;
import java.util.Collection;

/** What a tolerance lets pass: nobody is asked for it, and an account that the link names takes it. */
final class Tolerated {

    private Tolerated() {}

    /**
     * Whether a payment misses what is due by at most its tolerance.
     *
     * @param due in the payment's currency
     */
    static boolean passes(Payment payment, Money due) {
        if (!due.isPositive()) {
            return false;
        }
        Money limit = payment.terms().tolerance().of(due);
        Money over = payment.amount().minus(due);
        return limit.isPositive() && (over.isNegative() ? over.negated() : over).compareTo(limit) <= 0;
    }

    /** Takes items whole, and what is over or short to the tolerance. */
    static MatchResult matched(Payment payment, Collection<Candidate> taken, String reason) {
        Money nothing = Money.zero(payment.amount().currency());
        Money over = payment.amount().minus(Look.sum(taken, nothing));
        String missing = over.isNegative() ? over.negated() + " too little" : over + " too much";
        return new MatchResult.Matched(
                new Distribution(Look.whole(taken), nothing, true, over),
                reason + "; " + missing + " is within the tolerance");
    }
}
