package io.tieout.store.inbox;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** The ids by which repeated events are known; one that came again later would be one more lead to a known fact. */
@ApplicationScoped
public class SeenEvents {
    private final Database database;

    SeenEvents(Database database) {
        this.database = database;
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
