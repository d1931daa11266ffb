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

    /** Merges the given metadata; objects that never had any get the empty map. */
    static void metadata(ObjectNode json, Params params) {
        ObjectNode before =
                json.get("metadata") instanceof ObjectNode object ? object : SandboxJson.MAPPER.createObjectNode();
        json.set("metadata", params.metadata(before));
    }
}
