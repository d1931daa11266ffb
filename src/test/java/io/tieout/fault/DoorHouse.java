package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.launch.EmbeddedPostgres;
import io.tieout.launch.PostgresAddress;
import io.tieout.testing.KeySetResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged program with a door, on a PostgreSQL of its own that can be stopped and can crash. */
final class DoorHouse implements AutoCloseable {
    private final Path home;
    private final int port = ServedProcess.freePort();
    private final ServedTenant tenant = new ServedTenant("door");
    private final PostgresAddress database;
    private final ServedProcess process;
    private final Door door;
    private EmbeddedPostgres server;

    /** @param storage where the database keeps its tables: statements that make it, before the database is made */
    DoorHouse(String name, Storage storage) throws Exception {
        this(name, storage, Map.of());
    }

    /** The same, with other settings of the program than it has by itself here. */
    DoorHouse(String name, Storage storage, Map<String, String> others) throws Exception {
        home = home(name);
        server = EmbeddedPostgres.start(home, port);
        try (Connection connection = server.address().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name + storage.prepare(home, statement));
        }
        database = server.address().database(name);
        String keySet = new KeySetResource().start().get("tieout.keyset");
        Map<String, String> settings = new HashMap<>(ServedCompany.settings(database, keySet));
        settings.put("TIEOUT_INTAKE_LONGEST_DELIVERY", "PT20S");
        settings.putAll(others);
        process = ServedProcess.start(name, settings).awaitReady();
        tenant.setUp(database, process.address());
        door = tenant.openDoor(process.address());
    }

    /** Where the PostgreSQL of a house of this name has its files, which stay. */
    static Path home(String name) {
        return Path.of("target", "postgres-" + name);
    }

    /** Where a database keeps its tables. */
    @FunctionalInterface
    interface Storage {
        /** Where PostgreSQL keeps them by itself. */
        Storage USUAL = (home, statement) -> "";

        /** What the statement that makes the database ends with. */
        String prepare(Path home, Statement statement) throws Exception;
    }

    ServedProcess process() {
        return process;
    }

    Door door() {
        return door;
    }

    Connection connect() throws SQLException {
        return database.connect();
    }

    /** Stops PostgreSQL in order. */
    void stopDatabase() {
        server.close();
    }

    /** Ends PostgreSQL as a crash does: without a checkpoint. */
    void crashDatabase() throws IOException, InterruptedException {
        String pid = Files.readAllLines(data().resolve("postmaster.pid")).get(0).strip();
        Process kill = new ProcessBuilder("kill", "-QUIT", pid).start();
        assertThat(kill.waitFor(20, TimeUnit.SECONDS)).isTrue();
        server.close();
    }

    void startDatabase() {
        server = EmbeddedPostgres.start(home, port);
    }

    /** Waits until PostgreSQL answers; where it has ended by itself, it is started again, as who runs it would. */
    void awaitDatabase() {
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> {
                    if (!Files.exists(data().resolve("postmaster.pid"))) {
                        server.close();
                        startDatabase();
                    }
                    return number("select 1") == 1;
                });
    }

    /** Where PostgreSQL keeps its files. */
    Path data() {
        return home.resolve("data");
    }

    /** Whether PostgreSQL has said something since its start. */
    boolean databaseSaid(String words) throws IOException {
        return Files.readString(home.resolve("postgres.log")).contains(words);
    }

    /** How many of some events are stored. */
    long stored(Collection<String> ids) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(
                        "select count(distinct event_id) from event where event_id = any(?)")) {
            Array array = connection.createArrayOf("text", ids.toArray());
            statement.setArray(1, array);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        process.close();
        tenant.close();
        server.close();
    }
}
