package io.tieout.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/** Durations of one run in order, for their percentiles. */
final class Latencies {
    private static final double NANOS_PER_MILLI = 1_000_000.0;

    private final long[] nanos;

    private Latencies(long[] nanos) {
        this.nanos = nanos;
        Arrays.sort(this.nanos);
    }

    static Latencies of(Collection<Duration> durations) {
        if (durations.isEmpty()) {
            throw new IllegalStateException("nothing was measured: no call succeeded");
        }
        return new Latencies(durations.stream().mapToLong(Duration::toNanos).toArray());
    }

    /** The smallest measured duration, in milliseconds, that so many per cent of all do not exceed. */
    double percentileMillis(int percent) {
        int rank = (int) Math.ceil(nanos.length * percent / 100.0);
        return nanos[Math.max(rank, 1) - 1] / NANOS_PER_MILLI;
    }
}
