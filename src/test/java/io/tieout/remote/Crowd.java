package io.tieout.remote;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.RetryLater;
import io.tieout.remote.Limits.Limit;
import io.tieout.remote.Limits.Permit;
import io.tieout.store.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Many callers over several processes who come back as soon as they may; it counts what they got. */
final class Crowd implements AutoCloseable {
    private static final ConnectionId CONNECTION = new ConnectionId(7);

    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final Queue<RetryLater> refusals = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostInside = new AtomicInteger();
    private final Database clock;
    private final Limit limit;
    private final Duration call;

    /** Callers within this limit, each of whose calls takes so long; the database's clock times them. */
    Crowd(Database clock, Limit limit, Duration call) {
        this.clock = clock;
        this.limit = limit;
        this.call = call;
    }

    /** An entry happened between these two times of the database, in microseconds since 1970. */
    private record Entry(long after, long before) {
        boolean inOneSecond() {
            return second() == before / 1_000_000;
        }

        long second() {
            return after / 1_000_000;
        }
    }

    /** Lets so many callers come to each of the processes. */
    void come(List<LeasedLimits> processes, int callers) {
        for (LeasedLimits process : processes) {
            for (int caller = 0; caller < callers; caller++) {
                threads.execute(() -> turn(process));
            }
        }
    }

    int entered() {
        return entries.size();
    }

    int mostInside() {
        return mostInside.get();
    }

    /** Entries of each second; an entry that may have been in the one or the other is left out. */
    Map<Long, Long> enteredBySecond() {
        return entries.stream()
                .filter(Entry::inOneSecond)
                .collect(Collectors.groupingBy(Entry::second, Collectors.counting()));
    }

    /** How many seconds it took at most, the first and the last one counted as whole. */
    long secondsTouched() {
        long first = entries.stream().mapToLong(Entry::after).min().orElseThrow() / 1_000_000;
        long last = entries.stream().mapToLong(Entry::before).max().orElseThrow() / 1_000_000;
        return last - first + 1;
    }

    /** What each refusal says, without repetitions. */
    <T> List<T> refusals(Function<RetryLater, T> saying) {
        return refusals.stream().map(saying).distinct().toList();
    }

    /** Sends everyone away; throws what surprised one of them. */
    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("someone is still inside");
        }
        @Nullable Throwable failure = failures.poll();
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }

    private void turn(LeasedLimits process) {
        try {
            long after = now();
            Permit permit = process.enter(CONNECTION, limit);
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            entries.add(new Entry(after, now()));
            later(call, () -> {
                inside.decrementAndGet();
                permit.close();
                turn(process);
            });
        } catch (RetryLater refusal) {
            refusals.add(refusal);
            later(refusal.after().orElseThrow(), () -> turn(process));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void later(Duration wait, Runnable work) {
        if (!threads.isShutdown()) {
            CompletableFuture.delayedExecutor(wait.toNanos(), TimeUnit.NANOSECONDS, threads)
                    .execute(() -> guarded(work));
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void fail(Throwable failure) {
        if (!threads.isShutdown()) {
            failures.add(failure);
        }
    }

    private long now() {
        return clock.with(
                handle -> handle.createQuery("select (extract(epoch from clock_timestamp()) * 1000000)::bigint")
                        .mapTo(Long.class)
                        .one());
    }
}
