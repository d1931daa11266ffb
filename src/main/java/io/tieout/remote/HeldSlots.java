package io.tieout.remote;

import io.tieout.port.RetryLater;
import io.tieout.store.limit.LimitKey;
import io.tieout.store.limit.LimitRows;
import io.tieout.store.limit.SlotLease;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The slots that this process has leased in one bucket, each with or without a call under way.
 *
 * <p>Two locks, taken in this order: {@code leasing} while the database is asked, so that no two threads lease or give
 * back at once, and this object's monitor for a look at the slots in hand, which never waits for the database.
 */
final class HeldSlots {
    private static final long MILLI = 1_000_000;
    private static final long ASK_AGAIN = 100 * MILLI;

    private final LimitRows rows;
    private final LimitKey key;
    private final SlotLease lease;
    private final LeaseTimes times;
    private final ReentrantLock leasing = new ReentrantLock();
    private final Map<Integer, Slot> held = new HashMap<>();
    private long noneUntil = System.nanoTime();

    HeldSlots(LimitRows rows, LimitKey key, String holder, LeaseTimes times) {
        this.rows = rows;
        this.key = key;
        this.lease = new SlotLease(holder, times.lease());
        this.times = times;
    }

    /** A slot in hand; its fields are guarded by the monitor of its owner. */
    static final class Slot {
        private final int number;
        private boolean busy = true;
        private long leaseEnd;
        private long idleSince;

        private Slot(int number, long leaseEnd) {
            this.number = number;
            this.leaseEnd = leaseEnd;
        }
    }

    /** Takes a slot; throws RetryLater (not counted) when all processes together have {@code atOnce} calls under way. */
    Slot take(int atOnce) {
        Optional<Slot> free = reuse(atOnce);
        if (free.isPresent()) {
            return free.get();
        }
        leasing.lock();
        try {
            return reuse(atOnce).or(() -> lease(atOnce)).orElseThrow(() -> allTaken(atOnce));
        } finally {
            leasing.unlock();
        }
    }

    /** Takes back a slot whose call is over. */
    synchronized void free(Slot slot) {
        slot.busy = false;
        slot.idleSince = System.nanoTime();
    }

    /** Renews what runs out before long, for calls under way as for slots that may soon be used again. */
    void renew() {
        leasing.lock();
        try {
            Set<Integer> due = due();
            if (!due.isEmpty()) {
                long asked = System.nanoTime();
                renewed(due, rows.renewSlots(key, due, lease), asked);
            }
        } finally {
            leasing.unlock();
        }
    }

    /** Gives back the slots that were idle for so long. */
    void giveBack(Duration idle) {
        leasing.lock();
        try {
            Set<Integer> slots = removeIdle(idle);
            if (!slots.isEmpty()) {
                rows.giveBackSlots(key, slots, lease.holder());
            }
        } finally {
            leasing.unlock();
        }
    }

    private synchronized Optional<Slot> reuse(int atOnce) {
        long now = System.nanoTime();
        Optional<Slot> free = held.values().stream()
                .filter(slot -> !slot.busy && slot.number < atOnce && slot.leaseEnd - now > times.reuseAboveNanos())
                .findFirst();
        free.ifPresent(slot -> slot.busy = true);
        return free;
    }

    private Optional<Slot> lease(int atOnce) {
        // From before the question on: by this process' count the lease ends a little early, never late.
        long asked = System.nanoTime();
        if (asked - noneUntil < 0 || allMine(atOnce)) {
            return Optional.empty();
        }
        OptionalInt number = rows.leaseSlot(key, atOnce, lease);
        if (number.isEmpty()) {
            noneUntil = System.nanoTime() + ASK_AGAIN;
            return Optional.empty();
        }
        return Optional.of(add(number.getAsInt(), asked + times.lease().toNanos()));
    }

    private synchronized boolean allMine(int atOnce) {
        return held.keySet().stream().filter(number -> number < atOnce).count() >= atOnce;
    }

    private synchronized Slot add(int number, long leaseEnd) {
        Slot slot = new Slot(number, leaseEnd);
        held.put(number, slot);
        return slot;
    }

    private synchronized Set<Integer> due() {
        long now = System.nanoTime();
        return numbers(slot -> slot.leaseEnd - now < times.renewBelowNanos());
    }

    private synchronized void renewed(Collection<Integer> due, Set<Integer> kept, long asked) {
        for (Integer number : due) {
            Slot slot = held.get(number);
            if (slot != null && kept.contains(number)) {
                slot.leaseEnd = asked + times.lease().toNanos();
            } else {
                // Another process has it since; a call under way goes on, and its slot isn't used again.
                held.remove(number);
            }
        }
    }

    private synchronized Set<Integer> removeIdle(Duration idle) {
        long now = System.nanoTime();
        Set<Integer> slots = numbers(slot -> !slot.busy && now - slot.idleSince >= idle.toNanos());
        held.keySet().removeAll(slots);
        return slots;
    }

    private Set<Integer> numbers(Predicate<Slot> wanted) {
        return held.values().stream().filter(wanted).map(slot -> slot.number).collect(Collectors.toUnmodifiableSet());
    }

    private RetryLater allTaken(int atOnce) {
        long wait = ThreadLocalRandom.current().nextLong(100 * MILLI, 300 * MILLI);
        return RetryLater.notTried(
                "the limit of " + atOnce + " calls at once is reached: " + key.bucket(), Duration.ofNanos(wait));
    }
}
