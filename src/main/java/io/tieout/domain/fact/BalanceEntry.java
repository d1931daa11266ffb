package io.tieout.domain.fact;

import io.tieout.domain.money.Money;
import java.time.Instant;

/**
 * The provider's own booking of a movement (Stripe: balance transaction).
 *
 * @param id the provider's id, for example {@code txn_...}
 * @param gross signed amount in the settlement currency
 * @param fee the provider's fee in the settlement currency, positive when it is taken
 * @param created when the provider booked it (UTC): the source of the accounting date
 */
public record BalanceEntry(String id, Money gross, Money fee, Instant created) {}
