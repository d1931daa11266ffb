package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.stripe.book.Ledger.Money;
import io.tieout.sandbox.stripe.book.Ledger.Movement;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Params;
import io.tieout.sandbox.stripe.wire.StripeError;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Payouts to the bank: manual ones out of the available balance, automatic ones that can be itemised. */
final class Payouts {

    private static final String SEND = "send payout";
    private static final String ARRIVE = "arrive payout";
    private static final String STATUS = "status";
    private static final String PENDING = "pending";
    private static final long DAY_SECONDS = 24L * 3600;

    private final Books books;
    private final Things things;

    Payouts(Books books) {
        this.books = books;
        this.things = books.things();
        books.timers().on(SEND, this::send);
        books.timers().on(ARRIVE, this::arrive);
    }

    Answer create(Call call) {
        Params params = call.params();
        String currency = params.needed("currency").toLowerCase(Locale.ROOT);
        long amount = params.neededNumber("amount");
        Long available = books.ledger().sums(call.livemode(), "available").get(currency);
        if (available == null) {
            throw StripeError.parameter(
                    "parameter_invalid_string",
                    "currency",
                    "Sorry, you don't have any external accounts in that " + "currency (" + currency + ").");
        }
        if (amount < 1) {
            throw StripeError.parameter(
                    "parameter_invalid_integer", "amount", "This value must be greater than or equal to 1.");
        }
        if (amount > available) {
            throw StripeError.invalid("You have insufficient funds in your Stripe account for this payout.")
                    .code("balance_insufficient");
        }
        Currencies.payout(currency, amount);
        return Answer.ok(made(call, currency, amount, false));
    }

    /** Pays out everything of a currency that no automatic payout paid yet, as Stripe does by itself every day. */
    ObjectNode automatic(Call call, String currency) {
        List<ObjectNode> items = books.ledger().unpaid(call.livemode(), currency);
        long amount =
                items.stream().mapToLong(item -> item.path("net").asLong()).sum();
        if (amount <= 0) {
            throw new IllegalArgumentException("currency: nothing to pay out in " + currency);
        }
        ObjectNode payout = made(call, currency, amount, true);
        items.forEach(item -> books.ledger().pay(item, payout.path("id").asText()));
        return payout;
    }

    private ObjectNode made(Call call, String currency, long amount, boolean automatic) {
        ObjectNode payout = things.fresh(Kind.PAYOUT, call.livemode());
        String id = payout.path("id").asText();
        payout.put("amount", amount).put("currency", currency).put("automatic", automatic);
        payout.put("arrival_date", (things.now() / DAY_SECONDS + 2) * DAY_SECONDS);
        payout.put("method", call.params().text("method").orElse("standard")).put("source_type", "card");
        payout.put("type", "bank_account").put(STATUS, PENDING);
        payout.put("destination", "ba_acme" + currency);
        payout.put("reconciliation_status", automatic ? "in_progress" : "not_applicable");
        Changes.texts(payout, call.params(), List.of("description", "statement_descriptor"));
        Changes.metadata(payout, call.params());
        ObjectNode entry = books.ledger()
                .book(call, new Movement("payout", "payout", id, "STRIPE PAYOUT", Money.of(currency, -amount)));
        books.ledger().pay(entry, id);
        things.put(
                Kind.PAYOUT, payout.put("balance_transaction", entry.path("id").asText()));
        books.events().emit(call, "payout.created", payout);
        books.timers().in(books.settings().balanceTransactionDelay(), SEND, id);
        return payout;
    }

    private void send(Call call, String id) {
        ObjectNode before = things.get(Kind.PAYOUT, id);
        if (!PENDING.equals(before.path(STATUS).asText())) {
            return;
        }
        ObjectNode after = things.change(Kind.PAYOUT, id, payout -> payout.put(STATUS, "in_transit"));
        books.events().updated(call, "payout.updated", before, after);
        if (before.path("automatic").asBoolean()) {
            ObjectNode done =
                    things.change(Kind.PAYOUT, id, payout -> payout.put("reconciliation_status", "completed"));
            books.events().emit(call, "payout.reconciliation_completed", done);
        }
        long left = Math.max(0, before.path("arrival_date").asLong() - things.now());
        books.timers().in(Duration.ofSeconds(left), ARRIVE, id);
    }

    private void arrive(Call call, String id) {
        if (!"in_transit".equals(things.get(Kind.PAYOUT, id).path(STATUS).asText())) {
            return;
        }
        ObjectNode after = things.change(Kind.PAYOUT, id, payout -> payout.put(STATUS, "paid"));
        books.events().emit(call, "payout.paid", after);
    }

    Answer update(Call call) {
        ObjectNode before = things.inPath(Kind.PAYOUT, call);
        ObjectNode after = things.change(Kind.PAYOUT, call.id(), payout -> Changes.metadata(payout, call.params()));
        books.events().updated(call, "payout.updated", before, after);
        return Answer.ok(after);
    }

    Answer cancel(Call call) {
        ObjectNode before = things.inPath(Kind.PAYOUT, call);
        if (!PENDING.equals(before.path(STATUS).asText())
                || before.path("automatic").asBoolean()) {
            throw StripeError.invalid("Payouts can only be canceled while they are pending and manual.");
        }
        ObjectNode after = returned(call, before, "payout_cancel", payout -> payout.put(STATUS, "canceled"));
        books.events().emit(call, "payout.canceled", after);
        return Answer.ok(after);
    }

    /** The bank sends the money back, even days after the payout counted as paid. */
    ObjectNode fail(Call call, String code) {
        ObjectNode before = things.inPath(Kind.PAYOUT, call);
        if (List.of("failed", "canceled").contains(before.path(STATUS).asText())) {
            throw new IllegalArgumentException("payout: it is over already");
        }
        ObjectNode after = returned(
                call,
                before,
                "payout_failure",
                payout -> payout.put(STATUS, "failed")
                        .put("failure_code", code)
                        .put("failure_message", "The bank returned the payout: " + code + "."));
        books.events().emit(call, "payout.failed", after);
        return after;
    }

    private ObjectNode returned(Call call, ObjectNode before, String type, Consumer<ObjectNode> change) {
        Money money =
                Money.of(before.path("currency").asText(), before.path("amount").asLong());
        String words = "REFUND FOR PAYOUT (STRIPE PAYOUT)";
        ObjectNode entry = books.ledger().book(call, new Movement(type, "payout_reversal", call.id(), words, money));
        return things.change(
                Kind.PAYOUT,
                call.id(),
                change.andThen(payout -> payout.put(
                        "failure_balance_transaction", entry.path("id").asText())));
    }

    /** The transactions that a payout paid; refused for manual ones and while it is being reconciled. */
    Answer items(Call call) {
        call.params().text("payout").ifPresent(id -> {
            ObjectNode payout = things.inParameter(Kind.PAYOUT, "payout", id, call.livemode());
            if ("in_progress".equals(payout.path("reconciliation_status").asText())) {
                throw StripeError.invalid("The reconciliation of payout " + id + " is not complete yet.")
                        .code("payout_reconciliation_not_ready");
            }
            if (!payout.path("automatic").asBoolean()) {
                throw StripeError.invalid(
                        "Balance transaction history can only be filtered on automatic transfers, not manual.");
            }
        });
        return books.ledger().list(call);
    }
}
