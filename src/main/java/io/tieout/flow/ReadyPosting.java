package io.tieout.flow;

import io.tieout.store.batch.BatchKey;

/**
 * A matched posting that may leave now.
 *
 * @param posting its number
 * @param key what it has in common with the others of its batch
 * @param part which of the batches of that key it goes into, from 0
 * @param least how many of that batch must still be free for it to leave: all when it leaves because it is full, one
 *     when it is old enough
 * @param size how many postings of that key may leave now
 */
public record ReadyPosting(long posting, BatchKey key, int part, int least, int size) {}
