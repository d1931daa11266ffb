package io.tieout.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * A private PostgreSQL 17 for the trial and for tests: the same program as in production, durable (fsync on), reachable
 * on 127.0.0.1 at a free port with a password of its own. It stops when this JVM ends, however it ends, and its data
 * survives. Linux and macOS; Windows isn't covered. Prints without its password.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 3;
    /** Recovery after a crash reads the whole log since the last checkpoint. */
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private static final int POLL_MILLIS = 50;

    private final Process guard;
    private final CompletableFuture<Void> unlocked;
    private final PostgresAddress address;

    private EmbeddedPostgres(Process guard, CompletableFuture<Void> unlocked, PostgresAddress address) {
        this.guard = guard;
        this.unlocked = unlocked;
        this.address = address;
    }

    /**
     * Starts PostgreSQL on the data in {@code home}, which is made when it isn't there; waits for a server of a program
     * that is just ending.
     *
     * @throws LaunchRefused when it can't be started; the message says what to do
     */
    public static EmbeddedPostgres start(Path home) {
        return start(home, () -> Ports.free(1).get(0));
    }

    /** As {@link #start(Path)}, at a known port: for a server that is started again under those who use it. */
    public static EmbeddedPostgres start(Path home, int port) {
        return start(home, () -> port);
    }

    private static EmbeddedPostgres start(Path home, IntSupplier ports) {
        Path folder = existing(home);
        FolderLock lock = FolderLock.take(folder, PATIENCE);
        try {
            PostgresFolder files = new PostgresFolder(folder);
            PostgresCommands commands = PostgresCommands.in(new PostgresBinaries(folder).folder());
            files.awaitPreviousServer();
            files.initialise(commands);
            return start(files, commands, new Site(lock, ports));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Path existing(Path home) {
        try {
            // Real path: PostgreSQL and the process list must name the folder alike.
            return Files.createDirectories(home.toAbsolutePath()).toRealPath();
        } catch (IOException e) {
            throw LaunchRefused.because("The folder " + home + " can't be made: " + e, e);
        }
    }

    /** The folder's lock, and where the next attempt listens. */
    private record Site(FolderLock lock, IntSupplier ports) {}

    private static EmbeddedPostgres start(PostgresFolder files, PostgresCommands commands, Site site) {
        files.turnLog();
        // Another program may take the free port first, and a killed server's last children may still be ending.
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            PostgresAddress address =
                    PostgresAddress.local(site.ports().getAsInt(), PostgresFolder.USER, files.password());
            Process guard = launch(files, commands, address.port());
            if (answers(guard, address)) {
                // The lock goes with the server, not with whoever holds this object.
                CompletableFuture<Void> unlocked = guard.onExit().thenRun(site.lock()::close);
                return new EmbeddedPostgres(guard, unlocked, address);
            }
            end(guard);
        }
        throw LaunchRefused.because("PostgreSQL doesn't start; see " + files.log());
    }

    private static Process launch(PostgresFolder files, PostgresCommands commands, int port) {
        try {
            return new ProcessBuilder(commands.serve(files.data(), port))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(files.log().toFile()))
                    .start();
        } catch (IOException e) {
            throw LaunchRefused.because("PostgreSQL can't be started: " + e, e);
        }
    }

    private static boolean answers(Process guard, PostgresAddress address) {
        for (long waited = 0; waited < START_LIMIT.toMillis(); waited += POLL_MILLIS) {
            if (connects(address)) {
                return true;
            }
            if (endsWithin(guard, Duration.ofMillis(POLL_MILLIS))) {
                return false;
            }
        }
        return false;
    }

    private static boolean connects(PostgresAddress address) {
        try (Connection connection = address.connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static boolean endsWithin(Process guard, Duration limit) {
        try {
            return guard.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for PostgreSQL", e);
        }
    }

    private static void end(Process guard) {
        try {
            // The guard reads the end of its input and gives PostgreSQL the fast shutdown.
            guard.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!endsWithin(guard, START_LIMIT)) {
            throw new IllegalStateException("PostgreSQL doesn't stop");
        }
    }

    /** Where it listens, with the user and the password of its superuser; never empty. */
    public PostgresAddress address() {
        return address;
    }

    /** Stops the server (fast shutdown, a checkpoint, no recovery at the next start) and waits for its end. */
    @Override
    public void close() {
        end(guard);
        unlocked.join();
    }

    @Override
    public String toString() {
        return "EmbeddedPostgres[" + address + "]";
    }
}
