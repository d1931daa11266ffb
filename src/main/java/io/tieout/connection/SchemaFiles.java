package io.tieout.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The JSON schemas of settings (draft 2020-12, resources {@code schema/*.json}): the one source by which settings are
 * checked and described.
 */
public final class SchemaFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaFiles() {}

    /** The names of the schemas of connections' settings, for example {@code connection-stripe}. */
    public static List<String> ofConnections() {
        return Flow.systems().stream().map(system -> "connection-" + system).toList();
    }

    /** The names of the schemas of links' settings, for example {@code link-stripe-charges-to-ebs-ledger}. */
    public static List<String> ofLinks() {
        return Flow.all().stream().map(Flow::schema).toList();
    }

    /** The schema of this name; empty when there is none. */
    public static Optional<JsonNode> read(String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = loader.getResourceAsStream("schema/" + name + ".json")) {
            return in == null ? Optional.empty() : Optional.of(JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the schema " + name + " can't be read", e);
        }
    }
}
