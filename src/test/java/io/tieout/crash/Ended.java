package io.tieout.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * A process that ended without being asked to or killed.
 *
 * @param status its exit code
 * @param cause the last line of its log that says what went wrong
 */
record Ended(int number, int status, String cause, Instant begin, Instant end) {
    /** As long as a start that finds no database may take to give up, and we to see it, on a busy machine. */
    private static final Duration GIVING_UP = Duration.ofSeconds(30);

    /** What a start says whose time for its first connection, the pool's first ones, or its first transaction is over. */
    private static final List<String> NO_ANSWER =
            List.of("Connection attempt timed out", "Acquisition timeout", "The transaction is not active");

    /**
     * Whether it might end. A start needs the database, and leaves it to whoever starts processes to try again; so does a
     * database that doesn't answer in time since the machine has far more to do than it can.
     *
     * @param away whether the database was away at a moment of this time
     * @param busy whether the machine is so
     */
    boolean mayBe(BiPredicate<Instant, Instant> away, boolean busy) {
        Instant since = end.minus(GIVING_UP);
        return away.test(begin.isAfter(since) ? begin : since, end)
                || (busy && NO_ANSWER.stream().anyMatch(cause::contains));
    }

    /** What the report says of it. */
    String words() {
        return "number " + number + " after " + Duration.between(begin, end).toSeconds() + " s with exit code " + status
                + ": " + cause;
    }
}
