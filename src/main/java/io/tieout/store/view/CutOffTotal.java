package io.tieout.store.view;

import io.tieout.domain.money.Money;
import io.tieout.domain.posting.PostingState.Bucket;

/**
 * Unposted effects of one state and currency.
 *
 * @param bucket where they count when a day is tied out
 * @param amount their sum, in the minor units of the currency
 */
public record CutOffTotal(String state, Bucket bucket, long count, Money amount) {}
