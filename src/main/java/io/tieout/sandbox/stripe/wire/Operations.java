package io.tieout.sandbox.stripe.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operations that the sandbox serves, read from {@code sandbox/stripe-operations.json}. */
public final class Operations {

    private static final String RESOURCE = "/sandbox/stripe-operations.json";

    private final Map<String, Operation> byName = new LinkedHashMap<>();

    private Operations() {}

    public static Operations load() {
        Operations operations = new Operations();
        resource(RESOURCE).properties().forEach(entry -> {
            JsonNode facts = entry.getValue();
            operations.byName.put(
                    entry.getKey(), new Operation(entry.getKey(), facts.get("required"), facts.get("parameters")));
        });
        return operations;
    }

    /** A JSON object that lies beside the classes. */
    public static ObjectNode resource(String path) {
        try (InputStream in = Operations.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("resource " + path + " is missing");
            }
            return (ObjectNode) SandboxJson.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    public Operation get(String name) {
        Operation operation = byName.get(name);
        if (operation == null) {
            throw new IllegalArgumentException("operation " + name + " is not known");
        }
        return operation;
    }
}
