package io.tieout.bench;

import java.time.Duration;

/**
 * How the ERPs and the links of a measurement work.
 *
 * @param latency what the ERP adds to each call
 * @param batch postings that a batch holds at most
 * @param age how long a posting waits for company in its batch
 */
record Work(Duration latency, int batch, Duration age) {

    /** An ERP without latency, and links as they are without a setting. */
    static Work usual() {
        return new Work(Duration.ZERO, 200, Duration.ofSeconds(2));
    }

    /** Each posting goes by itself to an ERP that is far away: most of its way is waiting for answers. */
    static Work farAway() {
        return new Work(Duration.ofMillis(200), 1, Duration.ofSeconds(2));
    }
}
