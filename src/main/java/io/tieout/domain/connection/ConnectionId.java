package io.tieout.domain.connection;

/**
 * Identity of a connection: one remote system of one tenant.
 *
 * @param value the row's number, positive, never reused
 */
public record ConnectionId(long value) {

    public ConnectionId {
        if (value <= 0) {
            throw new IllegalArgumentException("a connection id is positive");
        }
    }
}
