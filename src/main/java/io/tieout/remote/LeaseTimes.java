package io.tieout.remote;

import java.time.Duration;

/**
 * How a process keeps its slots.
 *
 * @param lease how long a slot is held without being renewed: the slots of a dead process are gone as long
 * @param idle how long a slot stays with a process that does not use it
 * @param sweep how often a process looks after its slots
 */
record LeaseTimes(Duration lease, Duration idle, Duration sweep) {
    static final LeaseTimes STANDARD =
            new LeaseTimes(Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofMillis(500));

    /** A slot is renewed from then on: early enough for many more tries, late enough to be rare. */
    long renewBelowNanos() {
        return lease.toNanos() * 2 / 3;
    }

    /** A slot that has less left begins no call: its renewals have failed for a while. */
    long reuseAboveNanos() {
        return lease.toNanos() / 3;
    }
}
