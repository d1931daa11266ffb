package io.tieout.connection;

import io.tieout.domain.connection.ConnectionId;

/** Opens connections for calls, and stops those whose credentials were refused. */
public interface Connections {

    /**
     * Opens a connection for a call.
     *
     * @throws io.tieout.port.RetryLater (not counted) while the connection is stopped
     * @throws io.tieout.port.NeedsPerson when it does not exist or its credentials can't be opened
     */
    Opened open(ConnectionId connection);

    /**
     * As {@link #open}, but a stopped connection too: for a ping that a person asked for, and for the door, which takes
     * notifications whatever the remote system says of us.
     */
    Opened openAnyway(ConnectionId connection);

    /**
     * Stops a connection for all processes, with an alert, until it gets new credentials or a person resumes it.
     * Has no effect when the credentials are not {@code credentialsVersion} any more.
     *
     * @param reason in words, without secrets
     */
    void stop(ConnectionId connection, int credentialsVersion, String reason);

    /**
     * Lets a stopped connection work again, if it was stopped for a reason that begins with these words; what rested
     * because of the stop is due at once.
     */
    void resume(ConnectionId connection, String stoppedFor);
}
