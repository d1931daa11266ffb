package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One stored object, written exactly as Stripe renders it. The JSON is never changed once it is stored. */
public record Row(@JsonValue ObjectNode json) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Row {
        // Jackson hands over the object itself.
    }

    String id() {
        return json.path("id").asText();
    }

    /** The text at a path such as {@code payment.payment_intent}, or the empty text. */
    String text(String path) {
        JsonNode at = json;
        for (String step : path.split("\\.", -1)) {
            at = at.path(step);
        }
        return at.asText("");
    }

    /** Rises with age: mode, time of creation, id. */
    String order() {
        return order(Ids.livemode(id()), json.path(time(json)).asLong()) + id();
    }

    /** The field that holds an object's time of creation: invoice items call it their date. */
    static String time(ObjectNode json) {
        return json.has("date") ? "date" : "created";
    }

    static String order(boolean livemode, long created) {
        String seconds = Long.toString(created);
        return mode(livemode) + "0".repeat(Math.max(0, 12 - seconds.length())) + seconds;
    }

    static String mode(boolean livemode) {
        return livemode ? "L" : "T";
    }
}
