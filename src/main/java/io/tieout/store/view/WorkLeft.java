package io.tieout.store.view;

import java.util.List;

/**
 * What is left to do, over all tenants.
 *
 * @param queues events, facts and batches that are due
 * @param postings those that are not finished, by state
 */
public record WorkLeft(List<Queue> queues, List<Unfinished> postings) {

    public WorkLeft {
        queues = List.copyOf(queues);
        postings = List.copyOf(postings);
    }

    /**
     * Rows that are due.
     *
     * @param name {@code events}, {@code facts} or {@code batches}
     * @param oldestSeconds for how long the oldest has been due, 0 when nothing is
     */
    public record Queue(String name, long due, long oldestSeconds) {}

    /** Postings of one state. */
    public record Unfinished(String state, long count) {}
}
