package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.stripe.book.Ledger.Money;
import io.tieout.sandbox.stripe.book.Ledger.Movement;
import io.tieout.sandbox.stripe.book.TestCard.Fate;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Params;
import io.tieout.sandbox.stripe.wire.StripeError;
import java.util.List;

/** Charges: made by an intent, captured, settled (their balance transaction may come later), updated. */
final class Charges {

    static final String SETTLE = "settle charge";
    static final String DISPUTE = "dispute charge";
    private static final String BALANCE_TRANSACTION = "balance_transaction";
    private static final List<String> TEXTS = List.of("description", "receipt_email", "transfer_group");

    private final Books books;
    private final Things things;

    Charges(Books books) {
        this.books = books;
        this.things = books.things();
        books.timers().on(SETTLE, this::settle);
    }

    /** A new charge of an intent, not stored yet: neither paid nor failed. */
    private ObjectNode attempt(Call call, ObjectNode intent, ObjectNode method) {
        ObjectNode charge = things.fresh(Kind.CHARGE, call.livemode());
        charge.set("amount", intent.get("amount"));
        for (String field : List.of(
                "currency", "customer", "description", "receipt_email", "statement_descriptor", "transfer_group")) {
            charge.set(field, intent.get(field));
        }
        charge.set("metadata", intent.get("metadata"));
        charge.set("shipping", intent.get("shipping"));
        charge.set("payment_intent", intent.get("id"));
        charge.set("payment_method", method.get("id"));
        charge.set("billing_details", method.get("billing_details"));
        charge.put("calculated_statement_descriptor", "ACME");
        charge.putObject("fraud_details");
        charge.putObject("payment_method_details")
                .put("type", "card")
                .set(
                        "card",
                        card(PaymentMethods.card(method), intent.get("amount").asLong()));
        return charge;
    }

    private ObjectNode card(TestCard card, long amount) {
        ObjectNode details = things.shape("charge.payment_method_details.card");
        details.put("brand", card.brand()).put("country", "US").put("funding", card.funding());
        details.put("amount_authorized", amount).put("network", card.brand());
        details.put("exp_month", 12).put("exp_year", 2030).put("last4", card.last4());
        return details;
    }

    ObjectNode decline(Call call, ObjectNode intent, ObjectNode method) {
        TestCard card = PaymentMethods.card(method);
        ObjectNode charge = attempt(call, intent, method);
        charge.put("status", "failed").put("failure_code", card.code()).put("failure_message", card.message());
        ObjectNode outcome = outcome("issuer_declined", card.reason());
        outcome.put("network_status", "declined_by_network").put("network_decline_code", "05");
        outcome.put("seller_message", "The bank did not return any further details with this decline.");
        charge.set("outcome", outcome);
        things.put(Kind.CHARGE, charge);
        books.events().emit(call, "charge.failed", charge);
        return charge;
    }

    private ObjectNode outcome(String type, String reason) {
        ObjectNode outcome = things.shape("charge.outcome").put("type", type);
        outcome.put("reason", reason.isEmpty() ? null : reason);
        return outcome.put("risk_level", "normal").put("risk_score", 20);
    }

    /** A charge that the bank accepted; with manual capture it only holds the money. */
    ObjectNode succeed(Call call, ObjectNode intent, ObjectNode method) {
        ObjectNode charge = attempt(call, intent, method);
        charge.put("status", "succeeded").put("paid", true);
        ObjectNode outcome = outcome("authorized", "").put("network_status", "approved_by_network");
        charge.set("outcome", outcome.put("seller_message", "Payment complete."));
        charge.put(
                "receipt_url",
                "https://pay.stripe.com/receipts/" + charge.path("id").asText());
        String capture = intent.path("capture_method").asText();
        if (!"manual".equals(capture)) {
            charge.put("captured", true).set("amount_captured", charge.get("amount"));
        }
        if ("automatic".equals(capture)) {
            charge.put(BALANCE_TRANSACTION, entry(call, charge).path("id").asText());
        }
        things.put(Kind.CHARGE, charge);
        books.events().emit(call, "charge.succeeded", charge);
        if ("automatic_async".equals(capture)) {
            books.timers()
                    .in(
                            books.settings().balanceTransactionDelay(),
                            SETTLE,
                            charge.path("id").asText());
        }
        if (!"manual".equals(capture)) {
            disputeLater(charge);
        }
        return charge;
    }

    private void disputeLater(ObjectNode charge) {
        Fate fate = card(charge).fate();
        if (fate == Fate.DISPUTED || fate == Fate.INQUIRED) {
            books.timers()
                    .in(
                            books.settings()
                                    .balanceTransactionDelay()
                                    .plus(books.settings().disputeDelay()),
                            DISPUTE,
                            charge.path("id").asText());
        }
    }

    static TestCard card(ObjectNode charge) {
        return TestCard.ofLast4(
                charge.path("payment_method_details").path("card").path("last4").asText());
    }

    /** Books the charge's money: the full authorised amount, whatever of it was captured. */
    private ObjectNode entry(Call call, ObjectNode charge) {
        String currency = charge.path("currency").asText();
        long amount = charge.path("amount").asLong();
        String settlement = Currencies.settlement(currency);
        long fee = Currencies.fee(settlement, Currencies.settled(currency, amount));
        boolean now = card(charge).fate() == Fate.AVAILABLE;
        return books.ledger()
                .book(
                        call,
                        new Movement(
                                "charge",
                                "charge",
                                charge.path("id").asText(),
                                charge.path("description").asText(""),
                                new Money(currency, amount, fee, now)));
    }

    /** Brings the balance transaction of a captured charge, if it is still missing, and those of its refunds. */
    void settle(Call call, String id) {
        ObjectNode before = things.get(Kind.CHARGE, id);
        if (!Lists.isNull(before, BALANCE_TRANSACTION)
                || !before.path("captured").asBoolean()) {
            return;
        }
        String entry = entry(call, before).path("id").asText();
        ObjectNode after = things.change(Kind.CHARGE, id, charge -> charge.put(BALANCE_TRANSACTION, entry));
        books.events().updated(call, "charge.updated", before, after);
        books.refunds().settle(call, id);
    }

    /** Captures all or a part; what is left goes back at once, as a second balance transaction. */
    ObjectNode capture(Call call, ObjectNode before, long amount) {
        String id = before.path("id").asText();
        long held = before.path("amount").asLong();
        if (before.path("captured").asBoolean()) {
            throw StripeError.invalid("Charge " + id + " has already been captured.")
                    .code("charge_already_captured");
        }
        if (amount < 1 || amount > held) {
            throw StripeError.invalid("Amount must be from 1 to the authorised amount " + held + ".")
                    .code("amount_too_large");
        }
        String entry = entry(call, before).path("id").asText();
        if (amount < held) {
            books.refunds().uncaptured(call, before, held - amount);
        }
        ObjectNode after = things.change(Kind.CHARGE, id, charge -> {
            charge.put("captured", true).put("amount_captured", amount).put(BALANCE_TRANSACTION, entry);
            charge.put("amount_refunded", held - amount);
        });
        books.events().emit(call, "charge.captured", after);
        disputeLater(after);
        return after;
    }

    /** Lets go of what a manual capture held. */
    void release(Call call, String id) {
        long held = things.get(Kind.CHARGE, id).path("amount").asLong();
        ObjectNode after = things.change(
                Kind.CHARGE, id, charge -> charge.put("amount_refunded", held).put("refunded", true));
        books.events().emit(call, "charge.refunded", after);
    }

    Answer captureCall(Call call) {
        ObjectNode charge = things.inPath(Kind.CHARGE, call);
        books.intents().capture(call.on(charge.path("payment_intent").asText(), captured(call)));
        return Answer.ok(things.get(Kind.CHARGE, call.id()));
    }

    private static Params captured(Call call) {
        return call.params()
                .text("amount")
                .map(amount -> call.params().with("amount_to_capture", amount))
                .orElse(call.params());
    }

    Answer update(Call call) {
        ObjectNode before = things.inPath(Kind.CHARGE, call);
        call.params()
                .text("customer")
                .ifPresent(customer -> things.inParameter(Kind.CUSTOMER, "customer", customer, call.livemode()));
        ObjectNode after = things.change(Kind.CHARGE, call.id(), charge -> {
            Changes.texts(charge, call.params(), TEXTS);
            call.params().text("customer").ifPresent(customer -> charge.put("customer", customer));
            if (call.params().has("fraud_details")) {
                charge.set("fraud_details", call.params().tree().get("fraud_details"));
            }
            if (call.params().has("shipping")) {
                charge.set("shipping", call.params().tree().get("shipping"));
            }
            Changes.metadata(charge, call.params());
        });
        books.events().updated(call, "charge.updated", before, after);
        return Answer.ok(after);
    }
}
