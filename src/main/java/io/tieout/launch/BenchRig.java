package io.tieout.launch;

import io.tieout.bench.Rig;
import io.tieout.bench.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Makes sites below the temporary folder of a bench, all on one PostgreSQL, and knows every process that was started: when
 * it is closed, whatever the measurement is at, all of them end and no other one starts.
 */
final class BenchRig implements Rig, AutoCloseable {
    /** What Java takes by itself in a pod of 768 MiB; on a large machine it would take one with threads of its own. */
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    private final Path home;
    private final KeySetFile keys;
    private final EmbeddedPostgres postgres;
    private final FreePorts ports = new FreePorts();
    private final List<ChildProgram> children = new ArrayList<>();
    private int sites;
    private boolean closed;

    /**
     * Starts PostgreSQL.
     *
     * @throws LaunchRefused when it can't be started, or would not keep what it commits
     */
    BenchRig(Path home) {
        this.home = home;
        keys = new KeySetFile(keySet());
        keys.create();
        postgres = EmbeddedPostgres.start(home.resolve("postgres"));
        DurabilityCheck.pass(postgres.address());
    }

    Path keySet() {
        return home.resolve("keys.json");
    }

    /** For all that is started here. */
    FreePorts ports() {
        return ports;
    }

    @Override
    public Site site(int companies) {
        sites++;
        String name = "site_" + sites;
        run("create database " + name);
        try {
            Path folder = Files.createDirectory(home.resolve(name));
            return new BenchSite(this, folder, postgres.address().database(name), companies);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the database of a site away, so that no housekeeping in it disturbs the next. */
    void leave(PostgresAddress database) {
        run("drop database " + database.name() + " with (force)");
    }

    private void run(String statement) {
        try (Connection connection = postgres.address().connect();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("the private PostgreSQL refuses: " + statement, e);
        }
    }

    /** Starts a command as {@link ChildProgram#start}. */
    ChildProgram start(Path log, List<String> java, Map<String, String> settings, String command) {
        List<String> options = new ArrayList<>(List.of(COLLECTOR));
        options.addAll(java);
        return started(() -> ChildProgram.start(log, options, settings, command));
    }

    /** Starts a service on Node as {@link ChildProgram#startNode}. */
    ChildProgram startNode(Path log, Path folder, Map<String, String> settings) {
        return started(() -> ChildProgram.startNode(log, folder, settings));
    }

    private synchronized ChildProgram started(Supplier<ChildProgram> starting) {
        if (closed) {
            throw new IllegalStateException("the bench has been told to stop");
        }
        ChildProgram child = starting.get();
        children.add(child);
        return child;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            children.forEach(ChildProgram::close);
            postgres.close();
        }
    }
}
