package io.tieout.launch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks whether the database keeps what it has committed: promise 1 (durable before 2xx) is worth no more than these
 * settings. They are read as the application's own user will have them, with overrides of its role and database.
 */
final class DurabilityCheck {

    private static final List<String> SETTINGS = List.of("fsync", "synchronous_commit", "full_page_writes");
    private static final String OFF = "off";

    private DurabilityCheck() {}

    /**
     * Passes when all three settings are on. The other values of {@code synchronous_commit} pass too: each of them
     * waits for the local disk, and some for a standby as well.
     *
     * @throws LaunchRefused when the database can't be reached or a setting is off; names the setting
     */
    static void pass(PostgresAddress database) {
        List<String> off = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                if (OFF.equals(value(statement, setting))) {
                    off.add(setting);
                }
            }
        } catch (SQLException e) {
            throw LaunchRefused.because(
                    "The database in TIEOUT_DB_URL can't be reached as TIEOUT_DB_USER: " + e.getMessage(), e);
        }
        if (!off.isEmpty()) {
            throw LaunchRefused.because("The database would lose committed data in a crash: " + String.join(", ", off)
                    + " is off. Turn it on (server, database and role), then start again");
        }
    }

    private static String value(Statement statement, String setting) throws SQLException {
        try (ResultSet row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
