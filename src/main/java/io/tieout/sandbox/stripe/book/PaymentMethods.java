package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.StripeError;

/** Cards made of Stripe's published test payment methods, such as {@code pm_card_visa}. */
final class PaymentMethods {

    private static final int EXPIRES_YEAR = 2030;

    private final Things things;
    private final Lists lists;

    PaymentMethods(Things things, Lists lists) {
        this.things = things;
        this.lists = lists;
    }

    /** The stored card that an id names; a published test id makes a new one. */
    ObjectNode resolve(Call call, String id, String parameter) {
        return TestCard.of(id)
                .filter(card -> !call.livemode())
                .map(card -> things.put(Kind.PAYMENT_METHOD, made(call, card)))
                .orElseGet(() -> things.inParameter(Kind.PAYMENT_METHOD, parameter, id, call.livemode()));
    }

    static TestCard card(ObjectNode method) {
        return TestCard.ofLast4(method.path("card").path("last4").asText());
    }

    private ObjectNode made(Call call, TestCard card) {
        ObjectNode method = things.fresh(Kind.PAYMENT_METHOD, call.livemode());
        method.put("type", "card").put("allow_redisplay", "unspecified");
        method.putObject("metadata");
        ObjectNode details = things.shape("payment_method.card");
        details.put("brand", card.brand()).put("display_brand", card.brand());
        details.put("country", "US").put("funding", card.funding());
        details.put("exp_month", 12).put("exp_year", EXPIRES_YEAR).put("last4", card.last4());
        details.put("regulated_status", "unregulated");
        method.set("card", details);
        return method;
    }

    Answer retrieve(Call call) {
        if (TestCard.of(call.id()).isPresent() && !call.livemode()) {
            return Answer.ok(resolve(call, call.id(), "payment_method"));
        }
        return Answer.ok(things.inPath(Kind.PAYMENT_METHOD, call));
    }

    Answer attach(Call call) {
        String customer = call.params().needed("customer");
        things.inParameter(Kind.CUSTOMER, "customer", customer, call.livemode());
        String id = retrieve(call).body().path("id").asText();
        return Answer.ok(things.change(Kind.PAYMENT_METHOD, id, method -> method.put("customer", customer)));
    }

    Answer detach(Call call) {
        if (Lists.isNull(things.inPath(Kind.PAYMENT_METHOD, call), "customer")) {
            throw StripeError.invalid(
                    "The payment method you provided is not attached to a customer so detachment " + "is impossible.");
        }
        return Answer.ok(things.change(Kind.PAYMENT_METHOD, call.id(), method -> method.putNull("customer")));
    }

    Answer ofCustomer(Call call) {
        things.inPath(Kind.CUSTOMER, call);
        ObjectNode page =
                lists.page(Kind.PAYMENT_METHOD, call.on("", call.params().with("customer", call.id())), method -> true);
        return Answer.ok(page.put("url", "/v1/customers/" + call.id() + "/payment_methods"));
    }
}
