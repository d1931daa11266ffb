package io.tieout.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** On which line of a file each part of its tree stands; counted from 1. */
final class RouteLines {
    private final IdentityHashMap<JsonNode, Integer> starts = new IdentityHashMap<>();
    private final IdentityHashMap<JsonNode, Map<String, Integer>> keys = new IdentityHashMap<>();

    private RouteLines() {}

    /** Reads the text again, beside the tree that was made of it. */
    static RouteLines of(String text, JsonNode tree) {
        RouteLines lines = new RouteLines();
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root != null) {
                lines.starts.put(tree, line(root));
                lines.walk(root, tree);
            }
        } catch (YAMLException e) {
            // Whoever made the tree has told of it; what has no line is said to be on the first.
            return lines;
        }
        return lines;
    }

    /** Where a list or an object begins. */
    int of(JsonNode part) {
        return starts.getOrDefault(part, 1);
    }

    /** Where a key of an object stands; where the object begins, if it has no such key. */
    int of(JsonNode part, String key) {
        return keys.getOrDefault(part, Map.of()).getOrDefault(key, of(part));
    }

    private void walk(Node node, JsonNode tree) {
        if (node instanceof MappingNode mapping && tree.isObject()) {
            Map<String, Integer> own = new HashMap<>();
            for (NodeTuple field : mapping.getValue()) {
                if (field.getKeyNode() instanceof ScalarNode key && tree.has(key.getValue())) {
                    own.put(key.getValue(), line(key));
                    enter(field.getValueNode(), tree.get(key.getValue()), line(key));
                }
            }
            keys.put(tree, own);
        } else if (node instanceof SequenceNode sequence && tree.isArray()) {
            for (int index = 0; index < Math.min(sequence.getValue().size(), tree.size()); index++) {
                Node item = sequence.getValue().get(index);
                enter(item, tree.get(index), line(item));
            }
        }
    }

    /** Only lists and objects are one of a kind; equal texts and numbers may be the same node. */
    private void enter(Node node, JsonNode tree, int line) {
        if (tree.isContainerNode()) {
            starts.put(tree, line);
            walk(node, tree);
        }
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
