package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxJson;
import io.tieout.sandbox.stripe.wire.Params;
import java.util.List;

/** Applies plain parameters to an object: a given text sets the field, an empty one unsets it. */
final class Changes {

    private Changes() {}

    static void texts(ObjectNode json, Params params, List<String> fields) {
        for (String field : fields) {
            if (params.has(field)) {
                json.put(field, params.text(field).orElse(null));
            }
        }
    }

    /** Sets an address, all its fields, from the parameters below it; the empty text unsets it. */
    static void address(ObjectNode json, Params params) {
        if (params.has("address")) {
            boolean unset = !params.tree().get("address").isObject();
            json.set("address", unset ? json.nullNode() : address(params.below("address")));
        }
    }

    /** Sets where goods go, with a whole address as Stripe shows it; the empty text unsets it. */
    static void shipping(ObjectNode json, Params params) {
        if (!params.has("shipping")) {
            return;
        }
        if (!params.tree().get("shipping").isObject()) {
            json.putNull("shipping");
            return;
        }
        Params given = params.below("shipping");
        ObjectNode shipping = json.putObject("shipping");
        shipping.set("address", address(given.below("address")));
        shipping.put("name", given.needed("name"));
        for (String field : List.of("carrier", "phone", "tracking_number")) {
            shipping.put(field, given.text(field).orElse(null));
        }
    }

    private static ObjectNode address(Params given) {
        ObjectNode address = SandboxJson.MAPPER.createObjectNode();
        for (String field : List.of("city", "country", "line1", "line2", "postal_code", "state")) {
            address.put(field, given.text(field).orElse(null));
        }
        return address;
    }

    /** Merges the given metadata; objects that never had any get the empty map. */
    static void metadata(ObjectNode json, Params params) {
        ObjectNode before =
                json.get("metadata") instanceof ObjectNode object ? object : SandboxJson.MAPPER.createObjectNode();
        json.set("metadata", params.metadata(before));
    }
}
