package io.tieout.port;

import java.time.Duration;
import java.util.Optional;

/** The first kind of error: it may work later, so a durable next attempt is written. */
public final class RetryLater extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final transient Optional<Duration> after;
    private final boolean counted;

    private RetryLater(String reason, Optional<Duration> after, boolean counted) {
        super(reason);
        this.reason = reason;
        this.after = after;
        this.counted = counted;
    }

    /** Something failed that may pass: the attempt counts and the back-off grows. */
    public static RetryLater failed(String reason) {
        return new RetryLater(reason, Optional.empty(), true);
    }

    /** The remote system said when to come back. */
    public static RetryLater failed(String reason, Duration after) {
        return new RetryLater(reason, Optional.of(after), true);
    }

    /** Nothing was tried (our own limit, a stopped connection): the attempt does not count. */
    public static RetryLater notTried(String reason, Duration after) {
        return new RetryLater(reason, Optional.of(after), false);
    }

    /** What failed and may pass; never null. */
    @Override
    public String getMessage() {
        return reason;
    }

    /** What to wait, when the remote system or our own limit said so; else the back-off decides. */
    public Optional<Duration> after() {
        return after;
    }

    /** Whether this attempt counts towards the back-off. */
    public boolean counted() {
        return counted;
    }
}
