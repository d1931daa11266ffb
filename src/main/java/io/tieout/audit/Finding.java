package io.tieout.audit;

import java.util.OptionalLong;

/**
 * The first thing that is wrong with a chain.
 *
 * @param number where in the chain; absent for an entry that has no place in it
 * @param entry id of the entry, where one is concerned
 * @param text what is wrong, in words for an auditor
 */
public record Finding(Kind kind, OptionalLong number, OptionalLong entry, String text) {

    /** What kind of thing is wrong. */
    public enum Kind {
        /** An entry or its seal is not what was sealed. */
        ALTERED,
        /** An entry was deleted, alone or with its seal. */
        MISSING,
        /** An entry was put into the chain, or into the table past the program. */
        INSERTED,
        /** The chain ends before a head that was kept. */
        CUT,
        /** The chain is whole, but another one than the head that was kept belongs to. */
        REWRITTEN,
        /** A seal or a writer's mark can't be checked, since its key is not in the key set. */
        UNKNOWN_KEY,
        /** Entries wait for their seals longer than they should. */
        LATE
    }

    static Finding at(Kind kind, long number, long entry, String text) {
        return new Finding(kind, OptionalLong.of(number), OptionalLong.of(entry), text);
    }

    static Finding atNumber(Kind kind, long number, String text) {
        return new Finding(kind, OptionalLong.of(number), OptionalLong.empty(), text);
    }

    static Finding ofEntry(Kind kind, long entry, String text) {
        return new Finding(kind, OptionalLong.empty(), OptionalLong.of(entry), text);
    }
}
