package io.tieout.store.audit;

/**
 * Marks an entry as written by the program: whoever has only the database can write an entry, but not its mark, and
 * the sealer takes nothing without it.
 */
@FunctionalInterface
public interface EntryMark {

    /**
     * The mark of an entry.
     *
     * @param keyId id of the key of the installation's key set that it was made with
     * @param mark HMAC-SHA-256, lower-case hex
     */
    record Mark(long keyId, String mark) {}

    /** The mark of this entry, as the table gave it back. */
    Mark of(EntryRow entry);
}
