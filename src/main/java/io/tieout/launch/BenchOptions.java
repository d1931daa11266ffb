package io.tieout.launch;

import io.tieout.bench.Part;
import io.tieout.bench.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code bench} was asked for.
 *
 * @param plan how much is measured
 * @param output the file that gets the result as JSON; one that is there is replaced
 */
record BenchOptions(Plan plan, Optional<Path> output) {

    private static final int SECONDS = 10;
    private static final int MOST_SECONDS = 600;
    private static final int CHARGES = 960;
    private static final int MOST_CHARGES = 100_000;
    private static final int FACTS = 10_000_000;
    private static final int MOST_FACTS = 1_000_000_000;
    private static final int RUNS = 3;
    private static final int MOST_RUNS = 99;
    private static final String PARTS =
            Stream.of(Part.values()).map(BenchOptions::word).collect(Collectors.joining(","));

    private static final String USAGE = "Usage: bench [--parts " + PARTS + "] [--seconds 1..." + MOST_SECONDS
            + "] [--charges 1..." + MOST_CHARGES + "] [--facts 1..." + MOST_FACTS + "] [--runs 1..." + MOST_RUNS
            + "] [--node FOLDER] [--output FILE]";

    /** @throws LaunchRefused (exit code 2 when the options are wrong, 1 when the file can't be written) */
    static BenchOptions of(List<String> arguments) {
        Set<Part> parts = Plan.usual();
        int seconds = SECONDS;
        int charges = CHARGES;
        int facts = FACTS;
        int runs = RUNS;
        Optional<Path> node = Optional.empty();
        Optional<Path> output = Optional.empty();
        if (arguments.size() % 2 != 0) {
            throw LaunchRefused.wrongUse(USAGE);
        }
        for (int i = 0; i < arguments.size(); i += 2) {
            String value = arguments.get(i + 1);
            switch (arguments.get(i)) {
                case "--parts" -> parts = parts(value);
                case "--facts" -> facts = number(value, MOST_FACTS);
                case "--runs" -> runs = number(value, MOST_RUNS);
                case "--seconds" -> seconds = number(value, MOST_SECONDS);
                case "--charges" -> charges = number(value, MOST_CHARGES);
                case "--node" -> node = Optional.of(installed(Path.of(value)));
                case "--output" -> output = Optional.of(writable(Path.of(value)));
                default -> throw LaunchRefused.wrongUse(USAGE);
            }
        }
        if (node.isPresent() && !parts.contains(Part.DOOR)) {
            throw LaunchRefused.wrongUse("--node is measured beside the part door, which is not named. " + USAGE);
        }
        return new BenchOptions(new Plan(parts, Duration.ofSeconds(seconds), charges, runs, facts, node), output);
    }

    private static Set<Part> parts(String text) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String word : text.split(",", -1)) {
            parts.add(Stream.of(Part.values())
                    .filter(part -> word(part).equals(word))
                    .findFirst()
                    .orElseThrow(() -> LaunchRefused.wrongUse(USAGE)));
        }
        return parts;
    }

    private static String word(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private static int number(String text, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw LaunchRefused.wrongUse(USAGE);
        }
        throw LaunchRefused.wrongUse(USAGE);
    }

    private static Path installed(Path folder) {
        if (!Files.isRegularFile(folder.resolve("server.mjs")) || !Files.isDirectory(folder.resolve("node_modules"))) {
            throw LaunchRefused.because("The folder " + folder
                    + " has no server.mjs with its node_modules: name src/bench/node, and run npm ci in it first");
        }
        return folder.toAbsolutePath();
    }

    /** Looked at before minutes are spent on measuring. */
    private static Path writable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
            throw LaunchRefused.because("The file " + file + " can't be written: name one in a folder that is there");
        }
        return file;
    }
}
