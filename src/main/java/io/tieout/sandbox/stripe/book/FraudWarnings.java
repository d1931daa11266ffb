package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.stripe.wire.Call;

/** Early fraud warnings: an issuer's word about a charge. They move no money, and end with a refund or a dispute. */
final class FraudWarnings {

    static final String WARN = "warn of charge";

    private final Books books;
    private final Things things;

    FraudWarnings(Books books) {
        this.books = books;
        this.things = books.things();
        books.timers().on(WARN, this::open);
    }

    private void open(Call call, String chargeId) {
        ObjectNode charge = things.get(Kind.CHARGE, chargeId);
        ObjectNode warning = things.fresh(Kind.FRAUD_WARNING, call.livemode());
        warning.put("actionable", !charge.path("refunded").asBoolean()).put("fraud_type", "unauthorized_use_of_card");
        warning.put("charge", chargeId).set("payment_intent", charge.get("payment_intent"));
        things.put(Kind.FRAUD_WARNING, warning);
        books.events().emit(call, "radar.early_fraud_warning.created", warning);
    }

    /** There is nothing more to do about the charge: it was refunded in full. */
    void settle(Call call, String chargeId) {
        for (ObjectNode before : things.by(Kind.FRAUD_WARNING, "charge", chargeId)) {
            if (before.path("actionable").asBoolean()) {
                ObjectNode after = things.change(
                        Kind.FRAUD_WARNING, before.path("id").asText(), warning -> warning.put("actionable", false));
                books.events().updated(call, "radar.early_fraud_warning.updated", before, after);
            }
        }
    }
}
