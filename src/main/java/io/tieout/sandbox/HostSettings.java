package io.tieout.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * How one sandbox is hosted: the system's short name, the port on 127.0.0.1 (0 takes any free one), the file that
 * keeps its rows (none: memory only) and the clock that its own time starts from.
 */
public record HostSettings(String system, int port, Optional<Path> dataFile, Clock clock) {

    public HostSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(property(system) + ": a port from 0 to 65535 is needed");
        }
    }

    static String property(String system) {
        return "tieout.sandbox." + system + ".port";
    }
}
