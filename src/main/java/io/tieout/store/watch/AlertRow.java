package io.tieout.store.watch;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that a person should look at.
 *
 * @param id its number
 * @param kind a fixed short form, for example {@code connection-stopped}
 * @param subject what it is about, for example {@code connection:3}; one open alert per kind and subject
 * @param text in words, without secrets or personal data
 * @param raised since when
 * @param cleared when it was over
 */
public record AlertRow(long id, String kind, String subject, String text, Instant raised, Optional<Instant> cleared) {}
