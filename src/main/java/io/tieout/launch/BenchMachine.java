package io.tieout.launch;

import io.tieout.bench.Machine;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** What a bench ran on: the facts that need the database, the file system and the source folder. */
final class BenchMachine {

    private static final String UNKNOWN = "unknown";
    private static final int GIT_SECONDS = 10;

    private BenchMachine() {}

    /**
     * Describes the machine.
     *
     * @param settings of this process, with the address that the trial was given
     * @param home where the trial writes
     * @throws LaunchRefused when the database is not durable: its numbers would be worth nothing
     */
    static Machine of(Settings settings, Path home) {
        PostgresAddress database = new PostgresAddress(
                settings.text("quarkus.datasource.jdbc.url").orElse(""),
                settings.text("quarkus.datasource.username").orElse(""),
                settings.text("quarkus.datasource.password").orElse(""));
        DurabilityCheck.pass(database);
        return Machine.ofProcess(version(database), fileSystem(home), commit());
    }

    private static String version(PostgresAddress database) {
        try (Connection connection = database.connect()) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw LaunchRefused.because("The private PostgreSQL doesn't tell its version", e);
        }
    }

    private static String fileSystem(Path home) {
        try {
            return Files.getFileStore(home).type();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** Of the working directory, when it is a clone; marked when it was changed since. */
    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
                    .redirectError(Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean well = git.waitFor(GIT_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0;
            return well && !said.isEmpty() ? said : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
