package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.stripe.book.TestMethod.Fate;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.StripeError;

/** Bank debits: under way at first; later, in truth after days, the bank pays or refuses. */
final class Debits {

    private static final String END = "end debit";
    private static final String STATUS = "status";

    private final Books books;
    private final Things things;

    Debits(Books books) {
        this.books = books;
        this.things = books.things();
        books.timers().on(END, this::end);
    }

    Answer start(Call call, ObjectNode before, ObjectNode method) {
        ObjectNode charge = books.charges().pend(call, before, method);
        ObjectNode after = things.change(Kind.PAYMENT_INTENT, before.path("id").asText(), intent -> {
            intent.put(STATUS, "processing").putNull("last_payment_error");
            intent.set("payment_method", method.get("id"));
            intent.set("latest_charge", charge.get("id"));
        });
        books.events().emit(call, "payment_intent.processing", after);
        if (Charges.method(charge).fate() != Fate.PROCESSING) {
            books.timers()
                    .in(books.settings().disputeDelay(), END, charge.path("id").asText());
        }
        return Answer.ok(after);
    }

    private void end(Call call, String chargeId) {
        ObjectNode charge = books.charges().end(call, things.get(Kind.CHARGE, chargeId));
        String intent = charge.path("payment_intent").asText();
        if ("succeeded".equals(charge.path(STATUS).asText())) {
            books.intents()
                    .paid(
                            call,
                            things.change(
                                    Kind.PAYMENT_INTENT,
                                    intent,
                                    json -> json.put(STATUS, "succeeded").set("amount_received", json.get("amount"))));
        } else {
            ObjectNode method = things.get(
                    Kind.PAYMENT_METHOD, charge.path("payment_method").asText());
            Refusal refusal = Charges.method(charge).refusal();
            StripeError error = StripeError.invalid(refusal.message())
                    .code(refusal.code())
                    .field("charge", chargeId)
                    .with("payment_method", method);
            books.intents().unpaid(call, intent, error);
        }
    }
}
