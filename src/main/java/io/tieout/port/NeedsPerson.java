package io.tieout.port;

/** The second kind of error: a person must decide or mend something; the message says what. */
public final class NeedsPerson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NeedsPerson(String reason) {
        super(reason);
    }
}
