package io.tieout.crash;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What has happened so far: counted by kind, and told line by line where it is rare. */
final class Story {
    private final Consumer<String> out;
    private final Map<String, Integer> counts = new TreeMap<>();
    private long begin = System.nanoTime();

    Story(Consumer<String> out) {
        this.out = out;
    }

    /** The time is counted from now on. */
    synchronized void begin() {
        begin = System.nanoTime();
    }

    synchronized void count(String kind) {
        count(kind, 1);
    }

    synchronized void count(String kind, int times) {
        counts.merge(kind, times, Integer::sum);
    }

    /** Counts it and says what it was. */
    synchronized void tell(String kind, String words) {
        count(kind);
        say(kind + ": " + words);
    }

    synchronized void say(String words) {
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        out.accept("%6d.%d  %s".formatted(time.toSeconds(), time.toMillisPart() / 100, words));
    }

    synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }
}
