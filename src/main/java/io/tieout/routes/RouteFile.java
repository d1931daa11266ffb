package io.tieout.routes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.tieout.intake.RouteFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** One route file: its name, its text, the tree that the text stands for, and the line of each part of it. */
record RouteFile(String name, String text, JsonNode tree, RouteLines lines) {
    static final String ENDING = RouteFiles.ENDING;

    /**
     * Reads the bytes of a file.
     *
     * @throws IOException when they can't be read as one document of YAML; a doubled key is an error too
     */
    static RouteFile read(String name, byte[] bytes) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        JsonNode tree = new ObjectMapper(new YAMLFactory())
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(text);
        return new RouteFile(name, text, tree, RouteLines.of(text, tree));
    }

    /** The name without its ending: the stem of the flow. */
    String stem() {
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }

    /** How a finding about a part of the tree begins: file and line. */
    String at(JsonNode part) {
        return at(lines.of(part));
    }

    /** How a finding about a key of an object begins. */
    String at(JsonNode part, String key) {
        return at(lines.of(part, key));
    }

    String at(int line) {
        return name + ": line " + line + ": ";
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
