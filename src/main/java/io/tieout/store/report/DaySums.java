package io.tieout.store.report;

import java.time.Instant;
import java.util.List;

/**
 * What a day came to, as counted in one snapshot of the database. Amounts are in minor units of the currency.
 *
 * @param at when it was counted (UTC, database clock)
 * @param events notifications and polled records that arrived on the day, by state
 * @param facts what occurred on the day, whenever it was found
 * @param late what occurred on earlier days and was found since the report before
 * @param postings the latest generation of each effect of these facts
 * @param ledger the clearing lines of the confirmed ones, as they stand in the target's books
 * @param accepted what the confirmed ones came to of which a person accepted other lines than were sent
 */
public record DaySums(
        Instant at,
        List<Events> events,
        List<Facts> facts,
        List<Facts> late,
        List<Postings> postings,
        List<Facts> ledger,
        List<Facts> accepted) {

    public DaySums {
        events = List.copyOf(events);
        facts = List.copyOf(facts);
        late = List.copyOf(late);
        postings = List.copyOf(postings);
        ledger = List.copyOf(ledger);
        accepted = List.copyOf(accepted);
    }

    /** Events of one state: NEW, DONE, IGNORED or DEAD. */
    public record Events(String state, long count) {}

    /** Things of one currency and kind of object, for example {@code charge}. */
    public record Facts(String currency, String kind, long count, long amountMinor) {}

    /**
     * Postings of one state.
     *
     * @param first whether the effect is the first one of its fact: these are the ones that must come to the facts
     */
    public record Postings(
            String currency, String kind, String effect, boolean first, String state, long count, long amountMinor) {}
}
