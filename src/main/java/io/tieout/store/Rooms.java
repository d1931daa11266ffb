package io.tieout.store;

import io.tieout.domain.work.Room;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/**
 * Which connections rows may be claimed from, and how many: those that work and have room. A claim asks each of them
 * for its oldest rows, so that the backlog of one that is stopped, paused or busy costs the others nothing.
 */
public final class Rooms {
    /** Begins a claim: {@code free} has the connections {@code id} and their {@code room}; left open for conditions. */
    public static final String FREE = """
            with busy as (
              select * from unnest(:connections::bigint[], :underway::int[]) as t (connection_id, underway)),
            free as (
              select c.id, :mostOfOne - coalesce(busy.underway, 0) as room
              from connection c left join busy on busy.connection_id = c.id
              where c.enabled and c.stopped_at is null and coalesce(busy.underway, 0) < :mostOfOne
            """;

    private Rooms() {}

    /** Binds what {@link #FREE} names, and {@code most}. */
    public static Query bind(Query query, Room room) {
        List<Long> connections = new ArrayList<>();
        List<Integer> underway = new ArrayList<>();
        room.underway().forEach((connection, rows) -> {
            connections.add(connection.value());
            underway.add(rows);
        });
        return query.bindArray("connections", Long.class, connections)
                .bindArray("underway", Integer.class, underway)
                .bind("mostOfOne", room.mostOfOne())
                .bind("most", room.most());
    }
}
