package io.tieout.store.restore;

import io.tieout.domain.ledger.Journal;
import io.tieout.domain.posting.Reference;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A reference that a target holds and this database has forgotten.
 *
 * @param object the provider's object that its lines name
 * @param closed whether it is a tombstone: then nothing stands under it
 * @param stage where it stood when it was listed, in words
 * @param content of what stands, as the target names it
 * @param load by which it came there; empty for a tombstone of what never was loaded
 * @param journal what was loaded under it
 * @param accountingDate of what stands, a corporate calendar day
 */
public record AdoptedRow(
        Reference reference,
        Optional<String> object,
        boolean closed,
        String stage,
        Optional<String> content,
        Optional<String> group,
        Optional<Load> load,
        Optional<Journal> journal,
        Optional<LocalDate> accountingDate) {

    /**
     * A load as the target keeps it.
     *
     * @param incarnation of the database that sent it
     */
    public record Load(long incarnation, long number) {}
}
