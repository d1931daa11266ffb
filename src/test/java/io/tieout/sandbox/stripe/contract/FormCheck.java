package io.tieout.sandbox.stripe.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a query string or form as Stripe writes them ({@code a[b]=c}, {@code a[0]=c}) and checks it against schemas, by
 * which alone a text is a number or a flag. It shares no code with the sandbox.
 */
final class FormCheck {

    private static final String REFERENCE = "#/components/schemas/";

    private final JsonNode components;

    FormCheck(JsonNode facts) {
        this.components = facts.path("components").path("schemas");
    }

    /** Texts and maps of texts and maps, in order; list items have their number as key. */
    static Map<String, Object> parsed(String form) {
        Map<String, Object> root = new LinkedHashMap<>();
        for (String pair : form.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] sides = pair.split("=", 2);
                put(root, decoded(sides[0]), sides.length == 1 ? "" : decoded(sides[1]));
            }
        }
        return root;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> root, String name, String value) {
        String[] steps = name.replace("]", "").split("\\[", -1);
        Map<String, Object> at = root;
        for (int i = 0; i < steps.length - 1; i++) {
            at = (Map<String, Object>) at.computeIfAbsent(step(at, steps[i]), key -> new LinkedHashMap<>());
        }
        at.put(step(at, steps[steps.length - 1]), value);
    }

    private static String step(Map<String, Object> at, String step) {
        return step.isEmpty() ? Integer.toString(at.size()) : step;
    }

    /** What is wrong with a value that was sent for this schema; empty when all is well. */
    List<String> problems(JsonNode schema, Object value, String name) {
        if (schema.has("$ref")) {
            return problems(components.path(schema.path("$ref").asText().substring(REFERENCE.length())), value, name);
        }
        if (schema.has("allOf")) {
            List<String> all = new ArrayList<>();
            schema.path("allOf").forEach(part -> all.addAll(problems(part, value, name)));
            return all;
        }
        if (schema.has("anyOf")) {
            return any(schema.path("anyOf"), value, name);
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema, value, name);
            case "array" -> list(schema.path("items"), value, name);
            default -> plain(schema, value, name);
        };
    }

    private List<String> any(JsonNode choices, Object value, String name) {
        List<String> first = List.of(name + ": no choice");
        for (int i = 0; i < choices.size(); i++) {
            List<String> found = problems(choices.get(i), value, name);
            if (found.isEmpty()) {
                return found;
            }
            first = i == 0 ? found : first;
        }
        return first;
    }

    private List<String> object(JsonNode schema, Object value, String name) {
        if (!(value instanceof Map<?, ?> given)) {
            return List.of(name + ": a map is needed");
        }
        List<String> problems = new ArrayList<>();
        schema.path("required").forEach(field -> {
            if (!given.containsKey(field.asText())) {
                problems.add(name + ": " + field.asText() + " is missing");
            }
        });
        given.forEach((field, inner) -> {
            JsonNode known = schema.path("properties").path(String.valueOf(field));
            JsonNode any = schema.path("additionalProperties");
            if (known.isMissingNode() && !any.isObject()) {
                problems.add(name + ": " + field + " is unknown");
            } else {
                problems.addAll(problems(known.isMissingNode() ? any : known, inner, name + "[" + field + "]"));
            }
        });
        return problems;
    }

    private List<String> list(JsonNode items, Object value, String name) {
        if (!(value instanceof Map<?, ?> given)) {
            return "".equals(value) ? List.of() : List.of(name + ": a list is needed");
        }
        List<String> problems = new ArrayList<>();
        given.forEach((index, item) -> {
            if (!String.valueOf(index).matches("[0-9]+")) {
                problems.add(name + ": " + index + " is no place in a list");
            }
            problems.addAll(problems(items, item, name + "[" + index + "]"));
        });
        return problems;
    }

    private static List<String> plain(JsonNode schema, Object value, String name) {
        if (!(value instanceof String text)) {
            return List.of(name + ": a plain value is needed");
        }
        boolean fits = switch (schema.path("type").asText()) {
            case "integer" -> text.matches("-?[0-9]{1,18}");
            case "number" -> text.matches("-?[0-9]+(\\.[0-9]+)?");
            case "boolean" -> text.matches("true|false");
            default -> true;
        };
        if (!fits) {
            return List.of(name + ": no " + schema.path("type").asText());
        }
        boolean open = !schema.has("enum") || schema.path("x-openEnum").asBoolean();
        for (JsonNode choice : schema.path("enum")) {
            open |= choice.asText().equals(text);
        }
        return open ? List.of() : List.of(name + ": " + text + " is none of the choices");
    }
}
