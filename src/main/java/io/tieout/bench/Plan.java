package io.tieout.bench;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param door how long one run at the door takes
 * @param charges charges that one run pays
 * @param runs runs of each measurement; their median counts
 */
public record Plan(Duration door, int charges, int runs) {
    /** Runs of a plan that says nothing else. */
    public static final int RUNS = 3;

    public Plan {
        if (door.isNegative() || door.isZero() || charges < 1 || runs < 1) {
            throw new IllegalArgumentException("a plan needs at least one second, one charge and one run");
        }
    }
}
