package io.tieout.routes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** One route file: its name, its text and the tree that the text stands for. */
record RouteFile(String name, String text, JsonNode tree) {
    static final String ENDING = ".camel.yaml";

    /**
     * Reads a file.
     *
     * @throws IOException when it can't be read as one document of YAML; a doubled key is an error too
     */
    static RouteFile read(Path file) throws IOException {
        String text = Files.readString(file);
        JsonNode tree = new ObjectMapper(new YAMLFactory())
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(text);
        return new RouteFile(String.valueOf(file.getFileName()), text, tree);
    }

    /** The name without its ending: the stem of the flow. */
    String stem() {
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }

    /** The routes in their order. */
    List<JsonNode> routes() {
        return entries("route");
    }

    /** The entries of one kind in their order. */
    List<JsonNode> entries(String kind) {
        return StreamSupport.stream(tree.spliterator(), false)
                .filter(entry -> entry.has(kind))
                .map(entry -> entry.get(kind))
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
