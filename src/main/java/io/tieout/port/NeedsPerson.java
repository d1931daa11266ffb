package io.tieout.port;

/** The second kind of error: a person must decide or mend something; the message says what. */
public final class NeedsPerson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public NeedsPerson(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What a person must decide or mend; never null. */
    @Override
    public String getMessage() {
        return reason;
    }
}
