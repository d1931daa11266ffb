package io.tieout.store.fact;

/**
 * What was known of a provider's object before it was fetched. Events are compared by their numbers, not by times: a
 * clock may be set back, or be another one after a failover, and numbers only rise.
 *
 * @param fact its fact's number, 0 when it is not known
 * @param version its fact's version, 0 when it is not known
 * @param lastEvent number of the last event that had come: a reading that follows tells of all up to it
 * @param fetchedAfter the same when the last recorded reading began, 0 when none is known
 */
public record FactBefore(long fact, long version, long lastEvent, long fetchedAfter) {

    /** Whether it was read since this event came, so that the event tells nothing new. */
    public boolean fetchedSince(long event) {
        return event <= fetchedAfter;
    }
}
