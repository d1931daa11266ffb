package io.tieout.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tieout.routes.RouteFile.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Whether the components that routes begin with and send to are part of this program, and have the options that are
 * given; by the descriptions that Camel's components carry with them.
 */
final class RouteEnds {
    private static final String NAMES = "/META-INF/services/org/apache/camel/component/";
    private static final Set<String> ENDS = Set.of("from", "to", "toD", "wireTap");
    /** A component that each program has: without its description there is none to go by. */
    private static final String ALWAYS = "direct";

    private final Map<String, Optional<JsonNode>> descriptions = new HashMap<>();

    /** Findings in one file. */
    List<String> check(RouteFile file) {
        List<String> findings = new ArrayList<>();
        if (description(ALWAYS).isEmpty()) {
            return findings;
        }
        for (Part part : RouteFile.parts("", file.tree())) {
            String uri = part.node().path("uri").asText();
            if (ENDS.contains(part.key()) && !uri.isEmpty() && !uri.contains("{")) {
                check(file, part.node(), uri.split("[:?]", 2)[0], findings);
            }
        }
        return findings;
    }

    private void check(RouteFile file, JsonNode end, String scheme, List<String> findings) {
        Optional<JsonNode> description = description(scheme);
        if (description.isEmpty()) {
            findings.add(file.at(end, "uri") + "no component of this program is named " + scheme + ": change the uri");
            return;
        }
        Set<String> names = new HashSet<>();
        List<String> prefixes = new ArrayList<>();
        description.get().properties().forEach(option -> {
            names.add(option.getKey());
            if (option.getValue().has("prefix")) {
                prefixes.add(option.getValue().get("prefix").asText());
            }
        });
        JsonNode given = end.path("parameters");
        given.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name) && prefixes.stream().noneMatch(name::startsWith)) {
                findings.add(file.at(given, name) + "component " + scheme + " has no option " + name
                        + ": correct it or take it out");
            }
        });
    }

    /** The options of a component by their names; empty when there is no such component. */
    private Optional<JsonNode> description(String scheme) {
        return descriptions.computeIfAbsent(scheme, RouteEnds::read);
    }

    private static Optional<JsonNode> read(String scheme) {
        try (InputStream name = RouteEnds.class.getResourceAsStream(NAMES + scheme)) {
            if (name == null) {
                return Optional.empty();
            }
            Properties service = new Properties();
            service.load(name);
            String type = service.getProperty("class", "");
            String folder =
                    type.substring(0, Math.max(type.lastIndexOf('.'), 0)).replace('.', '/');
            return options("/META-INF/" + folder + "/" + scheme + ".json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<JsonNode> options(String resource) throws IOException {
        try (InputStream description = RouteEnds.class.getResourceAsStream(resource)) {
            return description == null
                    ? Optional.empty()
                    : Optional.of(new ObjectMapper().readTree(description).path("properties"));
        }
    }
}
