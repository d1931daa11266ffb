package io.tieout.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.crash.Finding.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The crash test: in its short form, or as the system properties {@code crash.*} ask. How it is started, what it does
 * and what it checks: {@code src/docs/crash-test.md}.
 */
class CrashIT {
    private static final Path FOLDER = Path.of("target", "crash");
    private static final String PREFIX = "crash.";

    /** As long as it was asked to take: the full form takes more than an hour. */
    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void partsThatAreKilledAndBroken_keepEveryPromise_andAnAlteredAuditTrailIsFound() throws IOException {
        // A seed that a person can type.
        Settings settings = Settings.of(parameters(), () -> new SecureRandom().nextInt(1_000_000));
        Path folder = Files.createTempDirectory(Files.createDirectories(FOLDER), "seed-" + settings.seed() + "-")
                .toAbsolutePath();
        System.out.println("Crash test with " + settings + "\nLogs, database and the simulators' rows: " + folder
                + "\nAgain with: " + settings.command());
        Consumer<String> out = System.out::println;
        try (Run run = new Run(settings, folder, out)) {
            Result result = run.result();

            out.accept(result.text());
            assertThat(result.findings()).as(result.text()).isEmpty();

            run.database().change("alter table audit_entry disable trigger user");
            run.database()
                    .change("update audit_entry set actor = 'nobody' where id = (select min(entry) from audit_seal)");
            assertThat(run.chain()).extracting(Finding::promise).containsExactly(Promise.AUDIT_CHAIN);
        }
        delete(folder);
    }

    private static Map<String, String> parameters() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .collect(Collectors.toMap(name -> name.substring(PREFIX.length()), System::getProperty));
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
