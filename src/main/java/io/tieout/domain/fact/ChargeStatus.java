package io.tieout.domain.fact;

/** Whether a charge took money; {@link #UNRECOGNIZED} is any status that this version does not know. */
public enum ChargeStatus {
    SUCCEEDED,
    PENDING,
    FAILED,
    UNRECOGNIZED
}
