package io.tieout.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How the key set is watched, as the operator sets it under {@code tieout.keys}. */
@ConfigMapping(prefix = "tieout.keys")
public interface KeysConfig {

    /** Pause between two looks at the key set file, in milliseconds. Who is silent for a minute has ended. */
    @WithDefault("5000")
    @Min(1)
    @Max(20_000)
    long interval();
}
