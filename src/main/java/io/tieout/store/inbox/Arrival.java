package io.tieout.store.inbox;

import io.tieout.domain.connection.ConnectionId;
import java.time.Instant;

/**
 * An event to append.
 *
 * @param connection who sent it
 * @param eventId the provider's id: the key of deduplication within the connection
 * @param type the provider's type
 * @param created when the provider made it (UTC)
 * @param origin how it came
 * @param followed whether a flow follows its type; else it is kept without effect from the beginning
 * @param payload the exact bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record Arrival(
        ConnectionId connection,
        String eventId,
        String type,
        Instant created,
        Origin origin,
        boolean followed,
        byte[] payload) {

    /** How an event came. */
    public enum Origin {
        WEBHOOK,
        POLL
    }

    /** What makes the event one of its kind: its connection and its id there. */
    public String key() {
        return connection.value() + "/" + eventId;
    }

    @Override
    public String toString() {
        return "Arrival[" + connection.value() + ", " + eventId + "]";
    }
}
