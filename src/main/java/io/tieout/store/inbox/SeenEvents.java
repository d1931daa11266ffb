package io.tieout.store.inbox;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The ids by which repeated events are known; one that came again later would be one more lead to a known fact. */
@ApplicationScoped
public class SeenEvents {
    private final Database database;

    SeenEvents(Database database) {
        this.database = database;
    }

    /** Which of these events of a connection are stored already, without their payloads being sent. */
    public Set<String> known(ConnectionId connection, List<String> eventIds) {
        return database.with(handle -> handle.createQuery(
                        "select event_id from event_seen where connection_id = :connection and event_id = any(:ids)")
                .bind("connection", connection.value())
                .bindArray("ids", String.class, eventIds)
                .mapTo(String.class)
                .collect(Collectors.toSet()));
    }

    /** Forgets the ids of events that came before a time, the oldest first; answers how many. */
    public int forget(Instant before, int most) {
        return database.with(handle -> handle.createUpdate("""
                        delete from event_seen s using (
                          select connection_id, event_id from event_seen where received_at < :before
                          order by received_at limit :most for update skip locked) old
                        where s.connection_id = old.connection_id and s.event_id = old.event_id""")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("most", most)
                .execute());
    }
}
