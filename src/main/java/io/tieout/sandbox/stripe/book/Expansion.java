package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tieout.sandbox.stripe.wire.StripeError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts whole objects where {@code expand[]} asks for them, at most four levels deep. */
public final class Expansion {

    private static final int DEEPEST = 4;

    /** Fields that hold an id, and of what. */
    private static final Map<String, List<Kind>> FIELDS = Map.ofEntries(
            Map.entry("customer", List.of(Kind.CUSTOMER)),
            Map.entry("charge", List.of(Kind.CHARGE)),
            Map.entry("latest_charge", List.of(Kind.CHARGE)),
            Map.entry("payment_intent", List.of(Kind.PAYMENT_INTENT)),
            Map.entry("payment_method", List.of(Kind.PAYMENT_METHOD)),
            Map.entry("default_payment_method", List.of(Kind.PAYMENT_METHOD)),
            Map.entry("balance_transaction", List.of(Kind.BALANCE_TRANSACTION)),
            Map.entry("failure_balance_transaction", List.of(Kind.BALANCE_TRANSACTION)),
            Map.entry("invoice", List.of(Kind.INVOICE)),
            Map.entry("source", List.of(Kind.CHARGE, Kind.REFUND, Kind.DISPUTE, Kind.PAYOUT)),
            Map.entry("reversed_by", List.of(Kind.PAYOUT)),
            Map.entry("original_payout", List.of(Kind.PAYOUT)));

    private final Things things;

    Expansion(Things things) {
        this.things = things;
    }

    /** A copy of the object with the paths expanded. */
    public ObjectNode expand(ObjectNode body, List<String> paths) {
        ObjectNode copy = body.deepCopy();
        for (String path : paths) {
            List<String> steps = List.of(path.split("\\."));
            if (steps.size() > DEEPEST) {
                throw StripeError.parameter(
                        "parameter_invalid",
                        "expand",
                        "You cannot expand more than 4 levels of a property. Property: " + path);
            }
            if (!step(copy, steps)) {
                throw StripeError.parameter(
                        "parameter_invalid", "expand", "This property cannot be expanded (" + path + ").");
            }
        }
        return copy;
    }

    private boolean step(JsonNode at, List<String> steps) {
        if (steps.isEmpty()) {
            return true;
        }
        if (at instanceof ArrayNode array) {
            boolean all = true;
            for (JsonNode item : array) {
                all &= step(item, steps);
            }
            return all;
        }
        if (!(at instanceof ObjectNode object)) {
            return at.isNull() || at.isTextual();
        }
        String name = steps.get(0);
        include(object, name);
        JsonNode value = object.get(name);
        if (value == null) {
            return name.equals("payment_intent") || name.equals("charge");
        }
        if (value instanceof TextNode text) {
            Optional<ObjectNode> whole = whole(name, text.asText());
            whole.ifPresent(json -> object.set(name, json));
            return FIELDS.containsKey(name) && step(object.get(name), steps.subList(1, steps.size()));
        }
        return (value.isContainerNode() || value.isNull()) && step(value, steps.subList(1, steps.size()));
    }

    private Optional<ObjectNode> whole(String field, String id) {
        return FIELDS.getOrDefault(field, List.of()).stream()
                .flatMap(kind -> things.find(kind, id).stream())
                .map(ObjectNode::deepCopy)
                .findFirst();
    }

    /** Lists that an object has only when asked for. */
    private void include(ObjectNode object, String name) {
        String of = object.path("object").asText();
        String id = object.path("id").asText();
        if (of.equals("charge") && name.equals("refunds") && !object.has(name)) {
            object.set(name, inner(Kind.REFUND, "charge", id, "/v1/charges/" + id + "/refunds"));
        }
        if (of.equals("invoice") && name.equals("payments") && !object.has(name)) {
            object.set(name, inner(Kind.INVOICE_PAYMENT, "invoice", id, "/v1/invoice_payments?invoice=" + id));
        }
    }

    private ObjectNode inner(Kind kind, String field, String id, String url) {
        List<ObjectNode> newestFirst = new ArrayList<>(things.by(kind, field, id));
        Collections.reverse(newestFirst);
        List<ObjectNode> page =
                newestFirst.stream().limit(10).map(ObjectNode::deepCopy).toList();
        return Lists.envelope(page, newestFirst.size() > 10, url);
    }
}
