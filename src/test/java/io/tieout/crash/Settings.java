package io.tieout.crash;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * What a crash test was asked for; the same settings plan the same acts.
 *
 * @param seed of everything that is drawn by lot
 * @param charges how many charges are ordered
 * @param kills how often a process of the application is killed
 * @param restarts how often PostgreSQL is stopped and started again
 * @param processes processes of the application; the first works alone for a while
 * @param seconds how long the plan takes; 0: as long as a machine of two quiet cores needs for it
 */
record Settings(long seed, int charges, int kills, int restarts, int processes, int seconds) {
    private static final Map<String, Integer> SHORT =
            Map.of("charges", 60, "kills", 4, "restarts", 1, "processes", 3, "seconds", 0);
    private static final Map<String, Integer> MOST =
            Map.of("charges", 1_000_000, "kills", 100_000, "restarts", 10_000, "processes", 9, "seconds", 1_000_000);
    private static final String SEED = "seed";
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    /**
     * Reads parameters by their names here; what isn't given is as in the short form, the seed is drawn.
     *
     * @throws IllegalArgumentException for one that is unknown or wrong, with what is known
     */
    static Settings of(Map<String, String> parameters, LongSupplier draw) {
        Map<String, Long> given = new TreeMap<>();
        parameters.forEach((name, value) -> {
            boolean known = SHORT.containsKey(name) || name.equals(SEED);
            if (!known || !NUMBER.matcher(value).matches()) {
                throw new IllegalArgumentException("crash." + name + "=" + value + ": a number is needed; known are "
                        + SEED + " and " + new TreeSet<>(SHORT.keySet()));
            }
            given.put(name, Long.parseLong(value));
        });
        long seed = given.containsKey(SEED) ? given.get(SEED) : draw.getAsLong();
        return new Settings(
                seed,
                of(given, "charges"),
                of(given, "kills"),
                of(given, "restarts"),
                of(given, "processes"),
                of(given, "seconds"));
    }

    private static int of(Map<String, Long> given, String name) {
        long value = given.getOrDefault(name, (long) SHORT.get(name));
        long least = name.equals("charges") || name.equals("processes") ? 1 : 0;
        if (value < least || value > MOST.get(name)) {
            throw new IllegalArgumentException("crash." + name + " takes " + least + " to " + MOST.get(name));
        }
        return (int) value;
    }

    /** The command that runs the same plan again. */
    String command() {
        return "./mvnw -Pcrash -Dcrash.seed=" + seed + " -Dcrash.charges=" + charges + " -Dcrash.kills=" + kills
                + " -Dcrash.restarts=" + restarts + " -Dcrash.processes=" + processes
                + (seconds == 0 ? "" : " -Dcrash.seconds=" + seconds);
    }
}
