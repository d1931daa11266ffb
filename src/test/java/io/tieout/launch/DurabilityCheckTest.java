package io.tieout.launch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class DurabilityCheckTest {

    @Test
    void durable_database_passes() {
        PostgresAddress database = TestPostgres.newDatabase();
        assertThatCode(() -> DurabilityCheck.pass(database)).doesNotThrowAnyException();
    }

    @Test
    void setting_that_waits_for_a_standby_too_passes() throws SQLException {
        PostgresAddress database = with("synchronous_commit = remote_apply");
        assertThatCode(() -> DurabilityCheck.pass(database)).doesNotThrowAnyException();
    }

    @Test
    void setting_that_is_off_for_this_database_is_refused_by_name() throws SQLException {
        PostgresAddress database = with("synchronous_commit = off");
        assertThatThrownBy(() -> DurabilityCheck.pass(database))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("synchronous_commit")
                .hasMessageNotContaining("fsync");
    }

    @Test
    void database_that_is_not_there_is_refused_without_its_password() {
        PostgresAddress nobody = new PostgresAddress("jdbc:postgresql://127.0.0.1:1/none", "user", "s3cret-word");
        assertThatThrownBy(() -> DurabilityCheck.pass(nobody))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("TIEOUT_DB_URL")
                .hasMessageNotContaining("s3cret-word");
    }

    private static PostgresAddress with(String setting) throws SQLException {
        PostgresAddress database = TestPostgres.newDatabase();
        String name = database.url().substring(database.url().lastIndexOf('/') + 1);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter database " + name + " set " + setting);
        }
        return database;
    }
}
