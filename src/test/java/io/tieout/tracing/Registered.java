package io.tieout.tracing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a native image is told to keep for reflection, and which resources it gets: from all archives that it is made of. */
final class Registered {
    private static final String REFLECTION = "reflect-config.json";
    private static final String RESOURCES = "resource-config.json";
    private static final String ALL = "*";

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Set<String>> members = new HashMap<>();
    private final List<Pattern> resources = new ArrayList<>();

    /** Reads a folder of sources as Quarkus leaves them: the program's archive and those of the libraries. */
    static Registered in(Path sources) throws IOException {
        Registered registered = new Registered();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path archive :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                registered.add(archive);
            }
        }
        return registered;
    }

    private void add(Path archive) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(archive)) {
            Path folder = inside.getPath("META-INF", "native-image");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.toList()) {
                        read(file);
                    }
                }
            }
        }
    }

    private void read(Path file) throws IOException {
        if (file.endsWith(REFLECTION)) {
            tree(file).forEach(this::type);
        }
        if (file.endsWith(RESOURCES)) {
            JsonNode listed = tree(file).path("resources");
            JsonNode includes = listed.isArray() ? listed : listed.path("includes");
            includes.forEach(
                    one -> resources.add(Pattern.compile(one.path("pattern").asText())));
        }
    }

    private JsonNode tree(Path file) throws IOException {
        return json.readTree(Files.readAllBytes(file));
    }

    private void type(JsonNode type) {
        Set<String> known = members.computeIfAbsent(type.path("name").asText(), name -> new HashSet<>());
        for (String kind : List.of("Constructor", "Method", "Field")) {
            if (type.path("allDeclared" + kind + "s").asBoolean()) {
                known.add(kind + ALL);
            }
        }
        type.path("methods")
                .forEach(method -> known.add((method.path("name").asText().equals("<init>") ? "Constructor" : "Method")
                        + method.path("name").asText()));
        type.path("fields")
                .forEach(field -> known.add("Field" + field.path("name").asText()));
    }

    /** Whether a native image finds it too. */
    boolean has(Reach reach) {
        if (reach.ofResource()) {
            return resources.stream()
                    .anyMatch(pattern -> pattern.matcher(reach.name()).matches());
        }
        Set<String> known = members.getOrDefault(reach.name(), Set.of());
        return switch (reach.kind()) {
            case "Class" -> members.containsKey(reach.name());
            case "newInstance" -> known.contains("Constructor" + ALL) || known.contains("Constructor<init>");
            case "Constructor" ->
                known.contains("Constructor" + ALL)
                        || (!reach.member().isEmpty() && known.contains("Constructor<init>"));
            // A record's components are known when its accessors are.
            case "RecordComponent" -> known.contains("Method" + ALL);
            case "Method", "Field" ->
                known.contains(reach.kind() + ALL) || known.contains(reach.kind() + reach.member());
            default -> false;
        };
    }

    /** The same without a type. */
    void forget(String type) {
        members.remove(type);
    }
}
