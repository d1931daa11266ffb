package io.tieout.remote;

import io.tieout.domain.connection.ConnectionId;

/** Limits of a connection that hold over all processes: slices leased from the database (protocol.md section 4). */
public interface Limits {

    /**
     * Enters a call; leave it by closing the permit.
     *
     * @throws io.tieout.port.RetryLater (not counted) when the limit is reached: nobody sleeps for a permit
     */
    Permit enter(ConnectionId connection, Limit limit);

    /**
     * A limit.
     *
     * @param bucket what is limited together, for example {@code account} or {@code GET /v1/charges/{id}}
     * @param perSecond calls a second over all processes
     * @param atOnce calls at once over all processes
     */
    record Limit(String bucket, int perSecond, int atOnce) {}

    /** A call under way. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }
}
