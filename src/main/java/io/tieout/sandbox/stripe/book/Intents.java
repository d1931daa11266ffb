package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxJson;
import io.tieout.sandbox.stripe.book.TestMethod.Fate;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Params;
import io.tieout.sandbox.stripe.wire.StripeError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Payment intents: create, confirm (with Stripe's test cards), capture, cancel, update. */
final class Intents {

    private static final String STATUS = "status";
    private static final String SUCCEEDED = "succeeded";
    private static final String NEEDS_CAPTURE = "requires_capture";
    private static final Set<String> OPEN =
            Set.of("requires_payment_method", "requires_confirmation", "requires_action");
    private static final List<String> TEXTS = List.of(
            "description",
            "receipt_email",
            "setup_future_usage",
            "statement_descriptor",
            "statement_descriptor_suffix",
            "transfer_group");

    private final Books books;
    private final Things things;

    Intents(Books books) {
        this.books = books;
        this.things = books.things();
    }

    Answer create(Call call) {
        Params params = call.params();
        long amount = params.neededNumber("amount");
        ObjectNode intent = things.fresh(Kind.PAYMENT_INTENT, call.livemode());
        String id = intent.path("id").asText();
        intent.put("amount", amount).put("currency", Currencies.charging(params.needed("currency"), amount));
        intent.put("client_secret", id + "_secret_" + things.ids().letters(24));
        intent.put("capture_method", params.text("capture_method").orElse("automatic_async"));
        intent.put("confirmation_method", params.text("confirmation_method").orElse("automatic"));
        intent.put(STATUS, "requires_payment_method");
        types(intent, params);
        apply(call, intent);
        things.put(Kind.PAYMENT_INTENT, intent);
        books.events().emit(call, "payment_intent.created", intent);
        return params.flag("confirm").orElse(false) ? confirm(call.on(id, confirming(params))) : Answer.ok(intent);
    }

    /** What of a creation's parameters is for its confirmation. */
    private static Params confirming(Params params) {
        ObjectNode some = SandboxJson.MAPPER.createObjectNode();
        for (String name : List.of("off_session", "return_url")) {
            params.text(name).ifPresent(value -> some.put(name, value));
        }
        return new Params(some);
    }

    private static void types(ObjectNode intent, Params params) {
        List<String> types = params.texts("payment_method_types");
        ArrayNode list = intent.putArray("payment_method_types");
        (types.isEmpty() ? List.of("card") : types).forEach(list::add);
        if (types.isEmpty()) {
            ObjectNode automatic = intent.putObject("automatic_payment_methods").put("enabled", true);
            automatic.put(
                    "allow_redirects",
                    params.below("automatic_payment_methods")
                            .text("allow_redirects")
                            .orElse("always"));
        }
    }

    private void apply(Call call, ObjectNode intent) {
        Params params = call.params();
        params.text("customer").ifPresent(customer -> {
            things.inParameter(Kind.CUSTOMER, "customer", customer, call.livemode());
            intent.put("customer", customer);
        });
        params.text("payment_method").ifPresent(given -> {
            ObjectNode method = books.methods().resolve(call, given, "payment_method");
            intent.put("payment_method", method.path("id").asText());
            intent.put(STATUS, "requires_confirmation");
        });
        Changes.shipping(intent, params);
        Changes.texts(intent, params, TEXTS);
        Changes.metadata(intent, params);
    }

    Answer update(Call call) {
        ObjectNode before = things.inPath(Kind.PAYMENT_INTENT, call);
        boolean open = OPEN.contains(before.path(STATUS).asText());
        Params params = call.params();
        if (!open && (params.has("amount") || params.has("currency") || params.has("payment_method"))) {
            throw unexpected(before, "updated");
        }
        ObjectNode after = things.change(Kind.PAYMENT_INTENT, call.id(), intent -> {
            long amount = params.number("amount").orElse(intent.path("amount").asLong());
            String currency =
                    params.text("currency").orElse(intent.path("currency").asText());
            intent.put("amount", amount).put("currency", Currencies.charging(currency, amount));
            apply(call, intent);
        });
        return Answer.ok(after);
    }

    Answer confirm(Call call) {
        ObjectNode before = things.inPath(Kind.PAYMENT_INTENT, call);
        if (!OPEN.contains(before.path(STATUS).asText())) {
            throw unexpected(before, "confirmed");
        }
        Optional<String> given = call.params().text("payment_method");
        if (given.isEmpty() && Lists.isNull(before, "payment_method")) {
            throw StripeError.invalid("You cannot confirm this PaymentIntent because it's missing a payment method. "
                            + "You can either update the PaymentIntent with a payment method and then confirm it "
                            + "again, or confirm it again directly with a payment method.")
                    .code("payment_intent_unexpected_state")
                    .with("payment_intent", before);
        }
        ObjectNode method = given.map(id -> books.methods().resolve(call, id, "payment_method"))
                .orElseGet(() -> things.get(
                        Kind.PAYMENT_METHOD, before.path("payment_method").asText()));
        allowed(before, method);
        boolean away = call.params()
                .text("off_session")
                .filter(said -> !"false".equals(said))
                .isPresent();
        if (!TestMethods.of(method).challenges(away)) {
            return charge(call, before, method);
        }
        return away
                ? decline(call, before, method, Refusal.UNAUTHENTICATED)
                : books.challenges().ask(call, before, method);
    }

    private static void allowed(ObjectNode intent, ObjectNode method) {
        String type = method.path("type").asText();
        for (JsonNode allowed : intent.path("payment_method_types")) {
            if (allowed.asText().equals(type)) {
                return;
            }
        }
        if (Lists.isNull(intent, "automatic_payment_methods")) {
            throw StripeError.invalid("The PaymentMethod provided (" + type + ") is not allowed for this "
                            + "PaymentIntent. Please attach a PaymentMethod of one of its types.")
                    .param("payment_method");
        }
    }

    /** Charges a method whose owner need not be asked, or was. */
    Answer charge(Call call, ObjectNode before, ObjectNode method) {
        TestMethod test = TestMethods.of(method);
        if (books.declines()) {
            return decline(call, before, method, Refusal.GENERIC);
        }
        if (test.bank()) {
            return books.debits().start(call, before, method);
        }
        return test.fate() == Fate.DECLINED
                ? decline(call, before, method, test.refusal())
                : succeed(call, before, method);
    }

    private Answer decline(Call call, ObjectNode before, ObjectNode method, Refusal refusal) {
        ObjectNode charge = books.charges().decline(call, before, method, refusal);
        StripeError error = StripeError.of(402, "card_error", refusal.message())
                .code(refusal.code())
                .field("decline_code", refusal.reason())
                .field("charge", charge.path("id").asText())
                .with("payment_method", method);
        ObjectNode after = unpaid(call, before.path("id").asText(), error);
        return new Answer(
                402, error.with("payment_intent", after).body(call.requestId().orElse("req_"), things.now()));
    }

    /** The attempt failed, and another payment method is needed. */
    ObjectNode unpaid(Call call, String id, StripeError error) {
        ObjectNode after = things.change(Kind.PAYMENT_INTENT, id, intent -> {
            intent.put(STATUS, "requires_payment_method").putNull("payment_method");
            intent.putNull("next_action").set("last_payment_error", error.error());
            JsonNode charge = error.error().path("charge");
            if (charge.isTextual()) {
                intent.set("latest_charge", charge);
            }
        });
        books.events().emit(call, "payment_intent.payment_failed", after);
        books.invoices().failed(call, after);
        return after;
    }

    private Answer succeed(Call call, ObjectNode before, ObjectNode method) {
        ObjectNode charge = books.charges().succeed(call, before, method);
        boolean held = !charge.path("captured").asBoolean();
        ObjectNode after = things.change(Kind.PAYMENT_INTENT, before.path("id").asText(), intent -> {
            intent.set("payment_method", method.get("id"));
            intent.set("latest_charge", charge.get("id"));
            intent.putNull("last_payment_error").putNull("next_action").put(STATUS, held ? NEEDS_CAPTURE : SUCCEEDED);
            intent.set(held ? "amount_capturable" : "amount_received", intent.get("amount"));
        });
        if (held) {
            books.events().emit(call, "payment_intent.amount_capturable_updated", after);
        } else {
            paid(call, after);
        }
        return Answer.ok(things.get(Kind.PAYMENT_INTENT, after.path("id").asText()));
    }

    /** Tells that an intent is paid. */
    void paid(Call call, ObjectNode intent) {
        books.events().emit(call, "payment_intent.succeeded", intent);
        books.invoices().paid(call, intent);
    }

    Answer capture(Call call) {
        ObjectNode before = things.inPath(Kind.PAYMENT_INTENT, call);
        if (!NEEDS_CAPTURE.equals(before.path(STATUS).asText())) {
            throw unexpected(before, "captured");
        }
        long amount = call.params()
                .number("amount_to_capture")
                .orElse(before.path("amount_capturable").asLong());
        ObjectNode charge = things.get(Kind.CHARGE, before.path("latest_charge").asText());
        books.charges().capture(call, charge, amount);
        ObjectNode after = things.change(Kind.PAYMENT_INTENT, call.id(), intent -> {
            intent.put("amount_capturable", 0).put("amount_received", amount).put(STATUS, SUCCEEDED);
            Changes.metadata(intent, call.params());
        });
        paid(call, after);
        return Answer.ok(after);
    }

    Answer cancel(Call call) {
        ObjectNode before = things.inPath(Kind.PAYMENT_INTENT, call);
        boolean held = NEEDS_CAPTURE.equals(before.path(STATUS).asText());
        if (!held && !OPEN.contains(before.path(STATUS).asText())) {
            throw unexpected(before, "canceled");
        }
        if (held) {
            books.charges().release(call, before.path("latest_charge").asText());
        }
        ObjectNode after = things.change(Kind.PAYMENT_INTENT, call.id(), intent -> {
            intent.put(STATUS, "canceled").put("canceled_at", things.now()).put("amount_capturable", 0);
            intent.putNull("next_action");
            intent.put(
                    "cancellation_reason",
                    call.params().text("cancellation_reason").orElse(null));
        });
        books.events().emit(call, "payment_intent.canceled", after);
        return Answer.ok(after);
    }

    /** A new intent over what is left to pay of an invoice. */
    ObjectNode forInvoice(Call call, ObjectNode invoice) {
        ObjectNode form = SandboxJson.MAPPER.createObjectNode();
        form.put("amount", invoice.path("amount_remaining").asText());
        form.put("currency", invoice.path("currency").asText());
        form.put("customer", invoice.path("customer").asText());
        form.put("description", "Payment for Invoice");
        return create(call.on("", new Params(form))).body();
    }

    private static StripeError unexpected(ObjectNode intent, String what) {
        return StripeError.invalid("This PaymentIntent could not be " + what + " because it has a status of "
                        + intent.path(STATUS).asText() + ".")
                .code("payment_intent_unexpected_state")
                .with("payment_intent", intent);
    }
}
