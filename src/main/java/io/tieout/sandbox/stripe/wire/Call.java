package io.tieout.sandbox.stripe.wire;

import java.util.Optional;

/**
 * One call to an operation: who (test or live mode of the account), with what, on which object, and the ids that its
 * events will carry. Stripe's own doing has neither request id nor idempotency key.
 */
public record Call(
        boolean livemode, Params params, String id, Optional<String> requestId, Optional<String> idempotencyKey) {

    /** Something that the simulated Stripe does by itself. */
    public static Call own(boolean livemode) {
        return new Call(livemode, Params.empty(), "", Optional.empty(), Optional.empty());
    }

    /** The same origin, with other parameters on another object. */
    public Call on(String otherId, Params other) {
        return new Call(livemode, other, otherId, requestId, idempotencyKey);
    }
}
