package io.tieout.flow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How workers work: limits and pauses, as the operator sets them under {@code tieout.work}. */
@ConfigMapping(prefix = "tieout.work")
public interface WorkConfig {

    /** How long a worker may hold a row before another takes it up. */
    @WithDefault("PT60S")
    Duration lease();

    /** Rows that one claim takes at most. */
    @WithDefault("64")
    int most();

    /** Threads on which routes work. */
    @WithDefault("16")
    int threads();

    /** Matched postings of a link that one look for full or old groups takes at most. */
    @WithDefault("5000")
    int mostCollected();

    /** First pause after a failure; doubles with each attempt. */
    @WithDefault("PT0.5S")
    Duration firstRetry();

    /** Longest pause between attempts. */
    @WithDefault("PT10M")
    Duration longestRetry();

    /** Attempts after which an event or fact that fails without a known reason becomes a dead letter. */
    @WithDefault("30")
    int mostAttempts();

    /** First pause between two looks at a batch in the target; doubles while nothing changes. */
    @WithDefault("PT0.25S")
    Duration firstLook();

    /** Longest pause between two looks at a batch. */
    @WithDefault("PT1M")
    Duration longestLook();

    /** How often what is held is looked at, beside the provider's notifications. */
    @WithDefault("PT1H")
    Duration heldLook();

    /** How often a failed group is looked at: a person may have mended it in the ERP. */
    @WithDefault("PT10M")
    Duration failedLook();

    /** How far before the last event the next poll of events begins. */
    @WithDefault("PT10M")
    Duration eventOverlap();

    /** How far back the first poll of events begins (Stripe keeps 30 days). */
    @WithDefault("P29D")
    Duration eventReach();
}
