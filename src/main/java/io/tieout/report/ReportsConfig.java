package io.tieout.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** When reports are frozen, as the operator sets it under {@code tieout.reports}. */
@ConfigMapping(prefix = "tieout.reports")
public interface ReportsConfig {

    /** Pause between two looks for days that are due, in milliseconds. */
    @WithDefault("60000")
    @Min(1)
    long interval();

    /** How long after midnight of the link's zone a day is frozen, so that its last events have come. */
    @WithDefault("PT15M")
    Duration delay();
}
