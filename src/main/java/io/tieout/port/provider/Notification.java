package io.tieout.port.provider;

import java.time.Instant;

/**
 * A notification as received: what it claims is not trusted, it only leads to objects to fetch.
 *
 * @param id the provider's event id, for example {@code evt_...}
 * @param type the provider's type, for example {@code charge.succeeded}
 * @param created when the provider made it (UTC)
 * @param payload the exact bytes as received (webhook) or as listed (poll)
 */
@SuppressWarnings("ArrayRecordComponent")
public record Notification(String id, String type, Instant created, byte[] payload) {

    /** Prints no payload: it may hold personal data. */
    @Override
    public String toString() {
        return "Notification[" + id + ", " + type + "]";
    }
}
