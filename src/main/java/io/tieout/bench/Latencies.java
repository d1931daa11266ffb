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
        return new Latencies(durations.stream().mapToLong(Duration::toNanos).toArray());
    }

    /** Collects them while they come; for one thread. */
    static final class Recorder {
        private static final int FIRST = 1 << 16;

        private long[] nanos = new long[FIRST];
        private int count;

        void record(long duration) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = duration;
        }

        int count() {
            return count;
        }

        Latencies latencies() {
            return new Latencies(Arrays.copyOf(nanos, count));
        }
    }

    /**
     * The smallest measured duration, in milliseconds, that so many per cent of all do not exceed.
     *
     * @throws IllegalStateException when nothing was measured
     */
    double percentileMillis(int percent) {
        if (nanos.length == 0) {
            throw new IllegalStateException("nothing was measured: no call succeeded");
        }
        int rank = (int) Math.ceil(nanos.length * percent / 100.0);
        return nanos[Math.max(rank, 1) - 1] / NANOS_PER_MILLI;
    }
}
