package io.tieout.connector.ebs.wire;

import java.time.Duration;
import java.util.Optional;

/** What a call of a package procedure came to. */
public sealed interface IsgAnswer {

    /** Status S: done and committed; {@code out} holds the OUT parameters. */
    record Done(IsgRow out) implements IsgAnswer {}

    /**
     * Status E or U in an answer of HTTP 200: the package refused and rolled back.
     *
     * @param code X_MSG_CODE; {@code UNEXPECTED} when the package gave none
     * @param message X_MSG_DATA, at most 240 characters
     */
    record Refused(String code, String message) implements IsgAnswer {

        /** Whether the package met something it did not expect, instead of refusing by rule. */
        public boolean unexpected() {
            return code.equals("UNEXPECTED");
        }

        @Override
        public String toString() {
            return code + ": " + message;
        }
    }

    /**
     * No answer of the package.
     *
     * @param cause what kind of failure it was
     * @param reason in words, without secrets
     * @param after when to come back, if the server said so
     */
    record Failed(Cause cause, String reason, Optional<Duration> after) implements IsgAnswer {}

    /** Why the package did not answer, and whether it can have been executed. */
    enum Cause {
        /** No connection stood. */
        UNREACHABLE(false, false),
        /** A proxy or the server refused the call for its rate. */
        THROTTLED(false, false),
        /** User or password were refused; the connection has been stopped. */
        CREDENTIALS(false, false),
        /** The log-in, asked for before the call, gave no token. */
        NO_TOKEN(false, false),
        /** The user has no grant for this method. */
        NO_GRANT(false, true),
        /** Alias or method is not deployed. */
        NOT_DEPLOYED(false, true),
        /** The web tier does not know the path: not routed, or being restarted. */
        NOT_ROUTED(false, false),
        /** RESTHeader was not accepted. */
        BAD_HEADER(false, true),
        /** The address leads elsewhere. */
        REDIRECTED(true, true),
        /** The web tier answered instead of the gateway. */
        WEB_TIER(true, false),
        /** The gateway reports an error of the execution or of the server. */
        EXECUTION(true, false),
        /** The answer is not what the gateway and package promise. */
        MALFORMED(true, false),
        /** No complete answer came. */
        LOST(true, false);

        private final boolean mayBeDone;
        private final boolean needsPerson;

        Cause(boolean mayBeDone, boolean needsPerson) {
            this.mayBeDone = mayBeDone;
            this.needsPerson = needsPerson;
        }

        /** Whether the procedure can have been executed and committed. */
        public boolean mayBeDone() {
            return mayBeDone;
        }

        /** Whether waiting alone will not mend it. */
        public boolean needsPerson() {
            return needsPerson;
        }
    }
}
