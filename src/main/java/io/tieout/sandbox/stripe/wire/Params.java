package io.tieout.sandbox.stripe.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The checked parameters of one call. Amounts are minor units, times Unix seconds. */
public record Params(ObjectNode tree) {

    /** Starts a call that the sandbox makes to itself. */
    public static Params empty() {
        return new Params(SandboxJson.MAPPER.createObjectNode());
    }

    /** Reads a query string or a form body. */
    public static ObjectNode parsed(String form) {
        return FormTree.of(form);
    }

    /** The same parameters and one more. */
    public Params with(String name, String value) {
        return new Params(tree.deepCopy().put(name, value));
    }

    static StripeError missing(String name) {
        return StripeError.parameter("parameter_missing", name, "Missing required param: " + name + ".");
    }

    static StripeError empty(String name) {
        return StripeError.parameter(
                "parameter_invalid_empty",
                name,
                "You passed an empty string for '" + name + "'. We assume empty values are an attempt to unset a "
                        + "parameter; however '" + name + "' cannot be unset. You should remove '" + name
                        + "' from your request or supply a non-empty value.");
    }

    public boolean has(String name) {
        return tree.has(name);
    }

    /** The text, or empty when it is absent or unset. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(tree.get(name)).map(JsonNode::asText).filter(text -> !text.isEmpty());
    }

    public String needed(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    public OptionalLong number(String name) {
        return text(name).stream().mapToLong(Long::parseLong).findFirst();
    }

    public long neededNumber(String name) {
        return number(name).orElseThrow(() -> missing(name));
    }

    public Optional<Boolean> flag(String name) {
        return text(name).map(Boolean::valueOf);
    }

    /** The parameters below a name, none when it is absent. */
    public Params below(String name) {
        return tree.get(name) instanceof ObjectNode object ? new Params(object) : empty();
    }

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        tree.path(name).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /**
     * Metadata after this call: keys merge, an empty value drops its key, an empty map drops all.
     *
     * @throws StripeError 400 beyond 50 keys, keys of 40 and values of 500 characters
     */
    public ObjectNode metadata(ObjectNode before) {
        JsonNode given = tree.path("metadata");
        if (given.isMissingNode()) {
            return before;
        }
        ObjectNode after = SandboxJson.MAPPER.createObjectNode();
        if (!given.isObject() && !given.isArray()) {
            return after;
        }
        after.setAll(before);
        entries(given).forEach((key, value) -> {
            limit(key, value);
            if (value.isEmpty()) {
                after.remove(key);
            } else {
                after.put(key, value);
            }
        });
        if (after.size() > 50) {
            throw StripeError.parameter(
                    "parameter_invalid", "metadata", "Metadata can have up to 50 keys; you passed " + after.size());
        }
        return after;
    }

    private static Map<String, String> entries(JsonNode given) {
        Map<String, String> entries = new LinkedHashMap<>();
        if (given.isArray()) {
            for (int i = 0; i < given.size(); i++) {
                entries.put(Integer.toString(i), given.get(i).asText());
            }
        }
        given.properties()
                .forEach(entry -> entries.put(entry.getKey(), entry.getValue().asText()));
        return entries;
    }

    private static void limit(String key, String value) {
        if (key.length() > 40) {
            throw StripeError.parameter(
                    "parameter_invalid",
                    "metadata",
                    "Metadata keys must be 40 characters or less. You passed a key of " + key.length() + ".");
        }
        if (value.length() > 500) {
            throw StripeError.parameter(
                    "parameter_invalid",
                    "metadata[" + key + "]",
                    "Metadata values must be 500 characters or less. You passed " + value.length() + ".");
        }
    }
}
