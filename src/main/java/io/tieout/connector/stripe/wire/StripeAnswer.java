package io.tieout.connector.stripe.wire;

import java.util.Optional;

/** How Stripe answers a read. */
public sealed interface StripeAnswer {

    /** Answered with this JSON (2xx); the bytes are not checked yet. */
    @SuppressWarnings("ArrayRecordComponent")
    record Body(byte[] json) implements StripeAnswer {

        /** Prints no content: it may hold personal data. */
        @Override
        public String toString() {
            return "Body[" + json.length + " bytes]";
        }
    }

    /**
     * Answered with another status. The words are cut to letters, digits and signs of codes, so that they can be
     * logged; Stripe's message is not among them, since it may name keys and people.
     *
     * @param status HTTP status
     * @param stripes whether the body is an error of Stripe's, not that of something between us
     * @param code Stripe's error code, else its error type, else {@code -}
     * @param param the parameter complained about, else {@code -}
     * @param permission the permission that the key lacks, when the message names one
     * @param requestId Stripe's id of the request, else {@code -}
     * @param shouldRetry what Stripe says about repeating ({@code Stripe-Should-Retry})
     * @param retryAfter the header {@code Retry-After} as sent
     */
    record Refused(
            int status,
            boolean stripes,
            String code,
            String param,
            Optional<String> permission,
            String requestId,
            Optional<Boolean> shouldRetry,
            Optional<String> retryAfter)
            implements StripeAnswer {

        /** Whether Stripe says that the object does not exist, for this key. */
        public boolean missing() {
            return (status == 404 || status == 400) && code.equals("resource_missing");
        }

        /** In words, for messages and logs. */
        public String words() {
            String what = stripes ? ", code " + code : ", not in Stripe's words";
            return "Stripe answered " + status + what + ", request " + requestId;
        }
    }

    /** No whole answer came (connection refused or cut, timeout); the reason holds no address and no content. */
    record Silent(String reason) implements StripeAnswer {}
}
