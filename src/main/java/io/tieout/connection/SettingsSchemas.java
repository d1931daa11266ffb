package io.tieout.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.tieout.connection.ChangeRefused.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the schemas of settings ({@link SchemaFiles}) say about a document. */
@ApplicationScoped
class SettingsSchemas {
    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private final Map<String, Optional<JsonSchema>> read = new ConcurrentHashMap<>();

    /** Whether there is a schema of this name, for example {@code connection-stripe}. */
    boolean knows(String name) {
        return schema(name).isPresent();
    }

    /** Everything wrong with these settings, each with its field below {@code settings} and what to do. */
    List<Problem> check(String name, JsonNode settings) {
        JsonSchema schema = schema(name).orElseThrow(() -> new IllegalArgumentException("no schema " + name));
        List<Problem> problems = new ArrayList<>();
        schema.validate(settings).stream()
                .sorted(Comparator.comparing(ValidationMessage::toString))
                .forEach(message -> problems.add(problem(schema.getSchemaNode(), message)));
        return problems;
    }

    private static Problem problem(JsonNode schema, ValidationMessage message) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < message.getInstanceLocation().getNameCount(); i++) {
            path.add(String.valueOf(message.getInstanceLocation().getElement(i)));
        }
        String what = words(message);
        if (message.getProperty() != null) {
            path.add(message.getProperty());
        }
        if (message.getType().equals("additionalProperties")) {
            return new Problem(field(path), what + known(at(schema, path.subList(0, path.size() - 1))));
        }
        String description = at(schema, path).path("description").asText("");
        return new Problem(field(path), description.isEmpty() ? what : what + ": " + description);
    }

    private static String words(ValidationMessage message) {
        return switch (message.getType()) {
            case "required" -> "is missing";
            case "additionalProperties" -> "is not a setting";
            default -> {
                String text = message.getMessage();
                String location = message.getInstanceLocation().toString() + ": ";
                yield text.startsWith(location) ? text.substring(location.length()) : text;
            }
        };
    }

    private static String known(JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "" : ": known are " + String.join(", ", names);
    }

    /** The part of the schema that describes this place. */
    private static JsonNode at(JsonNode schema, List<String> path) {
        JsonNode node = schema;
        for (String step : path) {
            JsonNode named = node.path("properties").path(step);
            JsonNode other = node.path("additionalProperties");
            node = !named.isMissingNode() ? named : other.isObject() ? other : node.path("items");
        }
        return node;
    }

    private static String field(List<String> path) {
        return path.isEmpty() ? "settings" : "settings." + String.join(".", path);
    }

    private Optional<JsonSchema> schema(String name) {
        return read.computeIfAbsent(name, this::load);
    }

    private Optional<JsonSchema> load(String name) {
        return SchemaFiles.read(name).map(found -> factory.getSchema(found, config()));
    }

    private static SchemaValidatorsConfig config() {
        return SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_PATH)
                .locale(Locale.ENGLISH)
                .build();
    }
}
