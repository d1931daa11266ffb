package io.tieout.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Settings as text: one canonical form, whatever the order and spacing in which they were sent. */
@ApplicationScoped
class SettingsText {
    private final ObjectMapper json;

    SettingsText(ObjectMapper json) {
        this.json = json;
    }

    JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored settings can't be read", e);
        }
    }

    /** Without spaces, names of objects in code unit order. */
    String canonical(JsonNode settings) {
        StringBuilder text = new StringBuilder();
        append(text, settings);
        return text.toString();
    }

    /** Lower-case hex SHA-256 of the canonical form in UTF-8. */
    String hash(JsonNode settings) {
        return sha256(canonical(settings));
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void append(StringBuilder text, JsonNode node) {
        if (node.isObject()) {
            appendObject(text, node);
        } else if (node.isArray()) {
            String separator = "[";
            for (JsonNode element : node) {
                append(text.append(separator), element);
                separator = ",";
            }
            text.append(node.isEmpty() ? "[]" : "]");
        } else {
            text.append(node);
        }
    }

    private void appendObject(StringBuilder text, JsonNode node) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        String separator = "{";
        for (Map.Entry<String, JsonNode> field : sorted.entrySet()) {
            text.append(separator)
                    .append(json.getNodeFactory().textNode(field.getKey()))
                    .append(':');
            append(text, field.getValue());
            separator = ",";
        }
        text.append(sorted.isEmpty() ? "{}" : "}");
    }
}
