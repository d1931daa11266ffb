package io.tieout.flow;

import io.tieout.domain.fact.Charge;
import io.tieout.domain.work.Claim;
import java.util.List;

/**
 * What an event led to.
 *
 * @param claim the event
 * @param charges each with the version that its fact had before it was fetched; empty when it led to none
 * @param reason why it led to none, or what it led to
 */
public record FetchedCharges(Claim.OfEvent claim, List<Fetched> charges, String reason) implements Claimed {

    public FetchedCharges {
        charges = List.copyOf(charges);
    }

    /** A charge as fetched, and the version of its fact before. */
    public record Fetched(Charge charge, long before) {}
}
