package io.tieout.remote;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param connect until the connection stands, TLS included
 * @param read until the next byte of the answer comes, and again for the whole body once its head has come
 */
public record HttpTimeouts(Duration connect, Duration read) {

    public HttpTimeouts {
        if (connect.toMillis() <= 0 || read.toMillis() <= 0) {
            throw new IllegalArgumentException("timeouts are at least a millisecond: 0 would wait for ever");
        }
    }
}
