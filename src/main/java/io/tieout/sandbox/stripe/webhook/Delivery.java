package io.tieout.sandbox.stripe.webhook;

import io.tieout.sandbox.stripe.book.Timers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint. {@code state} is pending, delivered, failed (retries used up, or the endpoint
 * is gone) or withheld (delivery mode never). {@code payment} is the payment intent that the event is about, if any.
 * {@code copy} is 0 for the delivery itself and higher for repetitions.
 */
public record Delivery(
        String id,
        String event,
        String type,
        String payment,
        String endpoint,
        int copy,
        String state,
        Instant due,
        List<Attempt> attempts) {

    static final String PENDING = "pending";
    static final String DELIVERED = "delivered";
    static final String FAILED = "failed";
    static final String WITHHELD = "withheld";

    /** One try: when, the status that came back (null: none) and a word on what happened. */
    public record Attempt(Instant at, @Nullable Integer status, String result) {}

    public Delivery {
        attempts = List.copyOf(attempts);
    }

    @Nullable
    String dueWhilePending() {
        return PENDING.equals(state) ? Timers.sortable(due) : null;
    }

    Delivery after(Attempt attempt, String newState, Instant newDue) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        return new Delivery(id, event, type, payment, endpoint, copy, newState, newDue, all);
    }
}
