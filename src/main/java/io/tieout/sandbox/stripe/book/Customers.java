package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxJson;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Params;
import java.util.List;
import java.util.Locale;

/** Customers: create, update, delete (a deleted one answers with its id only). */
final class Customers {

    private static final List<String> TEXTS = List.of("name", "email", "phone", "description");

    private final Things things;
    private final Events events;

    Customers(Things things, Events events) {
        this.things = things;
        this.events = events;
    }

    Answer create(Call call) {
        ObjectNode customer = things.fresh(Kind.CUSTOMER, call.livemode());
        for (String field : List.of("address", "currency", "discount", "name", "phone")) {
            customer.putNull(field);
        }
        customer.put("delinquent", false).put("next_invoice_sequence", 1).put("tax_exempt", "none");
        customer.putArray("preferred_locales");
        customer.put("invoice_prefix", things.ids().letters(8).toUpperCase(Locale.ROOT));
        apply(customer, call.params());
        things.put(Kind.CUSTOMER, customer);
        events.emit(call, "customer.created", customer);
        return Answer.ok(customer);
    }

    Answer update(Call call) {
        ObjectNode before = things.inPath(Kind.CUSTOMER, call);
        ObjectNode after = things.change(Kind.CUSTOMER, call.id(), customer -> apply(customer, call.params()));
        events.updated(call, "customer.updated", before, after);
        return Answer.ok(after);
    }

    private static void apply(ObjectNode customer, Params params) {
        Changes.texts(customer, params, TEXTS);
        Changes.address(customer, params);
        Changes.shipping(customer, params);
        params.number("balance").ifPresent(balance -> customer.put("balance", balance));
        params.text("tax_exempt").ifPresent(exempt -> customer.put("tax_exempt", exempt));
        params.below("invoice_settings")
                .text("default_payment_method")
                .ifPresent(method ->
                        ((ObjectNode) customer.get("invoice_settings")).put("default_payment_method", method));
        Changes.metadata(customer, params);
    }

    Answer retrieve(Call call) {
        ObjectNode customer = things.inPath(Kind.CUSTOMER, call);
        return Answer.ok(customer.path("deleted").asBoolean() ? gone(call.id()) : customer);
    }

    Answer delete(Call call) {
        ObjectNode before = things.inPath(Kind.CUSTOMER, call);
        things.change(Kind.CUSTOMER, call.id(), customer -> customer.put("deleted", true));
        events.emit(call, "customer.deleted", before);
        return Answer.ok(gone(call.id()));
    }

    private static ObjectNode gone(String id) {
        return SandboxJson.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("object", "customer")
                .put("deleted", true);
    }
}
