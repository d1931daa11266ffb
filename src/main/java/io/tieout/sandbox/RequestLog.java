package io.tieout.sandbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls that a sandbox received, newest last, bounded; neither headers nor bodies, so no secret is kept. */
public final class RequestLog {

    private static final int LIMIT = 5_000;

    /**
     * One call. {@code status} is null when the connection was cut without an answer, {@code fault} when none acted;
     * {@code query} is the raw query string. {@code time} is the sandbox's own time.
     */
    public record Entry(
            Instant time,
            String method,
            String path,
            @Nullable String query,
            String operation,
            @Nullable Integer status,
            @Nullable String fault) {}

    private final Deque<Entry> entries = new ArrayDeque<>();

    synchronized void add(Entry entry) {
        if (entries.size() == LIMIT) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    public synchronized List<Entry> all() {
        return List.copyOf(entries);
    }

    synchronized void clear() {
        entries.clear();
    }
}
