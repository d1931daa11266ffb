package io.tieout.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.tieout.connection.SchemaFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Puts the schemas by which settings are checked into {@code /q/openapi}, so that each field is described there. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class SettingsDescription implements OASFilter {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Keywords of a document of its own, which a part of another document is not. */
    private static final Set<String> OF_DOCUMENTS = Set.of("$schema", "$id", "$defs");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Components components = api.getComponents();
        describe(components, List.of("ConnectionDraft", "Connection"), SchemaFiles.ofConnections());
        describe(components, List.of("LinkDraft", "Link"), SchemaFiles.ofLinks());
    }

    private static void describe(Components components, List<String> owners, List<String> names) {
        for (String name : names) {
            JsonNode found =
                    SchemaFiles.read(name).orElseThrow(() -> new IllegalStateException("there is no schema " + name));
            components.addSchema(name, schema(found));
        }
        for (String owner : owners) {
            Schema settings = settings(components, owner);
            // What the scan found: any JSON.
            settings.setRef(null);
            names.forEach(name -> settings.addAnyOf(OASFactory.createSchema().ref("#/components/schemas/" + name)));
        }
    }

    private static Schema settings(Components components, String owner) {
        return Optional.ofNullable(components.getSchemas().get(owner))
                .map(Schema::getProperties)
                .map(fields -> fields.get("settings"))
                .orElseThrow(() -> new IllegalStateException(owner + " has no settings"));
    }

    private static Schema schema(JsonNode json) {
        Schema schema = OASFactory.createSchema();
        if (json.isBoolean()) {
            return schema.booleanSchema(json.booleanValue());
        }
        json.properties().forEach(field -> {
            if (!OF_DOCUMENTS.contains(field.getKey())) {
                put(schema, field.getKey(), field.getValue());
            }
        });
        return schema;
    }

    private static void put(Schema schema, String keyword, JsonNode value) {
        switch (keyword) {
            case "type" -> schema.setType(types(value));
            case "properties" -> schema.setProperties(schemas(value));
            case "patternProperties" -> schema.setPatternProperties(schemas(value));
            case "items" -> schema.setItems(schema(value));
            case "propertyNames" -> schema.setPropertyNames(schema(value));
            case "additionalProperties" -> schema.setAdditionalPropertiesSchema(schema(value));
            default -> schema.set(keyword, plain(value));
        }
    }

    private static Map<String, Schema> schemas(JsonNode named) {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        named.properties().forEach(field -> schemas.put(field.getKey(), schema(field.getValue())));
        return schemas;
    }

    private static List<SchemaType> types(JsonNode value) {
        List<SchemaType> types = new ArrayList<>();
        if (value.isTextual()) {
            types.add(type(value));
        } else {
            value.forEach(each -> types.add(type(each)));
        }
        return types;
    }

    private static SchemaType type(JsonNode value) {
        return SchemaType.valueOf(value.asText().toUpperCase(Locale.ROOT));
    }

    private static Object plain(JsonNode value) {
        return JSON.convertValue(value, Object.class);
    }
}
