package io.tieout.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The simulated system's own time: the host's clock plus what was advanced so far, kept over restarts. */
public final class SandboxClock {

    private static final String AHEAD = "clock ahead, ms";

    private final Clock base;
    private final RowStore rows;

    SandboxClock(Clock base, RowStore rows) {
        this.base = base;
        this.rows = rows;
    }

    public Instant now() {
        return base.instant().plusMillis(rows.peek(AHEAD));
    }

    /**
     * Moves the time ahead.
     *
     * @throws IllegalArgumentException for a negative duration: a system's time never goes back
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("advance: a duration that is not negative is needed");
        }
        rows.transaction(() -> {
            rows.setNumber(AHEAD, rows.number(AHEAD) + by.toMillis());
            return null;
        });
    }

    /** This clock as Java knows it, in the zone of the host's clock. */
    public Clock asClock() {
        return in(base.getZone());
    }

    private Clock in(ZoneId zone) {
        SandboxClock time = this;
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return in(other);
            }

            @Override
            public Instant instant() {
                return time.now();
            }
        };
    }
}
