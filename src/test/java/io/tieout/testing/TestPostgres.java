package io.tieout.testing;

import io.tieout.launch.EmbeddedPostgres;
import io.tieout.launch.PostgresAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One private PostgreSQL for each test JVM, under {@code target/postgres}, durable as in production. It ends with the
 * JVM. Quarkus loads tests with several class loaders, so what all of them must know is in system properties.
 */
public final class TestPostgres {

    private static final String URL = "tieout.test.postgres.url";
    private static final String USER = "tieout.test.postgres.user";
    private static final String PASSWORD = "tieout.test.postgres.password";
    private static final Path HOME = Path.of("target", "postgres");

    private TestPostgres() {}

    /** A new, empty database of this JVM's server; databases of earlier test runs are gone. */
    public static PostgresAddress newDatabase() {
        PostgresAddress server = server();
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        execute(server, "create database " + name);
        return server.database(name);
    }

    /** A new database with all that another holds now; nobody may be connected to that one. */
    public static PostgresAddress copyOf(PostgresAddress database) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        String original = database.url().substring(database.url().lastIndexOf('/') + 1);
        execute(server(), "create database " + name + " template " + original);
        return database.database(name);
    }

    private static PostgresAddress server() {
        // All class loaders share a constant text as an object. The properties themselves would not do: Java writes the
        // time zone to them at the first connection, on a thread of the driver.
        synchronized (URL) {
            if (System.getProperty(URL) == null) {
                PostgresAddress server = EmbeddedPostgres.start(HOME).address();
                leftOver(server).forEach(name -> execute(server, "drop database " + name + " with (force)"));
                System.setProperty(URL, server.url());
                System.setProperty(USER, server.user());
                System.setProperty(PASSWORD, server.password());
            }
            return new PostgresAddress(System.getProperty(URL), System.getProperty(USER), System.getProperty(PASSWORD));
        }
    }

    private static List<String> leftOver(PostgresAddress server) {
        List<String> names = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select datname from pg_database where datname like 'test%'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(PostgresAddress server, String sql) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
