package io.tieout.remote;

import io.quarkus.runtime.ShutdownEvent;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.remote.HeldSlots.Slot;
import io.tieout.store.limit.LimitKey;
import io.tieout.store.limit.LimitRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Limits by leases: this process holds small slices of the second and slots for calls under way, so that most calls
 * ask the database nothing.
 */
@ApplicationScoped
public class LeasedLimits implements Limits {
    private static final Logger LOG = Logger.getLogger(LeasedLimits.class);

    private final LimitRows rows;
    private final LeaseTimes times;
    private final String holder = UUID.randomUUID().toString();
    private final Map<LimitKey, Held> buckets = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(LeasedLimits::daemon);
    private final ScheduledFuture<?> sweeps;
    private volatile boolean stopped;

    @Inject
    LeasedLimits(LimitRows rows) {
        this(rows, LeaseTimes.STANDARD);
    }

    LeasedLimits(LimitRows rows, LeaseTimes times) {
        this.rows = rows;
        this.times = times;
        long pause = times.sweep().toNanos();
        this.sweeps = sweeper.scheduleWithFixedDelay(this::sweep, pause, pause, TimeUnit.NANOSECONDS);
    }

    private record Held(HeldRate rate, HeldSlots slots) {}

    /** Enters a call: with a slot first, because a slot that is not used can be given back, and a call can't. */
    @Override
    public Permit enter(ConnectionId connection, Limit limit) {
        Held held = buckets.computeIfAbsent(new LimitKey(connection, limit.bucket()), this::held);
        Slot slot = held.slots().take(limit.atOnce());
        try {
            held.rate().take(limit.perSecond());
        } catch (RuntimeException e) {
            leave(held.slots(), slot);
            throw e;
        }
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.compareAndSet(true, false)) {
                leave(held.slots(), slot);
            }
        };
    }

    /** Gives back what no call uses; the slots of calls that still run follow when they end. */
    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent shutdown) {
        stopped = true;
        sweeps.cancel(false);
        sweeper.shutdown();
        buckets.values().forEach(held -> tend(held.slots(), Duration.ZERO));
    }

    private Held held(LimitKey key) {
        return new Held(new HeldRate(rows, key), new HeldSlots(rows, key, holder, times));
    }

    private void leave(HeldSlots slots, Slot slot) {
        slots.free(slot);
        if (stopped) {
            tend(slots, Duration.ZERO);
        }
    }

    private void sweep() {
        for (Held held : buckets.values()) {
            tend(held.slots(), times.idle());
        }
    }

    private static void tend(HeldSlots slots, Duration idle) {
        try {
            slots.giveBack(idle);
            slots.renew();
        } catch (RuntimeException e) {
            // The next sweep tries again; what is not given back runs out by itself.
            LOG.warnf(
                    "slots could not be renewed or given back reason=%s",
                    e.getClass().getSimpleName());
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "limits");
        thread.setDaemon(true);
        return thread;
    }
}
