package io.tieout.store.view;

import java.time.Instant;
import java.util.Optional;

/**
 * An event as received.
 *
 * @param connection name of the connection it came from
 * @param eventId the provider's id
 * @param type the provider's type
 * @param created when the provider made it (UTC)
 * @param received when it was stored (UTC, database clock)
 * @param origin {@code webhook} or {@code poll}
 * @param state NEW, DONE, IGNORED or DEAD
 * @param reason why it is in this state, in words
 * @param lastError why the last attempt failed, in words
 * @param thinned since when its payload is not stored any more; absent while it is
 */
public record EventLine(
        long id,
        String connection,
        String eventId,
        String type,
        Instant created,
        Instant received,
        String origin,
        String state,
        Optional<String> reason,
        Optional<String> lastError,
        Optional<Instant> thinned) {}
