package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.stripe.book.Ledger.Money;
import io.tieout.sandbox.stripe.book.Ledger.Movement;
import io.tieout.sandbox.stripe.book.TestCard.Fate;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.StripeError;
import java.util.Set;

/** Disputes: a chargeback takes amount and fee when it opens, an inquiry takes nothing; evidence decides. */
final class Disputes {

    private static final String DECIDE = "decide dispute";
    private static final String STATUS = "status";
    private static final long EVIDENCE_DAYS = 9;
    private static final long DAY_SECONDS = 24L * 3600;
    private static final Set<String> OPEN =
            Set.of("needs_response", "under_review", "warning_needs_response", "warning_under_review");

    private final Books books;
    private final Things things;

    Disputes(Books books) {
        this.books = books;
        this.things = books.things();
        books.timers().on(Charges.DISPUTE, this::open);
        books.timers().on(DECIDE, this::decide);
    }

    private void open(Call call, String chargeId) {
        books.charges().settle(call, chargeId);
        ObjectNode charge = things.get(Kind.CHARGE, chargeId);
        long amount = charge.path("amount_captured").asLong();
        boolean inquiry = Charges.card(charge).fate() == Fate.INQUIRED;
        ObjectNode dispute = made(call, charge, amount);
        dispute.put("is_charge_refundable", inquiry);
        dispute.put(STATUS, inquiry ? "warning_needs_response" : "needs_response");
        if (!inquiry) {
            ((ArrayNode) dispute.get("balance_transactions")).add(withdrawal(call, dispute));
        }
        things.put(Kind.DISPUTE, dispute);
        things.change(Kind.CHARGE, chargeId, json -> json.put("disputed", true));
        books.events().emit(call, "charge.dispute.created", dispute);
        if (!inquiry) {
            books.events().emit(call, "charge.dispute.funds_withdrawn", dispute);
        }
    }

    private ObjectNode made(Call call, ObjectNode charge, long amount) {
        TestCard card = Charges.card(charge);
        ObjectNode dispute = things.fresh(Kind.DISPUTE, call.livemode());
        dispute.put("amount", amount).put("reason", card.reason()).set("currency", charge.get("currency"));
        dispute.set("charge", charge.get("id"));
        dispute.set("payment_intent", charge.get("payment_intent"));
        ((ObjectNode) dispute.get("evidence_details")).put("due_by", things.now() + EVIDENCE_DAYS * DAY_SECONDS);
        ObjectNode details = things.shape("dispute.payment_method_details.card");
        details.put("brand", card.brand()).put("network", card.brand()).put("network_reason_code", "83");
        details.put("case_type", card.fate() == Fate.INQUIRED ? "inquiry" : "chargeback");
        dispute.putObject("payment_method_details").put("type", "card").set("card", details);
        return dispute;
    }

    private ObjectNode withdrawal(Call call, ObjectNode dispute) {
        String currency = dispute.path("currency").asText();
        long fee = Currencies.disputeFee(Currencies.settlement(currency));
        return entry(
                call,
                dispute,
                "dispute",
                new Money(currency, -dispute.path("amount").asLong(), fee, true));
    }

    private ObjectNode entry(Call call, ObjectNode dispute, String category, Money money) {
        String words = ("dispute".equals(category) ? "Chargeback withdrawal for " : "Chargeback reversal for ")
                + dispute.path("charge").asText();
        return books.ledger()
                .book(
                        call,
                        new Movement("adjustment", category, dispute.path("id").asText(), words, money));
    }

    Answer update(Call call) {
        ObjectNode before = things.inPath(Kind.DISPUTE, call);
        boolean submit =
                call.params().flag("submit").orElse(true) && call.params().has("evidence");
        if (submit && !before.path(STATUS).asText().endsWith("needs_response")) {
            throw StripeError.invalid(
                    "This dispute is already " + before.path(STATUS).asText() + " and takes no more evidence.");
        }
        ObjectNode after = things.change(Kind.DISPUTE, call.id(), dispute -> {
            Changes.metadata(dispute, call.params());
            evidence(call, dispute, submit);
        });
        books.events().updated(call, "charge.dispute.updated", before, after);
        if (submit) {
            books.timers().in(books.settings().disputeDelay(), DECIDE, call.id());
        }
        return Answer.ok(after);
    }

    private static void evidence(Call call, ObjectNode dispute, boolean submit) {
        if (!call.params().has("evidence")) {
            return;
        }
        ObjectNode evidence = (ObjectNode) dispute.get("evidence");
        evidence.setAll(call.params().below("evidence").tree());
        ObjectNode details = (ObjectNode) dispute.get("evidence_details");
        details.put("has_evidence", true);
        if (submit) {
            details.put("submission_count", details.path("submission_count").asInt() + 1);
            boolean inquiry = dispute.path(STATUS).asText().startsWith("warning");
            dispute.put(STATUS, inquiry ? "warning_under_review" : "under_review");
        }
    }

    /** The bank decides: {@code winning_evidence} and {@code losing_evidence} are Stripe's own test words. */
    private void decide(Call call, String id) {
        ObjectNode dispute = things.get(Kind.DISPUTE, id);
        String words = dispute.path("evidence").path("uncategorized_text").asText("");
        if (dispute.path(STATUS).asText().startsWith("warning")) {
            finish(call, id, "warning_closed");
        } else if ("winning_evidence".equals(words)) {
            finish(call, id, "won");
        } else if ("losing_evidence".equals(words)) {
            finish(call, id, "lost");
        }
    }

    Answer close(Call call) {
        ObjectNode before = things.inPath(Kind.DISPUTE, call);
        if (!OPEN.contains(before.path(STATUS).asText())) {
            throw StripeError.invalid("This dispute is already closed.");
        }
        boolean inquiry = before.path(STATUS).asText().startsWith("warning");
        return Answer.ok(finish(call, call.id(), inquiry ? "warning_closed" : "lost"));
    }

    private ObjectNode finish(Call call, String id, String status) {
        ObjectNode before = things.get(Kind.DISPUTE, id);
        boolean won = "won".equals(status);
        ObjectNode after = things.change(Kind.DISPUTE, id, dispute -> {
            dispute.put(STATUS, status);
            if (won) {
                Money money = Money.of(
                        before.path("currency").asText(), before.path("amount").asLong());
                ((ArrayNode) dispute.get("balance_transactions")).add(entry(call, before, "dispute_reversal", money));
            }
        });
        books.events().updated(call, "charge.dispute.closed", before, after);
        if (won) {
            books.events().emit(call, "charge.dispute.funds_reinstated", after);
        }
        return after;
    }
}
