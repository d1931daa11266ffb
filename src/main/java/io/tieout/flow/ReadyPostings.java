package io.tieout.flow;

import io.tieout.store.batch.BatchKey;

/**
 * Some matched postings of one group that may leave together.
 *
 * @param key what they have in common
 * @param count how many there are, at most what one batch takes
 */
public record ReadyPostings(BatchKey key, int count) {}
