package io.tieout.flow;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Exponential pauses with jitter and a cap. */
final class Backoff {
    private static final int MOST_DOUBLINGS = 30;

    private Backoff() {}

    /** The pause after this many attempts (from 1): doubled each time, capped, less up to a quarter of jitter. */
    static Duration after(int attempts, Duration first, Duration longest) {
        int doublings = Math.min(Math.max(attempts - 1, 0), MOST_DOUBLINGS);
        long millis = first.toMillis();
        for (int i = 0; i < doublings && millis < longest.toMillis(); i++) {
            millis *= 2;
        }
        long capped = Math.min(millis, longest.toMillis());
        return Duration.ofMillis(capped - ThreadLocalRandom.current().nextLong(capped / 4 + 1));
    }
}
