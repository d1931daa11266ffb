package io.tieout.flow;

import io.tieout.domain.work.Claim;
import java.util.List;

/**
 * Claimed events of one payment, the last one first: it has the charge read, and the others came before that reading
 * (decision 0011). Side by side, each would have it read again.
 */
public record EventGroup(List<Claim.OfEvent> events) {
    public EventGroup {
        events = List.copyOf(events);
    }
}
