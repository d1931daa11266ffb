package io.tieout.sandbox.ebs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.sandbox.SandboxJson;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** IN parameters of one call by a user; every reader throws {@link CallRefused} BAD_INPUT that names the field. */
record CallInput(Map<String, String> values, long userId) {

    private static final int PAGE_MAX = 1_000;

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String needed(String name) {
        return text(name).orElseThrow(() -> CallRefused.badInput(name, "is needed"));
    }

    long number(String name) {
        return number(name, needed(name));
    }

    long number(String name, long otherwise) {
        return text(name).map(value -> number(name, value)).orElse(otherwise);
    }

    static long number(String name, String value) {
        if (!value.matches("[0-9]{1,18}")) {
            throw CallRefused.badInput(name, "a number in plain digits is needed");
        }
        return Long.parseLong(value);
    }

    Optional<LocalDateTime> time(String name) {
        try {
            return text(name).map(LocalDateTime::parse);
        } catch (DateTimeParseException e) {
            throw CallRefused.badInput(name, "a time YYYY-MM-DDTHH:MM:SS is needed");
        }
    }

    int pageSize() {
        long size = number("P_PAGE_SIZE");
        if (size < 1 || size > PAGE_MAX) {
            throw CallRefused.badInput("P_PAGE_SIZE", "1 to " + PAGE_MAX + " is needed");
        }
        return (int) size;
    }

    JsonNode json(String name) {
        return json(name, needed(name));
    }

    static JsonNode json(String name, String text) {
        try {
            JsonNode read = SandboxJson.MAPPER.readTree(text);
            if (read != null && read.isContainerNode()) {
                return read;
            }
        } catch (JsonProcessingException e) {
            throw CallRefused.badInput(name, "JSON that can be read is needed");
        }
        throw CallRefused.badInput(name, "a JSON object or array is needed");
    }

    /** A JSON array of texts, at most 1000. */
    List<String> list(String name) {
        JsonNode array = json(name);
        if (!array.isArray() || array.size() > PAGE_MAX) {
            throw CallRefused.badInput(name, "an array of at most " + PAGE_MAX + " texts is needed");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array) {
            if (!element.isValueNode() || element.isNull()) {
                throw CallRefused.badInput(name, "every element must be a text");
            }
            texts.add(element.asText());
        }
        return texts;
    }
}
