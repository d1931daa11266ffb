package io.tieout.routes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One route file: its name, its text and the tree that the text stands for. */
record RouteFile(String name, String text, JsonNode tree) {
    static final String ENDING = ".camel.yaml";

    /** All route files of a folder by name; a folder that does not exist has none. */
    static List<RouteFile> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(RouteFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a file; a doubled key is an error. */
    static RouteFile read(Path file) {
        try {
            String text = Files.readString(file);
            JsonNode tree = new ObjectMapper(new YAMLFactory())
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .readTree(text);
            return new RouteFile(file.getFileName().toString(), text, tree);
        } catch (IOException e) {
            throw new UncheckedIOException(file.getFileName() + " is no YAML", e);
        }
    }

    /** The name without its ending: the stem of the flow. */
    String stem() {
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }

    /** The routes in their order. */
    List<JsonNode> routes() {
        return StreamSupport.stream(tree.spliterator(), false)
                .filter(entry -> entry.has("route"))
                .map(entry -> entry.get("route"))
                .toList();
    }

    /** All objects below a node, the node itself first, each with the key that leads to it. */
    static List<Part> parts(String key, JsonNode node) {
        List<Part> all = new ArrayList<>();
        if (node.isObject()) {
            all.add(new Part(key, node));
            node.properties().forEach(field -> all.addAll(parts(field.getKey(), field.getValue())));
        } else if (node.isArray()) {
            node.forEach(item -> all.addAll(parts(key, item)));
        }
        return all;
    }

    /** An object in the tree and the key that leads to it; items of a list have the key of the list. */
    record Part(String key, JsonNode node) {}
}
