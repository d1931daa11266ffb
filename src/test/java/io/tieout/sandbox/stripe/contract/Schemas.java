package io.tieout.sandbox.stripe.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks answers against the schemas of the facts, which use a small part of OpenAPI 3.0. Stricter than Stripe promises
 * to be: no property that the facts do not know, no value outside an enumeration that may grow, since what a simulator
 * makes up must be what Stripe is known to send.
 *
 * <p>A general JSON Schema validator compiles all that a schema can reach before it starts; here every object reaches
 * nearly all two thousand others.
 */
final class Schemas {

    private static final String REFERENCE = "#/components/schemas/";
    private static final Set<String> KNOWN = Set.of(
            "$ref",
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "anyOf",
            "allOf",
            "nullable",
            "maxLength",
            "format");

    private final JsonNode components;

    Schemas(JsonNode facts) {
        this.components = facts.path("components").path("schemas");
    }

    /**
     * What is wrong with a value, each problem with its place.
     *
     * @param expanded the paths that the call asked to expand: there whole objects must stand, elsewhere only ids may
     */
    List<String> problems(JsonNode schema, JsonNode value, Set<String> expanded) {
        return new Walk(expanded).problems(schema, value, "$");
    }

    private final class Walk {
        private final Set<String> expanded;

        Walk(Set<String> expanded) {
            this.expanded = expanded;
        }

        List<String> problems(JsonNode schema, JsonNode value, String at) {
            schema.fieldNames().forEachRemaining(Schemas::known);
            if (value.isMissingNode()) {
                return List.of(at + " is missing");
            }
            if (schema.isEmpty()) {
                return List.of();
            }
            if (value.isNull() && schema.path("nullable").asBoolean()) {
                return List.of();
            }
            if (schema.has("x-expansionResources")) {
                if (asked(at) && value.isTextual()) {
                    return List.of(at + " is an id only, and more was asked for");
                }
                if (!asked(at)) {
                    return value.isTextual() ? List.of() : List.of(at + " is no id, and nobody asked for more");
                }
            }
            if (schema.has("$ref")) {
                JsonNode found = components.path(schema.path("$ref").asText().substring(REFERENCE.length()));
                return found.isObject() ? problems(found, value, at) : List.of(at + " is of an unknown schema");
            }
            if (schema.has("allOf")) {
                List<String> all = new ArrayList<>();
                schema.path("allOf").forEach(part -> all.addAll(problems(part, value, at)));
                return all;
            }
            return schema.has("anyOf") ? any(schema.path("anyOf"), value, at) : typed(schema, value, at);
        }

        private boolean asked(String at) {
            String path = at.replace("[]", "").replaceFirst("^\\$\\.", "");
            return expanded.stream().anyMatch(one -> one.equals(path) || one.startsWith(path + "."));
        }

        /** The complaint of the choice that comes nearest. */
        private List<String> any(JsonNode choices, JsonNode value, String at) {
            List<String> fewest = List.of();
            for (int i = 0; i < choices.size(); i++) {
                List<String> found = problems(choices.get(i), value, at);
                if (found.isEmpty()) {
                    return found;
                }
                boolean nearer = found.size() < fewest.size() || (value.isObject() && isType(fewest));
                fewest = i == 0 || nearer ? found : fewest;
            }
            return fewest;
        }

        private boolean isType(List<String> problems) {
            return problems.size() == 1 && problems.get(0).contains(" is no ");
        }

        private List<String> typed(JsonNode schema, JsonNode value, String at) {
            String type = schema.path("type").asText();
            boolean fits = switch (type) {
                case "object" -> value.isObject();
                case "array" -> value.isArray();
                case "string" -> value.isTextual();
                case "integer" -> value.isIntegralNumber();
                case "number" -> value.isNumber();
                case "boolean" -> value.isBoolean();
                default -> throw new IllegalArgumentException(at + ": type " + type + " is not known");
            };
            if (!fits) {
                return List.of(at + " is no " + type + " but " + value.getNodeType());
            }
            if (value.isObject()) {
                return object(schema, value, at);
            }
            return value.isArray() ? list(schema.path("items"), value, at) : plain(schema, value, at);
        }

        private List<String> object(JsonNode schema, JsonNode value, String at) {
            List<String> problems = new ArrayList<>();
            schema.path("required").forEach(name -> {
                if (!value.has(name.asText())) {
                    problems.add(at + "." + name.asText() + " is missing");
                }
            });
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                String place = at + "." + field.getKey();
                JsonNode known = schema.path("properties").path(field.getKey());
                JsonNode any = schema.path("additionalProperties");
                if (known.isObject()) {
                    problems.addAll(problems(known, field.getValue(), place));
                } else if (any.isObject()) {
                    problems.addAll(problems(any, field.getValue(), at + ".*"));
                } else if (!schema.path("properties").isEmpty()) {
                    problems.add(place + " is unknown");
                }
            }
            return problems;
        }

        private List<String> list(JsonNode items, JsonNode value, String at) {
            List<String> problems = new ArrayList<>();
            value.forEach(item -> problems.addAll(problems(items, item, at + "[]")));
            return problems;
        }

        private List<String> plain(JsonNode schema, JsonNode value, String at) {
            int longest = schema.path("maxLength").asInt(Integer.MAX_VALUE);
            if (value.asText().length() > longest) {
                return List.of(at + " is longer than " + longest);
            }
            for (JsonNode choice : schema.path("enum")) {
                if (choice.equals(value)) {
                    return List.of();
                }
            }
            return schema.has("enum")
                    ? List.of(at + " is '" + value.asText() + "', which is none of the choices")
                    : List.of();
        }
    }

    /** A keyword that this check does not know would be a rule that it does not see. */
    private static void known(String keyword) {
        if (!KNOWN.contains(keyword) && !keyword.startsWith("x-")) {
            throw new IllegalArgumentException("keyword " + keyword + " is not known");
        }
    }
}
