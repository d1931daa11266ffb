package io.tieout.domain.fact;

import io.tieout.domain.money.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * A refund of a charge as fetched (Stripe: refund object).
 *
 * @param key identity; object type {@code refund}
 * @param charge the provider's id of the refunded charge
 * @param amount refunded amount in the charge's currency, positive
 * @param status the provider's word, for example {@code succeeded}; open: new values may appear
 * @param created when it was asked for (UTC)
 * @param balanceEntry the provider's booking, absent until it exists
 */
public record Refund(
        FactKey key, String charge, Money amount, String status, Instant created, Optional<BalanceEntry> balanceEntry)
        implements Fact {

    /** Whether the money left or is leaving; a failed or cancelled refund does not count. */
    public boolean counts() {
        return !status.equals("failed") && !status.equals("canceled");
    }
}
