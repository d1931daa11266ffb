package io.tieout.fault;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Events that are delivered without end, some at once, until it is closed; and what the door said of each. */
final class Deliveries implements AutoCloseable {
    private final Door door;
    private final int size;
    private final Set<String> accepted = new HashSet<>();
    private final Map<Integer, Integer> statuses = new HashMap<>();
    private final List<CompletableFuture<Void>> senders = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private Deliveries(Door door, int atOnce, int size) {
        this.door = door;
        this.size = size;
        for (int sender = 0; sender < atOnce; sender++) {
            another();
        }
    }

    static Deliveries begin(Door door, int atOnce) {
        return begin(door, atOnce, 0);
    }

    /** The same, with bodies of at least so many bytes. */
    static Deliveries begin(Door door, int atOnce, int size) {
        return new Deliveries(door, atOnce, size);
    }

    /** One more that delivers. */
    void another() {
        senders.add(next());
    }

    private CompletableFuture<Void> next() {
        String id = "evt_fault_" + UUID.randomUUID();
        return door.deliver(id, size).thenComposeAsync(status -> {
            note(id, status);
            return closed ? CompletableFuture.completedFuture(null) : next();
        });
    }

    private synchronized void note(String id, int status) {
        statuses.merge(status, 1, Integer::sum);
        if (status / 100 == 2) {
            accepted.add(id);
        }
    }

    /** How often a status was the answer. */
    synchronized int count(int status) {
        return statuses.getOrDefault(status, 0);
    }

    synchronized Set<Integer> statuses() {
        return Set.copyOf(statuses.keySet());
    }

    synchronized Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    /** Nothing more is delivered; waits for the answers that are due. */
    @Override
    public void close() {
        closed = true;
        senders.forEach(CompletableFuture::join);
    }
}
