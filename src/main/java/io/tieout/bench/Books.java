package io.tieout.bench;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the application's database says of the measured facts. */
public interface Books {

    /** Open items that the application knows. */
    long openItems();

    /** Postings by their states. */
    Map<String, Long> postings();

    /** The last posting's id, zero without any: those after it belong to what follows. */
    long lastPosting();

    /** Confirmed postings after this one. */
    long confirmed(long after);

    /** The way of the fact of each of them. */
    List<Way> ways(long after);

    /** Adds finished facts of former years, as retention leaves them, until there are so many. */
    void grow(long facts);

    /**
     * The way of one fact.
     *
     * @param stored when its first event was on disk, by the database's clock
     * @param confirmed when it stood confirmed in the ledger, by the same
     */
    record Way(Instant stored, Instant confirmed) {}
}
