package io.tieout.launch;

import io.tieout.bench.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code bench} was asked for.
 *
 * @param plan how much is measured
 * @param output the file that gets the result as JSON; one that is there is replaced
 */
record BenchOptions(Plan plan, Optional<Path> output) {

    private static final int SECONDS = 10;
    private static final int MOST_SECONDS = 600;
    /** The sandbox company has invoices for three runs of so many. */
    private static final int MOST_CHARGES = 60;

    private static final String USAGE =
            "Usage: bench [--seconds 1..." + MOST_SECONDS + "] [--charges 1..." + MOST_CHARGES + "] [--output FILE]";

    /** @throws LaunchRefused (exit code 2 when the options are wrong, 1 when the file can't be written) */
    static BenchOptions of(List<String> arguments) {
        int seconds = SECONDS;
        int charges = MOST_CHARGES;
        Optional<Path> output = Optional.empty();
        if (arguments.size() % 2 != 0) {
            throw LaunchRefused.wrongUse(USAGE);
        }
        for (int i = 0; i < arguments.size(); i += 2) {
            String value = arguments.get(i + 1);
            switch (arguments.get(i)) {
                case "--seconds" -> seconds = number(value, MOST_SECONDS);
                case "--charges" -> charges = number(value, MOST_CHARGES);
                case "--output" -> output = Optional.of(writable(Path.of(value)));
                default -> throw LaunchRefused.wrongUse(USAGE);
            }
        }
        return new BenchOptions(new Plan(Duration.ofSeconds(seconds), charges, Plan.RUNS), output);
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

    /** Looked at before minutes are spent on measuring. */
    private static Path writable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
            throw LaunchRefused.because("The file " + file + " can't be written: name one in a folder that is there");
        }
        return file;
    }
}
