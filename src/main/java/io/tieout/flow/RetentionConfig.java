package io.tieout.flow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Period;

/** How long payloads stay, as the operator sets it under {@code tieout.retention}; the limits are in {@link Keep}. */
@ConfigMapping(prefix = "tieout.retention")
public interface RetentionConfig {

    /** Pause between two looks for what may go, in milliseconds. */
    @WithDefault("60000")
    @Min(1)
    long interval();

    /** How long the payload of a notification stays after it was worked on; whole months go. */
    @WithDefault("P90D")
    @WithConverter(PeriodText.class)
    Period events();

    /** How long free texts of facts and names of customers stay after all work on them is over. */
    @WithDefault("P13M")
    @WithConverter(PeriodText.class)
    Period facts();

    /** How long the ids of notifications are remembered, to know duplicates by. */
    @WithDefault("P35D")
    @WithConverter(PeriodText.class)
    Period duplicates();

    /** Rows that one transaction thins at most. */
    @WithDefault("500")
    @Min(1)
    int portion();

    /** Portions of each kind that one look takes at most. */
    @WithDefault("100")
    @Min(1)
    int mostPortions();

    /** A month of which more payloads than these are needed still is left whole until fewer are. */
    @WithDefault("10000")
    @Min(0)
    int mostKept();
}
