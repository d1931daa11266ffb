package io.tieout.store.connection;

import io.tieout.domain.connection.ConnectionId;

/**
 * A stored link.
 *
 * @param id its number
 * @param identity what never changes
 * @param settings JSON text with its hash
 * @param version rises with each change of the settings
 * @param enabled whether it is switched on
 * @param paused whether its work waits
 */
public record LinkRow(long id, Identity identity, Settings settings, int version, boolean enabled, boolean paused) {

    /**
     * What never changes: postings are identified by it.
     *
     * @param key never reused
     * @param tenant the tenant it belongs to
     * @param flow stem of the flow
     * @param source where facts come from
     * @param target where postings go
     */
    public record Identity(String key, String tenant, String flow, ConnectionId source, ConnectionId target) {}

    /** JSON text and the lower-case hex SHA-256 of its canonical form. */
    public record Settings(String json, String hash) {}
}
