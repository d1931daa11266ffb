package io.tieout.store.view;

import io.tieout.domain.money.Money;
import java.util.List;

/**
 * A part of the queue, oldest first, and what all of it comes to.
 *
 * @param totals of all that the filter leaves, by currency
 */
public record ReviewList(Page<ReviewLine> page, List<Total> totals) {

    public ReviewList {
        totals = List.copyOf(totals);
    }

    /** How many questions of a currency there are, and their sum. */
    public record Total(long count, Money amount) {}
}
