package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** How long things of one kind took: the one in the middle, and the shortest of the slowest tenth. */
record Took(String what, Duration median, Duration slow) {

    /**
     * What may become of a time: several times what it was in calm, a few minutes ago, on the same machine with the
     * same neighbours. Below the floor it may be whatever it is, since several times next to nothing is soon more; a
     * floor is a small part of what the trouble would cost whoever it reached.
     */
    record Limit(int times, Duration floor) {
        Duration above(Duration calm) {
            Duration most = calm.multipliedBy(times);
            return most.compareTo(floor) > 0 ? most : floor;
        }
    }

    static Took of(String what, List<Duration> all) {
        List<Duration> sorted = all.stream().sorted().toList();
        return new Took(what, sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 9 / 10));
    }

    void assertWithin(Limit limit, Took calm) {
        assertThat(median).as("%s, in the middle; in calm %s", what, calm).isLessThan(limit.above(calm.median));
        assertThat(slow).as("%s, the slowest tenth; in calm %s", what, calm).isLessThan(limit.above(calm.slow));
    }
}
