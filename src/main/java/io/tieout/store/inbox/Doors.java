package io.tieout.store.inbox;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Which connections take notifications: those that exist and are enabled, whatever their ERP or link does. */
@ApplicationScoped
public class Doors {
    private final Database database;

    Doors(Database database) {
        this.database = database;
    }

    /** The enabled connection of this name and system. */
    public Optional<ConnectionId> open(String system, String name) {
        return database.with(handle -> handle.createQuery(
                        "select id from connection where name = :name and system = :system and enabled")
                .bind("name", name)
                .bind("system", system)
                .mapTo(Long.class)
                .findOne()
                .map(ConnectionId::new));
    }
}
