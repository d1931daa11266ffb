package io.tieout.flow;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.work.Claim;
import io.tieout.domain.work.Room;
import io.tieout.flow.Heartbeat.Loop;
import io.tieout.port.RetryLater;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process has under way, by kind and connection. A process claims no more than it has room for, and one
 * connection has only a share of each kind: a system that hangs takes its own share and delays nobody else.
 */
@ApplicationScoped
public class Underway {
    private final WorkConfig config;
    private final Map<Loop, Map<Object, ConnectionId>> work = new ConcurrentHashMap<>();
    private final Set<String> polls = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    Underway(WorkConfig config) {
        this.config = config;
    }

    /** A row may be under way twice, when its lease ran out meanwhile. */
    private record Row(long id, long epoch) {}

    /** Work that takes a place until it is closed. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** For how much more of a kind there is room. */
    Room room(Loop loop) {
        Collection<ConnectionId> busy = of(loop).values();
        Map<ConnectionId, Integer> byConnection = new HashMap<>();
        busy.forEach(connection -> byConnection.merge(connection, 1, Integer::sum));
        int all = byConnection.values().stream().mapToInt(Integer::intValue).sum();
        int most = ended ? 0 : Math.max(config.most() - all, 0);
        return new Room(most, config.mostOfOne(), byConnection);
    }

    /** A claimed row is under way until {@link #over}. */
    void begin(Claim claim) {
        of(loop(claim)).put(new Row(claim.id(), claim.epoch()), connection(claim));
    }

    /** Whether the work on a claimed row has not ended yet. */
    public boolean has(Claim claim) {
        return of(loop(claim)).containsKey(new Row(claim.id(), claim.epoch()));
    }

    /** The work on a claimed row has ended, however it did; without effect when it had ended before. */
    public void over(Claim claim) {
        of(loop(claim)).remove(new Row(claim.id(), claim.epoch()));
    }

    /** A poll is under way until {@link #pollOver}; answers false when it already is, or none begins any more. */
    boolean beginPoll(String subject) {
        return !ended && polls.add(subject);
    }

    /** A poll has ended, however it did. */
    void pollOver(String subject) {
        polls.remove(subject);
    }

    /**
     * Polls begin again although some have not ended: one that was cut off between two routes will never be seen to
     * end, and one too many does no harm.
     */
    public void forgetPolls() {
        polls.clear();
    }

    /** There is no room for anything more in this process, which ends. */
    public void end() {
        ended = true;
    }

    /** Whether nothing is under way. */
    public boolean idle() {
        return polls.isEmpty() && work.values().stream().allMatch(Map::isEmpty);
    }

    /** Whether there is room for a freeze for a target. */
    boolean mayFreeze(ConnectionId target) {
        Room room = room(Loop.POSTINGS);
        return room.most() > 0 && room.underway().getOrDefault(target, 0) < room.mostOfOne();
    }

    /**
     * Takes a place for a freeze for a target, which is no claimed row.
     *
     * @throws RetryLater (not counted) when there is no room
     */
    Place freeze(ConnectionId target) {
        Map<Object, ConnectionId> freezes = of(Loop.POSTINGS);
        Object place = new Object();
        synchronized (freezes) {
            if (!mayFreeze(target)) {
                throw RetryLater.notTried("other batches of this target are being frozen", config.firstRetry());
            }
            freezes.put(place, target);
        }
        return () -> freezes.remove(place);
    }

    private Map<Object, ConnectionId> of(Loop loop) {
        return work.computeIfAbsent(loop, kind -> new ConcurrentHashMap<>());
    }

    private static Loop loop(Claim claim) {
        if (claim instanceof Claim.OfEvent) {
            return Loop.EVENTS;
        }
        return claim instanceof Claim.OfFact ? Loop.FACTS : Loop.BATCHES;
    }

    private static ConnectionId connection(Claim claim) {
        if (claim instanceof Claim.OfEvent event) {
            return event.connection();
        }
        return claim instanceof Claim.OfFact fact ? fact.connection() : ((Claim.OfBatch) claim).target();
    }
}
