package io.tieout.crash;

import static org.awaitility.Awaitility.await;

import io.tieout.launch.EmbeddedPostgres;
import io.tieout.launch.PostgresAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The PostgreSQL of the test: one server at one port, durable as in production, which can be stopped and can crash. */
final class Database implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path home;
    private final Path logs;
    private final int port = Program.freePort();
    private final List<Away> away = new CopyOnWriteArrayList<>();
    private EmbeddedPostgres server;
    private int stops;

    /** A time in which it could not be reached, or not by everyone. */
    private record Away(Instant from, Instant to) {}

    Database(Path home, Path logs) {
        this.home = home;
        this.logs = logs;
        this.server = EmbeddedPostgres.start(home, port);
    }

    PostgresAddress address() {
        return server.address();
    }

    /** Stops it in order (fast shutdown), or ends it as a crash does (no checkpoint, recovery); starts it again. */
    synchronized void restart(boolean crash) {
        Instant from = Instant.now();
        Away until = new Away(from, Instant.MAX);
        away.add(until);
        if (crash) {
            crash();
        }
        server.close();
        keepLog();
        server = EmbeddedPostgres.start(home, port);
        away.add(new Away(from, Instant.now()));
        away.remove(until);
    }

    /** Whether it was stopped or being started again at a moment of this time. */
    boolean wasAway(Instant from, Instant to) {
        return away.stream()
                .anyMatch(time -> time.from().isBefore(to) && time.to().isAfter(from));
    }

    private void crash() {
        try {
            String pid = Files.readAllLines(home.resolve("data").resolve("postmaster.pid"))
                    .get(0)
                    .strip();
            Process kill = new ProcessBuilder("kill", "-QUIT", pid).start();
            if (!kill.waitFor(MOMENT.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("PostgreSQL can't be told to crash");
            }
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(postmaster -> postmaster
                            .onExit()
                            .completeOnTimeout(postmaster, MOMENT.toMillis(), TimeUnit.MILLISECONDS)
                            .join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Copies what it has logged since its start; the server itself keeps the log of two runs only. */
    void keepLog() {
        try {
            Files.copy(home.resolve("postgres.log"), logs.resolve("postgres-" + ++stops + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row of a query. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** On a busy machine a connection may take longer than its own limit. */
    private Connection connected() {
        return await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> address().connect(), Objects::nonNull);
    }

    /** Reads all rows. */
    <T> List<T> rows(String sql, Row<T> reader) {
        try (Connection connection = connected();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<T> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(reader.read(found));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long number(String sql) {
        return rows(sql, row -> row.getLong(1)).get(0);
    }

    void change(String sql) {
        try (Connection connection = connected();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        server.close();
        keepLog();
    }
}
