package io.tieout.launch;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What the private PostgreSQL keeps: {@code data}, {@code password} (mode 0600) and {@code postgres.log}. All methods
 * expect the caller to hold the {@link FolderLock}.
 */
final class PostgresFolder {

    static final String USER = "tieout";

    private static final int PASSWORD_BYTES = 24;
    /** How long a server may take to stop by itself, and how long when it is told. */
    private static final Duration MOMENTS = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path home;

    PostgresFolder(Path home) {
        this.home = home;
    }

    Path data() {
        return home.resolve("data");
    }

    Path log() {
        return home.resolve("postgres.log");
    }

    String password() {
        return PrivateFile.read(home.resolve("password"));
    }

    /** Makes the data folder when there is none; one that was left half made is made anew. */
    void initialise(PostgresCommands commands) {
        if (Files.isDirectory(data())) {
            return;
        }
        Path password = home.resolve("password");
        Path half = home.resolve("data.new");
        try {
            if (!Files.exists(password)) {
                PrivateFile.create(password, new RandomText().ofBytes(PASSWORD_BYTES));
            }
            PostgresBinaries.deleteTree(half);
            run(commands.initialise(half, USER, password));
            Files.move(half, data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw LaunchRefused.because("PostgreSQL's data folder can't be made in " + home + ": " + e, e);
        }
    }

    private void run(List<String> initdb) throws IOException {
        Process process = new ProcessBuilder(initdb)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log().toFile()))
                .start();
        try {
            if (process.waitFor() != 0) {
                throw LaunchRefused.because("PostgreSQL's data folder can't be made (initdb ended with "
                        + process.exitValue() + "); see " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Keeps the log of the run before as {@code postgres.log.previous}: two runs are enough, and they stay bounded. */
    void turnLog() {
        try {
            if (Files.exists(log())) {
                Files.move(log(), home.resolve("postgres.log.previous"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw LaunchRefused.because(log() + " can't be renamed: " + e, e);
        }
    }

    /**
     * Waits for a server whose program is gone already. It stops by itself within moments; only one that lost its guard
     * as well has to be told.
     *
     * @throws LaunchRefused when it doesn't stop
     */
    void awaitPreviousServer() {
        Optional<ProcessHandle> server = previousServer();
        if (server.isEmpty() || ends(server.get(), MOMENTS)) {
            return;
        }
        server.get().destroy();
        if (!ends(server.get(), PATIENCE)) {
            throw LaunchRefused.because("PostgreSQL (process " + server.get().pid() + ") still serves " + data()
                    + " and doesn't stop. Stop it, or set another folder with TIEOUT_HOME");
        }
    }

    private static boolean ends(ProcessHandle process, Duration patience) {
        CompletableFuture<?> ended =
                process.onExit().completeOnTimeout(process, patience.toMillis(), TimeUnit.MILLISECONDS);
        ended.join();
        return !process.isAlive();
    }

    private Optional<ProcessHandle> previousServer() {
        Path note = data().resolve("postmaster.pid");
        try {
            long pid = Long.parseLong(Files.readAllLines(note).get(0).strip());
            return ProcessHandle.of(pid).filter(this::servesThisFolder).or(() -> forget(note));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            throw LaunchRefused.because(note + " can't be read: " + e, e);
        }
    }

    /** After a crash the number may belong to any other program by now; what can't be told counts as the server. */
    private boolean servesThisFolder(ProcessHandle process) {
        return process.info()
                .commandLine()
                .map(line -> line.contains("postgres") && line.contains(data().toString()))
                .orElse(true);
    }

    private static Optional<ProcessHandle> forget(Path note) {
        try {
            // Else PostgreSQL would take the other program for itself and refuse to start. A server that ended just now
            // has deleted it already.
            Files.deleteIfExists(note);
            return Optional.empty();
        } catch (IOException e) {
            throw LaunchRefused.because(note + " can't be deleted: " + e, e);
        }
    }
}
