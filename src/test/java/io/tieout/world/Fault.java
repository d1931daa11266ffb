package io.tieout.world;

/** What may go wrong, or come in between; a scope says which of these, and how many in all. */
enum Fault {
    /** A process dies, or an answer is waited for no longer; the call stays on its way. */
    LOST,
    /** A lease runs out though its worker goes on. */
    EXPIRY,
    /** The target refuses a posting. */
    REFUSAL,
    /** An import refuses a row, which takes the whole group with it. */
    IMPORT_ERROR,
    /** An import refuses a row for its date; the link's rule moves that, as long as its period is not open again. */
    PERIOD,
    /** A person names another account for a row that an import refused. */
    CORRECTION,
    /** A person changes rows in the interface. */
    EDIT,
    /** A dispute, or a person's word: the fact is not to be posted, as far as nothing was sent. */
    CHANGE,
    /** A person gives up what is on its way, or changes their mind about what they ended. */
    GIVE_UP,
    /** A person deletes rows, or a journal that is not posted. */
    DELETION,
    /** A person imports a group. */
    HAND_IMPORT,
    /** Something else stands under one of our references. */
    STRANGER,
    /** An older state of our database is restored. */
    RESTORE
}
