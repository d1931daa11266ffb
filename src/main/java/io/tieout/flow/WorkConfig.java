package io.tieout.flow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How workers work: limits and pauses, as the operator sets them under {@code tieout.work}. */
@ConfigMapping(prefix = "tieout.work")
public interface WorkConfig {

    /** How long a worker may hold a row before another takes it up. */
    @WithDefault("PT60S")
    Duration lease();

    /** Events, facts, batches and freezes that a process has under way at once, of each kind; each has a thread. */
    @WithDefault("24")
    @Min(1)
    int most();

    /** How many of them one connection may have, of each kind: the others' share when its system hangs. */
    @WithDefault("8")
    @Min(1)
    int mostOfOne();

    /** Polls that a process has under way at once, each on a thread. */
    @WithDefault("16")
    @Min(1)
    int polls();

    /** Pause between two looks for due rows while there are none. */
    @WithDefault("PT0.2S")
    Duration idleLook();

    /** Matched postings of a link that one look for full or old groups takes at most. */
    @WithDefault("5000")
    int mostCollected();

    /** First pause after a failure; doubles with each attempt. */
    @WithDefault("PT0.5S")
    Duration firstRetry();

    /** Longest pause between attempts. */
    @WithDefault("PT10M")
    Duration longestRetry();

    /** Failures in a row, without a known reason, after which an event or fact becomes a dead letter. */
    @WithDefault("30")
    @Min(1)
    int mostFailures();

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

    /** First pause before a group is imported again whose errors pass by themselves (no rate yet); it doubles. */
    @WithDefault("PT5M")
    Duration firstImportAgain();

    /** Longest pause before such a group is imported again. */
    @WithDefault("PT1H")
    Duration longestImportAgain();

    /** Imports of such a group after which a person is asked; with the pauses above, after a day and a half. */
    @WithDefault("36")
    @Min(1)
    int mostImports();

    /** How late the provider may list an event: so far before the last event a deep poll of events begins. */
    @WithDefault("PT10M")
    Duration eventOverlap();

    /** How far before the last event the polls of events between two deep ones begin. */
    @WithDefault("PT1M")
    Duration shortEventOverlap();

    /** Pause between two deep polls of events. */
    @WithDefault("PT10M")
    Duration deepPoll();

    /** How far back the first poll of events begins (Stripe keeps 30 days). */
    @WithDefault("P29D")
    Duration eventReach();
}
