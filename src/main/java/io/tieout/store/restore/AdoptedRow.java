package io.tieout.store.restore;

import io.tieout.domain.ledger.Journal;
import io.tieout.domain.posting.Reference;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A reference that a target holds and this database has forgotten.
 *
 * @param closed whether it is a tombstone: then nothing stands under it
 * @param stage where it stood when it was listed, in words
 * @param content of what stands, as the target names it
 * @param journal what was loaded under it
 * @param accountingDate of what stands, a corporate calendar day
 * @param batch by which its posting is followed
 */
public record AdoptedRow(
        Reference reference,
        boolean closed,
        String stage,
        Optional<String> content,
        Optional<String> group,
        Optional<Journal> journal,
        Optional<LocalDate> accountingDate,
        OptionalLong batch) {}
