package io.tieout.store.view;

import java.util.List;

/**
 * What is left to do, over all tenants.
 *
 * @param queues events, facts and batches that are due
 * @param postings those that are not finished, by state
 * @param reviews questions to people, by kind
 */
public record WorkLeft(List<Queue> queues, List<Unfinished> postings, List<Question> reviews) {

    public WorkLeft {
        queues = List.copyOf(queues);
        postings = List.copyOf(postings);
        reviews = List.copyOf(reviews);
    }

    /**
     * Rows that are due.
     *
     * @param name {@code events}, {@code facts} or {@code batches}
     * @param oldestSeconds for how long the oldest has been due, 0 when nothing is
     */
    public record Queue(String name, long due, long oldestSeconds) {}

    /**
     * Questions of one kind.
     *
     * @param oldestSeconds how long ago the posting of the oldest was made, 0 when there is none
     */
    public record Question(ReviewKind kind, long open, long oldestSeconds) {}

    /** Postings of one state. */
    public record Unfinished(String state, long count) {}
}
