package io.tieout.world;

/** Mistakes that are planted to show that they are found. */
enum Mistake {
    NONE,
    /** A state is written whatever stands there by now. */
    STATE_WITHOUT_GUARD,
    /** What a look does not find counts as absent. */
    ABSENT_WITHOUT_TOMBSTONE,
    /** What is not wanted any more leaves its batch, although a call may have left. */
    BATCH_REBUILT,
    /** Rows that leave a group are deleted there, and inserted anew. */
    SPLIT_BY_DELETE_AND_INSERT,
    /** An amendment leaves before it is stored. */
    AMENDED_UNSTORED,
    /** An amendment takes the place of whatever stands there by now. */
    AMENDED_WHATEVER_STANDS,
    /** After a restore the references are listed, but older calls may still land. */
    NO_FENCE
}
