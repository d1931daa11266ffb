package io.tieout.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what happens elsewhere, by looking now and then. */
final class Wait {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private Wait() {}

    /**
     * Looks until the condition holds.
     *
     * @param standing how things stand, for the message
     * @throws IllegalStateException when it doesn't hold within the limit
     */
    static void until(BooleanSupplier condition, Duration limit, Supplier<String> standing) {
        until(condition, limit, PAUSE, standing);
    }

    /** The same with a pause of one's own between two looks. */
    static void until(BooleanSupplier condition, Duration limit, Duration pause, Supplier<String> standing) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("not within " + limit.toSeconds() + " seconds: " + standing.get());
            }
            pass(pause);
        }
    }

    /** Lets time pass. */
    static void pass(Duration time) {
        try {
            if (new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nothing counts this latch down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the measurement was interrupted", e);
        }
    }
}
