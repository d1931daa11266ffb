package io.tieout.store.view;

import java.time.Instant;

/**
 * A question as the queue shows it.
 *
 * @param type the provider's type of object, for example {@code charge}
 * @param providerId the provider's id of the object
 * @param occurred when it happened at the provider (UTC)
 * @param since when the posting was made (UTC, database clock)
 */
public record ReviewLine(
        PostingLine posting, ReviewKind kind, String type, String providerId, Instant occurred, Instant since) {}
