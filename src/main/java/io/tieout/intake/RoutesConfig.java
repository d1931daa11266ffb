package io.tieout.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where an operator's route files lie and how a change of them is taken over, set under {@code tieout.routes}. */
@ConfigMapping(prefix = "tieout.routes")
public interface RoutesConfig {

    /** A folder whose route files run in place of the packaged ones, and are read again when they change. */
    Optional<Path> directory();

    /** How often the folder is looked at. */
    @WithDefault("PT0.2S")
    Duration look();

    /** How long a change must stand still before it counts, so that no half-copied set is taken. */
    @WithDefault("PT0.4S")
    Duration settle();

    /** How long work under way, and then deliveries inside the doors, may end on the routes that go. */
    @WithDefault("PT0.5S")
    Duration drain();
}
