package io.tieout.sandbox.stripe.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code a[b]=v}, {@code a[0]=x}, {@code a[]=x} into a tree of objects, arrays and texts. A map whose keys are
 * all whole numbers is an array.
 */
final class FormTree {

    private FormTree() {}

    static ObjectNode of(String form) {
        ObjectNode tree = SandboxJson.MAPPER.createObjectNode();
        for (String pair : form.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                set(tree, path(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return (ObjectNode) listed(tree, true);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw StripeError.invalid("Invalid request (check that your parameters are URL-encoded).");
        }
    }

    private static List<String> path(String name) {
        int bracket = name.indexOf('[');
        if (bracket <= 0) {
            return List.of(name);
        }
        List<String> path = new ArrayList<>(List.of(name.substring(0, bracket)));
        while (bracket >= 0 && bracket < name.length()) {
            int end = name.indexOf(']', bracket);
            if (end < 0) {
                throw StripeError.invalid("Invalid parameter name: " + name);
            }
            path.add(name.substring(bracket + 1, end));
            bracket = name.indexOf('[', end);
        }
        return path;
    }

    private static void set(ObjectNode tree, List<String> path, String value) {
        ObjectNode at = tree;
        for (String step : path.subList(0, path.size() - 1)) {
            String key = step.isEmpty() ? Integer.toString(at.size()) : step;
            JsonNode next = at.get(key);
            at = next instanceof ObjectNode object ? object : at.putObject(key);
        }
        String last = path.get(path.size() - 1);
        at.put(last.isEmpty() ? Integer.toString(at.size()) : last, value);
    }

    private static JsonNode listed(JsonNode node, boolean root) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        boolean numbers = !root && !object.isEmpty();
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            object.set(name, listed(object.get(name), false));
            numbers &= name.matches("[0-9]{1,5}");
        }
        if (!numbers) {
            return object;
        }
        ArrayNode array = SandboxJson.MAPPER.createArrayNode();
        object.forEach(array::add);
        return array;
    }
}
