package io.tieout.connector.ebs.wire;

/**
 * An answer that is not what the package promises; the message names the field, never its value.
 *
 * <p>After a write it means that the write may have been done.
 */
public final class MalformedAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedAnswer(String what) {
        super(what);
    }
}
