package io.tieout.domain.work;

/** Another worker has taken the row over, or it changed meanwhile: stop at once, nothing was written. */
public final class ClaimLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClaimLost(String what) {
        super(what + " was taken over or has changed");
    }
}
