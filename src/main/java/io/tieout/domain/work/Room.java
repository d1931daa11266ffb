package io.tieout.domain.work;

import io.tieout.domain.connection.ConnectionId;
import java.util.Map;

/**
 * How many rows of a kind a process can take now: all in all, and of one connection.
 *
 * @param most rows all in all
 * @param mostOfOne rows of one connection, those that it has under way included
 * @param underway rows that each connection has under way; a connection without any is left out
 */
public record Room(int most, int mostOfOne, Map<ConnectionId, Integer> underway) {

    public Room {
        underway = Map.copyOf(underway);
    }

    /** Room for so many rows of any connections, in a process that has nothing under way. */
    public static Room of(int most) {
        return new Room(most, most, Map.of());
    }
}
