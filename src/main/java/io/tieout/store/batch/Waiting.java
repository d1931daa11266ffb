package io.tieout.store.batch;

import java.time.Duration;

/**
 * A matched posting that waits to be frozen.
 *
 * @param posting its number
 * @param key what it has in common with those that may leave with it
 * @param age how long it has waited, by the database's clock
 */
public record Waiting(long posting, BatchKey key, Duration age) {}
