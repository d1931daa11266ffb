package io.tieout.flow;

import io.tieout.domain.fact.Charge;
import io.tieout.domain.work.Claim;
import io.tieout.store.fact.FactBefore;
import java.util.List;

/**
 * What an event led to.
 *
 * @param claim the event
 * @param charges each with what was known of it before it was fetched
 * @param known facts of charges that were read since the event came, so that it tells nothing new of them
 * @param reason why it led to none, or what it led to
 */
public record FetchedCharges(Claim.OfEvent claim, List<Fetched> charges, List<Long> known, String reason)
        implements Claimed {

    public FetchedCharges {
        charges = List.copyOf(charges);
        known = List.copyOf(known);
    }

    /** It leads to no charge, for this reason. */
    static FetchedCharges none(Claim.OfEvent claim, String reason) {
        return new FetchedCharges(claim, List.of(), List.of(), reason);
    }

    /** A charge as fetched, and what was known of it before. */
    public record Fetched(Charge charge, FactBefore before) {}
}
