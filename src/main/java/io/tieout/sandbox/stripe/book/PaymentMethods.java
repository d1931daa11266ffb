package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Params;
import io.tieout.sandbox.stripe.wire.StripeError;
import java.util.List;

/** Cards and bank accounts made of Stripe's published test payment methods, such as {@code pm_card_visa}. */
final class PaymentMethods {

    private static final int EXPIRES_YEAR = 2030;

    private final Things things;
    private final Lists lists;
    private final Events events;

    PaymentMethods(Things things, Lists lists, Events events) {
        this.things = things;
        this.lists = lists;
        this.events = events;
    }

    /** The stored method that an id names; a published test id makes a new one. */
    ObjectNode resolve(Call call, String id, String parameter) {
        return TestMethods.of(id)
                .filter(test -> !call.livemode())
                .map(test -> things.put(Kind.PAYMENT_METHOD, made(call, test)))
                .orElseGet(() -> things.inParameter(Kind.PAYMENT_METHOD, parameter, id, call.livemode()));
    }

    private ObjectNode made(Call call, TestMethod test) {
        ObjectNode method = things.fresh(Kind.PAYMENT_METHOD, call.livemode());
        method.put("type", test.type()).put("allow_redisplay", "unspecified");
        method.putObject("metadata");
        ObjectNode details = details("payment_method", test);
        if (test.bank()) {
            ObjectNode networks = details.putObject("networks").put("preferred", "ach");
            networks.putArray("supported").add("ach");
        } else {
            details.put("display_brand", test.brand()).put("regulated_status", "unregulated");
        }
        method.set(test.type(), details);
        return method;
    }

    /** What payment methods and charges both show of a card or bank account. */
    ObjectNode details(String of, TestMethod test) {
        ObjectNode details = things.shape(of + "." + test.type());
        details.put("fingerprint", test.fingerprint()).put("last4", test.last4());
        if (test.bank()) {
            details.put("account_holder_type", "individual").put("account_type", "checking");
            return details.put("bank_name", "STRIPE TEST BANK").put("routing_number", "110000000");
        }
        if (test.checked()) {
            ObjectNode checks = details.putObject("checks").put("address_line1_check", test.check("line1"));
            checks.put("address_postal_code_check", test.check("zip")).put("cvc_check", test.check("cvc"));
        }
        details.put("brand", test.brand()).put("country", test.country()).put("funding", test.funding());
        return details.put("exp_month", 12).put("exp_year", EXPIRES_YEAR);
    }

    /** A card of a published test token: numbers belong to the browser, and nothing but cards is simulated. */
    Answer create(Call call) {
        Params params = call.params();
        if (!"card".equals(params.needed("type"))) {
            throw StripeError.parameter(
                    "parameter_invalid_string", "type", "This sandbox makes payment methods of the type card only.");
        }
        String token = params.below("card").text("token").orElseThrow(() -> missing("card[token]"));
        TestMethod test = TestMethods.ofToken(token)
                .filter(found -> !call.livemode())
                .orElseThrow(() ->
                        StripeError.parameter("resource_missing", "card[token]", "No such token: '" + token + "'"));
        ObjectNode method = made(call, test);
        apply(method, params);
        return Answer.ok(things.put(Kind.PAYMENT_METHOD, method));
    }

    private static StripeError missing(String name) {
        return StripeError.parameter("parameter_missing", name, "Missing required param: " + name + ".");
    }

    private static void apply(ObjectNode method, Params params) {
        params.text("allow_redisplay").ifPresent(choice -> method.put("allow_redisplay", choice));
        if (params.has("billing_details")) {
            Params given = params.below("billing_details");
            ObjectNode details = (ObjectNode) method.get("billing_details");
            Changes.texts(details, given, List.of("email", "name", "phone", "tax_id"));
            Changes.address(details, given);
        }
        Changes.metadata(method, params);
    }

    Answer update(Call call) {
        ObjectNode before = things.inPath(Kind.PAYMENT_METHOD, call);
        ObjectNode after = things.change(Kind.PAYMENT_METHOD, call.id(), method -> apply(method, call.params()));
        events.updated(call, "payment_method.updated", before, after);
        return Answer.ok(after);
    }

    Answer list(Call call) {
        return Answer.ok(lists.page(Kind.PAYMENT_METHOD, call, Lists.equal(call.params(), "type")));
    }

    Answer retrieve(Call call) {
        if (TestMethods.of(call.id()).isPresent() && !call.livemode()) {
            return Answer.ok(resolve(call, call.id(), "payment_method"));
        }
        return Answer.ok(things.inPath(Kind.PAYMENT_METHOD, call));
    }

    Answer attach(Call call) {
        String customer = call.params().needed("customer");
        things.inParameter(Kind.CUSTOMER, "customer", customer, call.livemode());
        ObjectNode found = retrieve(call).body();
        TestMethod test = TestMethods.of(found);
        if (!test.attachable()) {
            Refusal refusal = test.refusal();
            throw StripeError.of(402, "card_error", refusal.message())
                    .code(refusal.code())
                    .field("decline_code", refusal.reason());
        }
        String id = found.path("id").asText();
        ObjectNode after = things.change(Kind.PAYMENT_METHOD, id, method -> method.put("customer", customer));
        events.emit(call, "payment_method.attached", after);
        return Answer.ok(after);
    }

    Answer detach(Call call) {
        ObjectNode before = things.inPath(Kind.PAYMENT_METHOD, call);
        if (Lists.isNull(before, "customer")) {
            throw StripeError.invalid(
                    "The payment method you provided is not attached to a customer so detachment " + "is impossible.");
        }
        ObjectNode after = things.change(Kind.PAYMENT_METHOD, call.id(), method -> method.putNull("customer"));
        events.updated(call, "payment_method.detached", before, after);
        return Answer.ok(after);
    }

    Answer ofCustomer(Call call) {
        things.inPath(Kind.CUSTOMER, call);
        ObjectNode page =
                lists.page(Kind.PAYMENT_METHOD, call.on("", call.params().with("customer", call.id())), method -> true);
        return Answer.ok(page.put("url", "/v1/customers/" + call.id() + "/payment_methods"));
    }
}
