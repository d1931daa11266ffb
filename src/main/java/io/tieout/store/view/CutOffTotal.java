package io.tieout.store.view;

import io.tieout.domain.money.Money;
import io.tieout.domain.posting.PostingState.Bucket;

/**
 * Unposted postings of one effect, state and currency.
 *
 * @param effect what they do; APPLY moves money that was recorded on account before, so it is none that is missing
 * @param bucket where they count when a day is tied out
 * @param amount their sum, in the minor units of the currency
 */
public record CutOffTotal(String effect, String state, Bucket bucket, long count, Money amount) {}
