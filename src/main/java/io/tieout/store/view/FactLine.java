package io.tieout.store.view;

import io.tieout.domain.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A fact as lists show it.
 *
 * @param connection name of the connection it was found at
 * @param type the provider's type of object, for example {@code charge}
 * @param providerId the provider's id, for example {@code ch_...}
 * @param parent the fact it belongs to: the charge of a refund
 * @param version rises with each fetch that found a change
 * @param occurred when it happened at the provider (UTC)
 * @param firstSeen when it was recorded first (UTC, database clock)
 * @param due when it is looked at next; absent when nothing is due
 * @param lastError why the last attempt failed, in words
 * @param thinned since when its free texts are not stored any more; absent while they are
 * @param postings what became of it, one for each link and effect
 */
public record FactLine(
        long id,
        String connection,
        String type,
        String providerId,
        OptionalLong parent,
        long version,
        Money amount,
        Instant occurred,
        Instant firstSeen,
        Optional<Instant> due,
        Optional<String> lastError,
        Optional<Instant> thinned,
        List<PostingLine> postings) {

    public FactLine {
        postings = List.copyOf(postings);
    }

    FactLine with(List<PostingLine> itsPostings) {
        return new FactLine(
                id,
                connection,
                type,
                providerId,
                parent,
                version,
                amount,
                occurred,
                firstSeen,
                due,
                lastError,
                thinned,
                itsPostings);
    }
}
