package io.tieout.bench;

/** What a bench can measure; each part stands alone. */
public enum Part {
    /** The door for webhooks, beside routes that do nothing. */
    DOOR,
    /** The way of a charge to the ledger, with one process. */
    LEDGER,
    /** The same to ERPs that take their time, with one, two and four processes. */
    PROCESSES,
    /** From the start of a process to the first webhook it accepts, and the memory it takes. */
    START,
    /** The way to the ledger with ten thousand, a million and ten million facts in the database; it takes long. */
    GROWTH
}
