package io.tieout.store.batch;

import java.time.Duration;

/**
 * Matched postings that wait to be frozen together.
 *
 * @param key what they have in common
 * @param count how many there are
 * @param age how long the oldest has waited, by the database's clock
 */
public record Waiting(BatchKey key, int count, Duration age) {}
