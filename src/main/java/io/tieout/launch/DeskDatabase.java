package io.tieout.launch;

import io.tieout.store.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The production database, as a command at an operator's desk uses it: without starting the application. */
final class DeskDatabase {

    private DeskDatabase() {}

    /**
     * Connects for a first time, so that what is wrong is told before anything is done.
     *
     * @throws LaunchRefused when it can't be reached, or isn't one that this program has set up
     */
    static Database open(PostgresAddress address) {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select to_regclass('audit_seal') is not null")) {
            row.next();
            if (!row.getBoolean(1)) {
                throw LaunchRefused.because("The database in TIEOUT_DB_URL has no tables of this version of Tieout: "
                        + "start serve on it first");
            }
        } catch (SQLException e) {
            throw LaunchRefused.because(
                    "The database in TIEOUT_DB_URL can't be reached as TIEOUT_DB_USER: " + e.getMessage(), e);
        }
        return Database.of(address::connect);
    }
}
