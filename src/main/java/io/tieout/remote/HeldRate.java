package io.tieout.remote;

import io.tieout.port.RetryLater;
import io.tieout.store.limit.LimitKey;
import io.tieout.store.limit.LimitRows;
import io.tieout.store.limit.RateSlice;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The calls of the current second that this process has leased in one bucket and not yet done. */
final class HeldRate {
    /** So small a part of the limit is leased at once, so that other processes get theirs. */
    private static final int PARTS = 5;
    /** A slice may be over when it arrives; the next one is of a fresh second. */
    private static final int TRIES = 3;

    private static final long MILLI = 1_000_000;

    private final LimitRows rows;
    private final LimitKey key;
    private long left;
    private boolean spent;
    private long end = System.nanoTime();

    HeldRate(LimitRows rows, LimitKey key) {
        this.rows = rows;
        this.key = key;
    }

    /** Takes one call; throws RetryLater (not counted) when the second has none left. */
    synchronized void take(int perSecond) {
        forgetPast();
        for (int tries = 0; tries < TRIES && left == 0 && !spent; tries++) {
            lease(perSecond);
            forgetPast();
        }
        if (left == 0) {
            throw RetryLater.notTried(
                    "the limit of " + perSecond + " calls a second is reached: " + key.bucket(), rest());
        }
        left--;
    }

    private void lease(int perSecond) {
        // From before the question on: by this process' count the second ends a little early, never late.
        long asked = System.nanoTime();
        RateSlice slice = rows.leaseSlice(key, Math.max(1, perSecond / PARTS), perSecond);
        left = slice.calls();
        spent = slice.calls() == 0;
        end = asked + slice.left().toNanos();
    }

    private void forgetPast() {
        if (System.nanoTime() - end >= 0) {
            left = 0;
            spent = false;
        }
    }

    private Duration rest() {
        long jitter = ThreadLocalRandom.current().nextLong(10 * MILLI, 100 * MILLI);
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()) + jitter);
    }
}
