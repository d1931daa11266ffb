package io.tieout.sandbox.ebs;

/** A business refusal: HTTP 200 with X_RETURN_STATUS E, a code of the contract and a sentence. Rolls back. */
final class CallRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    CallRefused(String code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
    }

    static CallRefused badInput(String field, String wanted) {
        return new CallRefused("BAD_INPUT", field + ": " + wanted);
    }

    String code() {
        return code;
    }
}
