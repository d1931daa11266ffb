package io.tieout.domain.posting;

/** What a posting does on its target; each effect of a fact happens at most once per generation. */
public enum Effect {
    /** Records the charge: debit clearing, credit the account that the link names. */
    RECORD,
    /** Applies what was recorded on account: debit that account, credit what the money was for. */
    APPLY,
    /** Records a refund; what it posts is decided by a later version. */
    REFUND
}
