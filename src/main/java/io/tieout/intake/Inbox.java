package io.tieout.intake;

import io.quarkus.runtime.ShutdownEvent;
import io.tieout.store.StoreRefused;
import io.tieout.store.inbox.Arrival;
import io.tieout.store.inbox.InboxEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Group commit: many notifications share one insert and one commit, and each is answered after it. Bounded by count
 * and bytes; no thread is held while a notification waits.
 */
@ApplicationScoped
public class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final int MOST_TRIES = 5;

    private final InboxEvents events;
    private final IntakeConfig config;
    private final ExecutorService committers;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private long waitingBytes;
    private int committing;
    private boolean closed;

    Inbox(InboxEvents events, IntakeConfig config) {
        this.events = events;
        this.config = config;
        this.committers = Executors.newFixedThreadPool(config.commits(), work -> new Thread(work, "intake-commit"));
    }

    private record Waiting(Arrival arrival, CompletableFuture<Outcome> answer) {}

    /** What became of a notification. */
    public enum Outcome {
        /** It is on disk, now or since an earlier delivery. */
        STORED,
        /** Nothing of it was stored: the queue is full, or the door is closing. */
        FULL,
        /** Nothing of it was stored: a value can't be kept (for example a NUL in a text). */
        UNSTORABLE,
        /** Nothing of it was stored: the database did not commit. */
        NOT_COMMITTED
    }

    /** Takes a notification; the stage completes after its commit. */
    public CompletionStage<Outcome> append(Arrival arrival) {
        Waiting waiting = new Waiting(arrival, new CompletableFuture<>());
        synchronized (queue) {
            if (closed
                    || queue.size() >= config.mostWaiting()
                    || waitingBytes + arrival.payload().length > config.mostWaitingBytes()) {
                return CompletableFuture.completedFuture(Outcome.FULL);
            }
            queue.add(waiting);
            waitingBytes += arrival.payload().length;
            if (committing < config.commits()) {
                committing++;
                committers.execute(this::commitAll);
            }
        }
        return waiting.answer();
    }

    /** Whether the door takes notifications. */
    public boolean open() {
        synchronized (queue) {
            return !closed;
        }
    }

    private void commitAll() {
        for (List<Waiting> group = next(); !group.isEmpty(); group = next()) {
            commit(group);
        }
    }

    private List<Waiting> next() {
        synchronized (queue) {
            List<Waiting> group = new ArrayList<>();
            while (!queue.isEmpty() && group.size() < config.mostInGroup()) {
                Waiting waiting = queue.remove();
                waitingBytes -= waiting.arrival().payload().length;
                group.add(waiting);
            }
            if (group.isEmpty()) {
                committing--;
            }
            return group;
        }
    }

    private void commit(List<Waiting> group) {
        Outcome outcome = tryCommit(group);
        if (outcome == Outcome.UNSTORABLE && group.size() > 1) {
            // One value spoils the insert for all: found by inserting singly, so that only its sender is refused.
            group.forEach(waiting -> commit(List.of(waiting)));
            return;
        }
        group.forEach(waiting -> waiting.answer().complete(outcome));
    }

    private Outcome tryCommit(List<Waiting> group) {
        try {
            append(group.stream().map(Waiting::arrival).toList());
            return Outcome.STORED;
        } catch (StoreRefused refused) {
            if (refused.dataError()) {
                return Outcome.UNSTORABLE;
            }
            LOG.warnf("intake could not commit count=%d reason=%s", group.size(), refused.getMessage());
            return Outcome.NOT_COMMITTED;
        } catch (RuntimeException e) {
            LOG.warnf(
                    "intake could not commit count=%d reason=%s",
                    group.size(), e.getClass().getSimpleName());
            return Outcome.NOT_COMMITTED;
        }
    }

    /** Two inserts that meet on the same events may be a deadlock, of which the database lets one go on. */
    private void append(List<Arrival> arrivals) {
        for (int tries = 1; ; tries++) {
            try {
                events.append(arrivals);
                return;
            } catch (StoreRefused refused) {
                if (!refused.repeatable() || tries == MOST_TRIES) {
                    throw refused;
                }
                LOG.infof("intake repeats a commit count=%d reason=%s", arrivals.size(), refused.getMessage());
            }
        }
    }

    /** The door refuses from now on; what waits is still committed and answered. */
    void close(@Observes ShutdownEvent shutdown) {
        synchronized (queue) {
            closed = true;
        }
        committers.shutdown();
    }
}
