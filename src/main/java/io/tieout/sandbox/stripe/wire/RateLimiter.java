package io.tieout.sandbox.stripe.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts calls within the last second, per account and per endpoint (docs.stripe.com/rate-limits). */
public final class RateLimiter {

    private static final long SECOND_MILLIS = 1_000;

    private final Map<String, Deque<Long>> calls = new HashMap<>();

    /** Calls per second: of the whole account, and of one endpoint. Zero or less switches a limit off. */
    public record Limits(int account, int endpoint) {}

    /** The reason to refuse this call, or empty when it may run (it then counts). */
    public synchronized Optional<String> refusal(Limits limits, String account, String operation, long nowMillis) {
        Deque<Long> whole = recent(account, nowMillis);
        Deque<Long> endpoint = recent(account + " " + operation, nowMillis);
        if (limits.account() > 0 && whole.size() >= limits.account()) {
            return Optional.of("global-rate");
        }
        if (limits.endpoint() > 0 && endpoint.size() >= limits.endpoint()) {
            return Optional.of("endpoint-rate");
        }
        whole.addLast(nowMillis);
        endpoint.addLast(nowMillis);
        return Optional.empty();
    }

    private Deque<Long> recent(String key, long nowMillis) {
        Deque<Long> times = calls.computeIfAbsent(key, absent -> new ArrayDeque<>());
        while (!times.isEmpty() && times.peekFirst() <= nowMillis - SECOND_MILLIS) {
            times.removeFirst();
        }
        return times;
    }
}
