package io.tieout.flow;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When each loop of the workers ran last: a loop that died quietly is found by its silence. */
@ApplicationScoped
public class Heartbeat {
    private final Clock clock;
    private final Map<Loop, Instant> last = new ConcurrentHashMap<>();

    /** The loops that must keep running. */
    public enum Loop {
        EVENTS,
        FACTS,
        BATCHES,
        POSTINGS
    }

    public Heartbeat(Clock clock) {
        this.clock = clock;
        for (Loop loop : Loop.values()) {
            last.put(loop, clock.instant());
        }
    }

    /** Notes that a loop runs. */
    public void touch(Loop loop) {
        last.put(loop, clock.instant());
    }

    /** How long each loop has been silent; counted from the start for one that has not run yet. */
    public Map<Loop, Duration> silence() {
        Instant now = clock.instant();
        Map<Loop, Duration> silence = new EnumMap<>(Loop.class);
        last.forEach((loop, instant) -> silence.put(loop, Duration.between(instant, now)));
        return silence;
    }
}
