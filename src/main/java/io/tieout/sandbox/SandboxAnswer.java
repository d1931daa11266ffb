package io.tieout.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a simulator answers to one call, kept as a value so that faults can delay, damage or drop it.
 *
 * @param body the text, sent in UTF-8
 */
public record SandboxAnswer(int status, Map<String, String> headers, String body) {

    /** An answer with a text body of the given content type, in UTF-8. */
    public static SandboxAnswer of(int status, String contentType, String body) {
        return new SandboxAnswer(status, Map.of("Content-Type", contentType), body);
    }

    public static SandboxAnswer json(int status, String body) {
        return of(status, "application/json", body);
    }

    public static SandboxAnswer json(int status, JsonNode body) {
        return json(status, body.toString());
    }

    public static SandboxAnswer html(int status, String body) {
        return of(status, "text/html; charset=utf-8", body);
    }

    /** The same answer with one more header. */
    public SandboxAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new SandboxAnswer(status, Map.copyOf(more), body);
    }
}
