package io.tieout.store.fact;

import java.time.Instant;
import java.util.Optional;

/**
 * What was known of a provider's object before it was fetched.
 *
 * @param fact its fact's number, 0 when it is not known
 * @param version its fact's version, 0 when it is not known
 * @param asked when this was read, by the database's clock: a reading that follows tells of all that came before
 * @param fetched when the last reading that is recorded began, by the same clock
 */
public record FactBefore(long fact, long version, Instant asked, Optional<Instant> fetched) {

    /** Whether it was read since an event came, so that the event tells nothing new. */
    public boolean fetchedSince(Instant received) {
        return fetched.filter(began -> began.isAfter(received)).isPresent();
    }
}
