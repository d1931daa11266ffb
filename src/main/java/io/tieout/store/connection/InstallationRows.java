package io.tieout.store.connection;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The one row that says which installation this database belongs to. */
@ApplicationScoped
@Transactional
public class InstallationRows {
    private final Database database;

    InstallationRows(Database database) {
        this.database = database;
    }

    /** Writes the row when there is none, and returns what stands there. */
    public Stored enter(String name) {
        return database.with(handle -> {
            handle.execute("insert into installation (name) values (?) on conflict do nothing", name);
            return handle.createQuery("select name, incarnation from installation")
                    .map((row, context) -> new Stored(row.getString("name"), row.getLong("incarnation")))
                    .one();
        });
    }

    /** The stored name, and which life of this database it is: a restore from a backup begins another one. */
    public record Stored(String name, long incarnation) {}
}
