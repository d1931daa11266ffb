package io.tieout.domain.fact;

/** Where the disputes of a charge stand, all of them taken together: the worst one counts. */
public enum DisputeStatus {
    /** The charge has no dispute, or only inquiries that were closed. */
    NONE,
    /** An inquiry or chargeback is open: the outcome is unknown. */
    OPEN,
    /** Decided for the merchant. */
    WON,
    /** Decided for the payer, or settled before a chargeback: the money is gone. */
    LOST,
    /** A status that this version does not know. */
    UNRECOGNIZED
}
