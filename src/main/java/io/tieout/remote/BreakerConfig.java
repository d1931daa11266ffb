package io.tieout.remote;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** When calls to a connection rest, as the operator sets it under {@code tieout.breaker}. */
@ConfigMapping(prefix = "tieout.breaker")
public interface BreakerConfig {

    /** Calls in a row without an answer after which a connection rests. */
    @WithDefault("5")
    @Min(1)
    int failures();

    /** How long it rests before one call tries again. */
    @WithDefault("PT30S")
    Duration pause();
}
