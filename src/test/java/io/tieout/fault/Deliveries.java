package io.tieout.fault;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Events that are delivered without end, some at once, until it is closed; and what the door said of each. */
final class Deliveries implements AutoCloseable {
    private final Door door;
    private final Set<String> accepted = new HashSet<>();
    private final Map<Integer, Integer> statuses = new HashMap<>();
    private final CompletableFuture<Void> ended;
    private volatile boolean closed;

    private Deliveries(Door door, int atOnce) {
        this.door = door;
        CompletableFuture<?>[] senders = new CompletableFuture<?>[atOnce];
        for (int sender = 0; sender < atOnce; sender++) {
            senders[sender] = next();
        }
        this.ended = CompletableFuture.allOf(senders);
    }

    static Deliveries begin(Door door, int atOnce) {
        return new Deliveries(door, atOnce);
    }

    private CompletableFuture<Void> next() {
        String id = "evt_fault_" + UUID.randomUUID();
        return door.deliver(id).thenComposeAsync(status -> {
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
        ended.join();
    }
}
