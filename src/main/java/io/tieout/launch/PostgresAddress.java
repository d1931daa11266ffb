package io.tieout.launch;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;

/**
 * How to reach a PostgreSQL; prints without the password and without the address's parameters, which may hold one.
 *
 * @param url JDBC address, {@code jdbc:postgresql://host:port/database}
 * @param user who logs in
 * @param password that user's password
 */
public record PostgresAddress(String url, String user, String password) {

    private static final String PREFIX = "jdbc:postgresql:";
    private static final String CONNECT_SECONDS = "5";

    public PostgresAddress {
        if (!url.startsWith(PREFIX)) {
            throw new IllegalArgumentException("an address that begins with " + PREFIX + " is needed");
        }
    }

    static PostgresAddress local(int port, String user, String password) {
        return new PostgresAddress(PREFIX + "//127.0.0.1:" + port + "/postgres", user, password);
    }

    /** The same server and user, another database; for addresses without parameters. */
    public PostgresAddress database(String name) {
        return new PostgresAddress(url.substring(0, url.lastIndexOf('/') + 1) + name, user, password);
    }

    String name() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    int port() {
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1, url.lastIndexOf('/')));
    }

    /**
     * Opens one plain connection; the caller closes it.
     *
     * @throws SQLException when the server can't be reached or refuses the user
     */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        // Not by DriverManager: it sees only drivers of its own class loader, and the packaged program has another.
        for (Driver driver : ServiceLoader.load(Driver.class, PostgresAddress.class.getClassLoader())) {
            if (driver.acceptsURL(url)) {
                return driver.connect(url, properties);
            }
        }
        throw new SQLException("the address isn't one that PostgreSQL's driver understands");
    }

    @Override
    public String toString() {
        return "PostgresAddress[url=" + url.replaceFirst("\\?.*", "") + ", user=" + user + "]";
    }
}
