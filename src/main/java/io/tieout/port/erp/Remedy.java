package io.tieout.port.erp;

/** What helps a row that an import refused; the later in this order, the more it takes. */
public enum Remedy {
    /** Nothing is wrong with it: it waits, or another row of its group failed. */
    NONE,
    /** Another import, later: what is missing comes by itself. */
    WAIT,
    /** An accounting date in an open period. */
    MOVE_DATE,
    /** A person. */
    PERSON
}
