package io.tieout.sandbox.stripe.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What an operation answers. A refusal that keeps its changes (a decline leaves a failed charge) is an answer with its
 * status; a thrown {@link StripeError} undoes them.
 */
public record Answer(int status, ObjectNode body) {

    public static Answer ok(ObjectNode body) {
        return new Answer(200, body);
    }
}
