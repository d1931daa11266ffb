package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.stripe.book.Ledger.Money;
import io.tieout.sandbox.stripe.book.Ledger.Movement;
import io.tieout.sandbox.stripe.book.TestMethod.Fate;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Params;
import io.tieout.sandbox.stripe.wire.StripeError;
import java.util.Optional;

/** Refunds: full or in parts, at once, pending first, or failing later. */
final class Refunds {

    private static final String FINISH = "finish refund";
    private static final String STATUS = "status";
    private static final String CHARGE = "charge";
    private static final String REFUNDED = "amount_refunded";
    private static final String ENTRY = "balance_transaction";

    private final Books books;
    private final Things things;

    Refunds(Books books) {
        this.books = books;
        this.things = books.things();
        books.timers().on(FINISH, this::finish);
    }

    Answer create(Call call) {
        ObjectNode charge = charge(call);
        long left = charge.path("amount_captured").asLong() - refundedOfCaptured(charge);
        long amount = call.params().number("amount").orElse(left);
        check(charge, amount, left);
        Fate fate = Charges.method(charge).fate();
        ObjectNode refund = made(call, charge, amount);
        refund.put("reason", call.params().text("reason").orElse(null));
        refund.put(STATUS, fate == Fate.REFUND_PENDING ? "pending" : "succeeded");
        if (fate == Fate.REFUND_PENDING) {
            refund.put("pending_reason", "processing");
        } else if (!Lists.isNull(charge, ENTRY)) {
            refund.put(ENTRY, entry(call, refund).path("id").asText());
        }
        things.put(Kind.REFUND, refund);
        books.events().emit(call, "refund.created", refund);
        ObjectNode after = refunded(charge, amount);
        books.events().emit(call, "charge.refunded", after);
        if (after.path("refunded").asBoolean()) {
            books.warnings().settle(call, after.path("id").asText());
        }
        if (fate == Fate.REFUND_PENDING || fate == Fate.REFUND_FAILS) {
            books.timers()
                    .in(
                            books.settings().disputeDelay(),
                            FINISH,
                            refund.path("id").asText());
        }
        return Answer.ok(refund);
    }

    private ObjectNode charge(Call call) {
        Params params = call.params();
        Optional<String> intent = params.text("payment_intent");
        if (intent.isPresent()) {
            ObjectNode found = things.inParameter(Kind.PAYMENT_INTENT, "payment_intent", intent.get(), call.livemode());
            String latest = found.path("latest_charge").asText("");
            if (!"succeeded".equals(found.path(STATUS).asText()) || latest.isEmpty()) {
                throw StripeError.invalid(
                        "This PaymentIntent (" + intent.get() + ") does not have a successful charge to refund.");
            }
            return things.get(Kind.CHARGE, latest);
        }
        String id = params.text(CHARGE)
                .orElseThrow(() -> StripeError.parameter(
                        "parameter_missing",
                        "payment_intent",
                        "One of the following params should be provided for this request: payment_intent or charge."));
        return things.inParameter(Kind.CHARGE, CHARGE, id, call.livemode());
    }

    /** What was given back beyond the part that was never captured. */
    private static long refundedOfCaptured(ObjectNode charge) {
        long uncaptured =
                charge.path("amount").asLong() - charge.path("amount_captured").asLong();
        return charge.path(REFUNDED).asLong() - uncaptured;
    }

    private void check(ObjectNode charge, long amount, long left) {
        String id = charge.path("id").asText();
        if (!charge.path("captured").asBoolean()
                || !"succeeded".equals(charge.path(STATUS).asText())) {
            throw StripeError.invalid("Charge " + id + " is not refundable.").code("charge_not_refundable");
        }
        boolean blocked = things.by(Kind.DISPUTE, CHARGE, id).stream()
                .anyMatch(dispute -> !dispute.path("is_charge_refundable").asBoolean());
        if (blocked) {
            throw StripeError.invalid("Charge " + id + " has been charged back; cannot issue a refund.")
                    .code("charge_disputed");
        }
        if (left <= 0) {
            throw StripeError.invalid("Charge " + id + " has already been refunded.")
                    .code("charge_already_refunded");
        }
        if (amount < 1) {
            throw StripeError.parameter(
                    "parameter_invalid_integer", "amount", "This value must be greater than or equal to 1.");
        }
        if (amount > left) {
            throw StripeError.invalid(
                            "Refund amount (" + amount + ") is greater than unrefunded amount on charge (" + left + ")")
                    .param("amount");
        }
        Currencies.whole(charge.path("currency").asText(), amount);
    }

    private ObjectNode made(Call call, ObjectNode charge, long amount) {
        ObjectNode refund = things.fresh(Kind.REFUND, call.livemode());
        ObjectNode destination = refund.putObject("destination_details");
        if (Charges.method(charge).bank()) {
            refund.put("id", things.ids().next("pyr", call.livemode()));
            ObjectNode transfer = destination.put("type", "us_bank_transfer").putObject("us_bank_transfer");
            transfer.putNull("reference").putNull("reference_status");
        } else {
            destination.put("type", "card").putObject("card").put("type", "refund");
        }
        refund.put("amount", amount).set("currency", charge.get("currency"));
        refund.set(CHARGE, charge.get("id"));
        refund.set("payment_intent", charge.get("payment_intent"));
        refund.set("payment_method", charge.get("payment_method"));
        refund.set("customer", charge.get("customer"));
        Changes.metadata(refund, call.params());
        return refund;
    }

    private ObjectNode refunded(ObjectNode charge, long more) {
        return things.change(Kind.CHARGE, charge.path("id").asText(), json -> {
            long total = json.path(REFUNDED).asLong() + more;
            json.put(REFUNDED, total)
                    .put("refunded", total >= json.path("amount").asLong());
        });
    }

    private ObjectNode entry(Call call, ObjectNode refund) {
        Money money = Money.of(
                refund.path("currency").asText(), -refund.path("amount").asLong());
        boolean card = refund.path("id").asText().startsWith("re_");
        return book(call, refund, new Kinds(card ? "refund" : "payment_refund", "refund", "REFUND FOR CHARGE"), money);
    }

    /** Type, reporting category and first words of the description. */
    private record Kinds(String type, String category, String words) {}

    private ObjectNode book(Call call, ObjectNode refund, Kinds kinds, Money money) {
        String words = kinds.words() + " (" + refund.path(CHARGE).asText() + ")";
        return books.ledger()
                .book(
                        call,
                        new Movement(
                                kinds.type(),
                                kinds.category(),
                                refund.path("id").asText(),
                                words,
                                money));
    }

    /** The part of an authorisation that a partial capture left: it goes back together with its share of the fee. */
    void uncaptured(Call call, ObjectNode charge, long amount) {
        ObjectNode refund = made(call.on("", Params.empty()), charge, amount).put(STATUS, "succeeded");
        String currency = charge.path("currency").asText();
        String settlement = Currencies.settlement(currency);
        long whole = charge.path("amount").asLong();
        long fee = Currencies.fee(settlement, Currencies.settled(currency, whole))
                - Currencies.fee(settlement, Currencies.settled(currency, whole - amount));
        ObjectNode entry = book(
                call,
                refund,
                new Kinds("refund", "partial_capture_reversal", "REFUND FOR CHARGE"),
                new Money(currency, -amount, -fee, true));
        things.put(Kind.REFUND, refund.put(ENTRY, entry.path("id").asText()));
    }

    /** Books refunds that were made before their charge had a balance transaction. */
    void settle(Call call, String charge) {
        for (ObjectNode before : things.by(Kind.REFUND, CHARGE, charge)) {
            if (Lists.isNull(before, ENTRY)
                    && "succeeded".equals(before.path(STATUS).asText())) {
                String entry = entry(call, before).path("id").asText();
                ObjectNode after =
                        things.change(Kind.REFUND, before.path("id").asText(), refund -> refund.put(ENTRY, entry));
                books.events().updated(call, "refund.updated", before, after);
            }
        }
    }

    private void finish(Call call, String id) {
        books.charges().settle(call, things.get(Kind.REFUND, id).path(CHARGE).asText());
        ObjectNode before = things.get(Kind.REFUND, id);
        if ("pending".equals(before.path(STATUS).asText())) {
            String entry = entry(call, before).path("id").asText();
            ObjectNode after = things.change(Kind.REFUND, id, refund -> {
                refund.put(STATUS, "succeeded").put(ENTRY, entry).remove("pending_reason");
            });
            books.events().updated(call, "refund.updated", before, after);
        } else {
            fail(call, before);
        }
    }

    private void fail(Call call, ObjectNode before) {
        Money money =
                Money.of(before.path("currency").asText(), before.path("amount").asLong());
        ObjectNode entry =
                book(call, before, new Kinds("refund_failure", "refund_failure", "REFUND FAILURE FOR CHARGE"), money);
        ObjectNode after = things.change(Kind.REFUND, before.path("id").asText(), refund -> {
            refund.put(STATUS, "failed").put("failure_reason", "expired_or_canceled_card");
            refund.put("failure_balance_transaction", entry.path("id").asText());
        });
        refunded(
                things.get(Kind.CHARGE, before.path(CHARGE).asText()),
                -before.path("amount").asLong());
        books.events().updated(call, "refund.updated", before, after);
        books.events().emit(call, "refund.failed", after);
    }

    Answer update(Call call) {
        ObjectNode before = things.inPath(Kind.REFUND, call);
        ObjectNode after = things.change(Kind.REFUND, call.id(), refund -> Changes.metadata(refund, call.params()));
        books.events().updated(call, "refund.updated", before, after);
        return Answer.ok(after);
    }

    /** Only refunds that wait for the customer can be cancelled, and card refunds never do. */
    Answer cancel(Call call) {
        ObjectNode refund = things.inPath(Kind.REFUND, call);
        throw StripeError.invalid("This refund cannot be canceled because it has a status of "
                + refund.path(STATUS).asText() + ".");
    }
}
