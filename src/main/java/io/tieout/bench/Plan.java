package io.tieout.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How much is measured.
 *
 * @param parts what
 * @param door how long one run at the door takes, and a process rests before its memory is read
 * @param charges charges that one run pays
 * @param runs runs of each measurement; their median counts
 * @param most facts in the database where the part {@link Part#GROWTH} ends
 * @param node the folder of a service on Node, installed, that is measured beside the door
 */
public record Plan(Set<Part> parts, Duration door, int charges, int runs, long most, Optional<Path> node) {
    public Plan {
        if (parts.isEmpty() || door.isNegative() || door.isZero() || charges < 1 || runs < 1 || most < 1) {
            throw new IllegalArgumentException("a plan needs at least one part, second, charge, run and fact");
        }
        parts = Set.copyOf(parts);
    }

    /** What is measured where nothing is named: all that takes minutes. */
    public static Set<Part> usual() {
        return EnumSet.complementOf(EnumSet.of(Part.GROWTH));
    }
}
