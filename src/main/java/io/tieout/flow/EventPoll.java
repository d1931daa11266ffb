package io.tieout.flow;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.provider.Notification;

/**
 * An event as a poll found it.
 *
 * @param connection whose list it stands in
 */
public record EventPoll(ConnectionId connection, Notification notification) {

    /** What the idempotent consumer of the route knows it by. */
    public String key() {
        return connection.value() + " " + notification.id();
    }
}
