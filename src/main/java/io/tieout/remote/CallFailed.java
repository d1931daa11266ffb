package io.tieout.remote;

import java.io.IOException;

/** A call without a complete answer, marked with whether its connection stood when it failed. */
final class CallFailed extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final boolean mayHaveLeft;

    private CallFailed(String reason, Exception cause, boolean mayHaveLeft) {
        super(reason, cause);
        this.reason = reason;
        this.mayHaveLeft = mayHaveLeft;
    }

    static CallFailed beforeSending(Exception cause) {
        return new CallFailed(CallFailures.beforeSending(cause), cause, false);
    }

    static CallFailed afterSending(Exception cause) {
        return new CallFailed(CallFailures.afterSending(cause), cause, true);
    }

    HttpReply asReply() {
        return mayHaveLeft ? new HttpReply.Lost(reason) : new HttpReply.NotSent(reason);
    }
}
