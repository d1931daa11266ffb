package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.StripeError;
import java.util.Optional;

/** 3D Secure: a payment waits until its payer has authenticated, which here the sandbox's control says. */
final class Challenges {

    private static final String STATUS = "status";
    private static final String WAITING = "requires_action";
    private static final String PAGE = "https://hooks.stripe.com/redirect/authenticate/";

    private final Books books;
    private final Things things;

    Challenges(Books books) {
        this.books = books;
        this.things = books.things();
    }

    /** Nothing is charged; the intent says what its payer must do. */
    Answer ask(Call call, ObjectNode before, ObjectNode method) {
        ObjectNode after = things.change(Kind.PAYMENT_INTENT, before.path("id").asText(), intent -> {
            intent.put(STATUS, WAITING).set("payment_method", method.get("id"));
            next(intent, call.params().text("return_url"));
        });
        books.events().emit(call, "payment_intent.requires_action", after);
        return Answer.ok(after);
    }

    private static void next(ObjectNode intent, Optional<String> back) {
        String url = PAGE + intent.path("id").asText();
        String type = back.isPresent() ? "redirect_to_url" : "use_stripe_sdk";
        ObjectNode what = intent.putObject("next_action").put("type", type).putObject(type);
        back.ifPresentOrElse(
                page -> what.put("return_url", page).put("url", url),
                () -> what.put("type", "three_d_secure_redirect").put("stripe_js", url));
    }

    /** The payer authenticates, and the payment goes on; or fails to. */
    ObjectNode answer(Call call, boolean success) {
        ObjectNode intent = things.inPath(Kind.PAYMENT_INTENT, call);
        if (!WAITING.equals(intent.path(STATUS).asText())) {
            throw new IllegalArgumentException("payment_intent: it does not wait for its payer");
        }
        ObjectNode method =
                things.get(Kind.PAYMENT_METHOD, intent.path("payment_method").asText());
        if (success) {
            books.intents().charge(call, intent, method);
        } else {
            StripeError error = StripeError.invalid("The provided PaymentMethod has failed authentication. You can "
                            + "provide payment_method_data or a new PaymentMethod to attempt to fulfill this "
                            + "PaymentIntent again.")
                    .code("payment_intent_authentication_failure")
                    .with("payment_method", method);
            books.intents().unpaid(call, call.id(), error);
        }
        return things.get(Kind.PAYMENT_INTENT, call.id());
    }
}
