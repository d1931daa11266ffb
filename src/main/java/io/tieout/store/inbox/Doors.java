package io.tieout.store.inbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Which connections take notifications: those that exist and are enabled, whatever their ERP or link does. One that was
 * found is remembered for a second, since at a busy door each delivery asks; one that was not is looked for each time.
 */
@ApplicationScoped
public class Doors {
    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private final Database database;
    private final Cache<Door, ConnectionId> found =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();

    Doors(Database database) {
        this.database = database;
    }

    private record Door(String system, String name) {}

    /** The enabled connection of this name and system. */
    public Optional<ConnectionId> open(String system, String name) {
        Door door = new Door(system, name);
        Optional<ConnectionId> known = Optional.ofNullable(found.getIfPresent(door));
        if (known.isPresent()) {
            return known;
        }
        Optional<ConnectionId> stored = stored(door);
        stored.ifPresent(connection -> found.put(door, connection));
        return stored;
    }

    private Optional<ConnectionId> stored(Door door) {
        return database.with(handle -> handle.createQuery(
                        "select id from connection where name = :name and system = :system and enabled")
                .bind("name", door.name())
                .bind("system", door.system())
                .mapTo(Long.class)
                .findOne()
                .map(ConnectionId::new));
    }
}
