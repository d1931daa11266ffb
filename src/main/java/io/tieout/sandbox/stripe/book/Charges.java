package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.stripe.book.Ledger.Money;
import io.tieout.sandbox.stripe.book.Ledger.Movement;
import io.tieout.sandbox.stripe.book.TestMethod.Fate;
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
        TestMethod test = TestMethods.of(method);
        ObjectNode details = books.methods().details("charge.payment_method_details", test);
        if (!test.bank()) {
            details.put("network", test.brand()).set("amount_authorized", intent.get("amount"));
        }
        charge.putObject("payment_method_details").put("type", test.type()).set(test.type(), details);
        return charge;
    }

    ObjectNode decline(Call call, ObjectNode intent, ObjectNode method, Refusal refusal) {
        ObjectNode charge = failed(attempt(call, intent, method), refusal);
        charge.set("outcome", TestMethods.of(method).blocked() ? blocked() : declined(refusal));
        things.put(Kind.CHARGE, charge);
        books.events().emit(call, "charge.failed", charge);
        return charge;
    }

    private static ObjectNode failed(ObjectNode charge, Refusal refusal) {
        charge.put("status", "failed").put("failure_code", refusal.code());
        return charge.put("failure_message", refusal.message());
    }

    private ObjectNode declined(Refusal refusal) {
        ObjectNode outcome = outcome("issuer_declined", refusal.reason());
        outcome.put("network_status", "declined_by_network").put("network_decline_code", "05");
        return outcome.put("seller_message", "The bank did not return any further details with this decline.");
    }

    /** Radar refuses by itself: the card's network is never asked. */
    private ObjectNode blocked() {
        ObjectNode outcome = outcome("blocked", "highest_risk_level").put("network_status", "not_sent_to_network");
        outcome.put("risk_level", "highest").put("risk_score", 92);
        return outcome.put("seller_message", "Stripe blocked this payment as too risky.");
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
        charge.set("outcome", authorised(method));
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

    private ObjectNode authorised(ObjectNode method) {
        ObjectNode outcome = outcome("authorized", "").put("network_status", "approved_by_network");
        if (TestMethods.of(method).elevatedRisk()) {
            outcome.put("risk_level", "elevated").put("risk_score", 70);
        }
        return outcome.put("seller_message", "Payment complete.");
    }

    /** A bank debit that is under way: nothing is paid, and nobody knows yet whether it will be. */
    ObjectNode pend(Call call, ObjectNode intent, ObjectNode method) {
        ObjectNode charge = attempt(call, intent, method);
        charge.put("id", things.ids().next("py", call.livemode()));
        charge.put("status", "pending").put("captured", true).set("amount_captured", charge.get("amount"));
        charge.set("outcome", authorised(method).put("network_status", "approved_by_network"));
        things.put(Kind.CHARGE, charge);
        books.events().emit(call, "charge.pending", charge);
        return charge;
    }

    /** The end of a bank debit: paid and booked, or refused. */
    ObjectNode end(Call call, ObjectNode pending) {
        TestMethod method = method(pending);
        boolean paid = method.fate() != Fate.DECLINED;
        ObjectNode after = things.change(Kind.CHARGE, pending.path("id").asText(), charge -> {
            if (paid) {
                String entry = entry(call, charge).path("id").asText();
                charge.put("status", "succeeded").put("paid", true).put(BALANCE_TRANSACTION, entry);
            } else {
                failed(charge, method.refusal()).put("failure_code", method.reason());
            }
        });
        books.events().emit(call, paid ? "charge.succeeded" : "charge.failed", after);
        if (paid) {
            disputeLater(after);
        }
        return after;
    }

    private void disputeLater(ObjectNode charge) {
        Fate fate = method(charge).fate();
        if (fate == Fate.WARNED) {
            books.timers()
                    .in(
                            books.settings().disputeDelay(),
                            FraudWarnings.WARN,
                            charge.path("id").asText());
        }
        if (fate.disputed()) {
            books.timers()
                    .in(
                            books.settings()
                                    .balanceTransactionDelay()
                                    .plus(books.settings().disputeDelay()),
                            DISPUTE,
                            charge.path("id").asText());
        }
    }

    /** What a charge was made with. */
    static TestMethod method(ObjectNode charge) {
        return TestMethods.of(charge.path("payment_method_details"));
    }

    /** Books the charge's money: the full authorised amount, whatever of it was captured. */
    private ObjectNode entry(Call call, ObjectNode charge) {
        String currency = charge.path("currency").asText();
        long amount = charge.path("amount").asLong();
        String settlement = Currencies.settlement(currency);
        long fee = Currencies.fee(settlement, Currencies.settled(currency, amount));
        boolean now = method(charge).fate() == Fate.AVAILABLE;
        String type = method(charge).bank() ? "payment" : "charge";
        return books.ledger()
                .book(
                        call,
                        new Movement(
                                type,
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
            Changes.shipping(charge, call.params());
            Changes.metadata(charge, call.params());
        });
        books.events().updated(call, "charge.updated", before, after);
        return Answer.ok(after);
    }
}
