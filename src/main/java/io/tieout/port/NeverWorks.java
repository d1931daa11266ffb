package io.tieout.port;

/** The third kind of error: no repetition helps; what caused it becomes a dead letter with this reason. */
public final class NeverWorks extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NeverWorks(String reason) {
        super(reason);
    }
}
