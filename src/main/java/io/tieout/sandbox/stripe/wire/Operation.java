package io.tieout.sandbox.stripe.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** One operation of the API: method, path pattern, and which parameters it takes and needs. */
public record Operation(String name, JsonNode required, JsonNode parameters) {

    public String method() {
        return name.substring(0, name.indexOf(' '));
    }

    /** The path pattern with Stripe's braces, such as {@code /v1/charges/{id}}. */
    public String path() {
        return name.substring(name.indexOf(' ') + 1);
    }

    /**
     * Refuses unknown, missing and ill-typed parameters.
     *
     * @throws StripeError 400 naming the parameter
     */
    public Params checked(ObjectNode given) {
        object(given, parameters, "");
        required.forEach(name -> {
            if (!given.has(name.asText())) {
                throw Params.missing(name.asText());
            }
            if (unset(given.get(name.asText()))) {
                throw Params.empty(name.asText());
            }
        });
        return new Params(given);
    }

    private static void object(ObjectNode given, JsonNode known, String prefix) {
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            String name = prefix.isEmpty() ? entry.getKey() : prefix + "[" + entry.getKey() + "]";
            JsonNode type = known.get(entry.getKey());
            if (type == null) {
                throw StripeError.parameter("parameter_unknown", name, "Received unknown parameter: " + name);
            }
            value(entry.getValue(), type, name);
        }
    }

    private static void value(JsonNode given, JsonNode type, String name) {
        if (type.isTextual()) {
            plain(given, type.asText(), name);
        } else if (type.has("enum")) {
            choice(given, type.get("enum"), name);
        } else if (type.has("list")) {
            if (given.isArray()) {
                given.forEach(item -> value(item, type.get("list"), name));
            } else if (!unset(given)) {
                throw invalid("array", name, given);
            }
        } else if (given instanceof ObjectNode object) {
            object(object, type.get("object"), name);
        } else if (!unset(given)) {
            throw invalid("object", name, given);
        }
    }

    private static void plain(JsonNode given, String type, String name) {
        switch (type) {
            case "integer" -> whole(given, name);
            case "boolean" -> {
                if (!given.asText().matches("true|false")) {
                    throw invalid("boolean", name, given);
                }
            }
            case "string" -> {
                if (!given.isTextual()) {
                    throw invalid("string", name, given);
                }
            }
            case "map" -> {
                if (!given.isObject() && !unset(given)) {
                    throw invalid("object", name, given);
                }
            }
            case "range" -> range(given, name);
            default -> {
                // Deep parameters without meaning for the sandbox are taken as they come.
            }
        }
    }

    private static void whole(JsonNode given, String name) {
        if (unset(given)) {
            throw Params.empty(name);
        }
        if (!given.isTextual() || !given.asText().matches("-?[0-9]{1,18}")) {
            throw invalid("integer", name, given);
        }
    }

    private static void range(JsonNode given, String name) {
        if (!(given instanceof ObjectNode bounds)) {
            whole(given, name);
            return;
        }
        bounds.properties().forEach(bound -> {
            String full = name + "[" + bound.getKey() + "]";
            if (!bound.getKey().matches("gte?|lte?")) {
                throw StripeError.parameter("parameter_unknown", full, "Received unknown parameter: " + full);
            }
            whole(bound.getValue(), full);
        });
    }

    private static void choice(JsonNode given, JsonNode choices, String name) {
        for (JsonNode choice : choices) {
            if (choice.asText().equals(given.asText())) {
                return;
            }
        }
        if (unset(given)) {
            return;
        }
        throw StripeError.parameter(
                "parameter_invalid_string", name, "Invalid " + name + ": must be one of " + words(choices));
    }

    private static String words(JsonNode choices) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < choices.size(); i++) {
            words.append(i == 0 ? "" : i == choices.size() - 1 ? ", or " : ", ");
            words.append(choices.get(i).asText());
        }
        return words.toString();
    }

    /** The empty text unsets a parameter; a map or list that is there is never empty. */
    private static boolean unset(JsonNode given) {
        return given.isTextual() && given.asText().isEmpty();
    }

    private static StripeError invalid(String type, String name, JsonNode given) {
        String code = "integer".equals(type) ? "parameter_invalid_integer" : "parameter_invalid_" + type;
        return StripeError.parameter(code, name, "Invalid " + type + ": " + given.asText());
    }
}
