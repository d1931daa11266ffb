package io.tieout.store.view;

import io.tieout.domain.money.Money;
import io.tieout.store.watch.AlertRow;
import java.util.List;

/**
 * Where a tenant's work stands.
 *
 * @param postings count and amount by state and currency, states in the order of a posting's life; each fact counts
 *     once, by the posting that records it
 * @param onAccount postings that apply later what was recorded on account: beside the others, not added to them
 * @param events those that are not done; done ones are not counted, since there is no end of them
 * @param alerts open ones, newest first
 */
public record Overview(
        List<StateTotal> postings, List<StateTotal> onAccount, List<EventCount> events, List<AlertRow> alerts) {

    public Overview {
        postings = List.copyOf(postings);
        onAccount = List.copyOf(onAccount);
        events = List.copyOf(events);
        alerts = List.copyOf(alerts);
    }

    /**
     * Postings of one state and currency.
     *
     * @param amount their sum, in the minor units of the currency
     */
    public record StateTotal(String state, long count, Money amount) {}

    /** Events of one state: NEW, IGNORED or DEAD. */
    public record EventCount(String state, long count) {}
}
