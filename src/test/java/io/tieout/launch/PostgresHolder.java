package io.tieout.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A program of its own that holds a private PostgreSQL, commits one row and waits to be killed or told to end. */
final class PostgresHolder {

    private PostgresHolder() {}

    public static void main(String... arguments) throws SQLException, IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
        try (Connection connection = postgres.address().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists kept (word text)");
            statement.execute("insert into kept values ('committed')");
        }
        Terminal.ofProcess().out().println("committed");
        // Any byte, or the end of input, is the word to end; PostgreSQL isn't closed on purpose.
        int word = System.in.read();
        System.exit(word > 0 ? 0 : 1);
    }
}
