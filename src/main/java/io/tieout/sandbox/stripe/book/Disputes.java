package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.stripe.book.Ledger.Money;
import io.tieout.sandbox.stripe.book.Ledger.Movement;
import io.tieout.sandbox.stripe.book.TestMethod.Fate;
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
        things.change(Kind.CHARGE, chargeId, json -> json.put("disputed", true));
        long amount = charge.path("amount_captured").asLong();
        if (Charges.method(charge).fate() == Fate.DISPUTED_TWICE) {
            opened(call, made(call, charge, amount / 2));
            amount -= amount / 2;
        }
        opened(call, made(call, charge, amount));
    }

    private void opened(Call call, ObjectNode dispute) {
        boolean inquiry = dispute.path("is_charge_refundable").asBoolean();
        if (!inquiry) {
            withdraw(call, dispute);
        }
        things.put(Kind.DISPUTE, dispute);
        books.events().emit(call, "charge.dispute.created", dispute);
        if (!inquiry) {
            books.events().emit(call, "charge.dispute.funds_withdrawn", dispute);
        }
        if ("lost".equals(dispute.path(STATUS).asText())) {
            books.events().emit(call, "charge.dispute.closed", dispute);
        }
    }

    private ObjectNode made(Call call, ObjectNode charge, long amount) {
        TestMethod method = Charges.method(charge);
        boolean inquiry = method.fate() == Fate.INQUIRED;
        ObjectNode dispute = things.fresh(Kind.DISPUTE, call.livemode());
        dispute.put("amount", amount).put("reason", method.reason()).set("currency", charge.get("currency"));
        dispute.put("is_charge_refundable", inquiry);
        dispute.put(STATUS, inquiry ? "warning_needs_response" : "needs_response");
        dispute.set("charge", charge.get("id"));
        dispute.set("payment_intent", charge.get("payment_intent"));
        ((ObjectNode) dispute.get("evidence_details")).put("due_by", things.now() + EVIDENCE_DAYS * DAY_SECONDS);
        if (method.bank()) {
            // A bank's word about a debit is final.
            return dispute.put(STATUS, "lost");
        }
        ObjectNode details = things.shape("dispute.payment_method_details.card");
        details.put("brand", method.brand()).put("network", method.brand()).put("network_reason_code", "83");
        details.put("case_type", caseType(method.fate()));
        dispute.putObject("payment_method_details").put("type", "card").set("card", details);
        return dispute;
    }

    private static String caseType(Fate fate) {
        return switch (fate) {
            case INQUIRED -> "inquiry";
            case COMPLIANCE -> "compliance";
            default -> "chargeback";
        };
    }

    private void withdraw(Call call, ObjectNode dispute) {
        String currency = dispute.path("currency").asText();
        long fee = Currencies.disputeFee(Currencies.settlement(currency));
        Money money = new Money(currency, -dispute.path("amount").asLong(), fee, true);
        ((ArrayNode) dispute.get("balance_transactions")).add(entry(call, dispute, "dispute", money));
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

    /** The bank decides, by Stripe's own test words. */
    private void decide(Call call, String id) {
        ObjectNode dispute = things.get(Kind.DISPUTE, id);
        String words = dispute.path("evidence").path("uncategorized_text").asText("");
        if ("escalate_inquiry_evidence".equals(words)) {
            escalate(call, dispute);
        } else if (dispute.path(STATUS).asText().startsWith("warning")) {
            finish(call, id, "warning_closed");
        } else if ("winning_evidence".equals(words)) {
            finish(call, id, "won");
        } else if ("losing_evidence".equals(words)) {
            finish(call, id, "lost");
        }
    }

    /** An inquiry becomes a chargeback of the same id. */
    private void escalate(Call call, ObjectNode before) {
        if (!before.path("is_charge_refundable").asBoolean()) {
            return;
        }
        ObjectNode after = things.change(Kind.DISPUTE, before.path("id").asText(), dispute -> {
            dispute.put("is_charge_refundable", false).put(STATUS, "needs_response");
            ((ObjectNode) dispute.path("payment_method_details").get("card")).put("case_type", "chargeback");
            withdraw(call, dispute);
        });
        books.events().updated(call, "charge.dispute.updated", before, after);
        books.events().emit(call, "charge.dispute.funds_withdrawn", after);
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
