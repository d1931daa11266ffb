package io.tieout.connection;

import io.tieout.port.NeedsPerson;
import java.util.Map;
import java.util.Set;

/**
 * The opened credentials of a connection, for the length of one call; they print redacted.
 *
 * @param byName for example {@code apiKey}, {@code password}, {@code webhookSecret.1}
 */
public record Secrets(Map<String, String> byName) {

    public Secrets {
        byName = Map.copyOf(byName);
    }

    /**
     * The secret of this name.
     *
     * @throws NeedsPerson when the connection has none
     */
    public String require(String name) {
        String value = byName.get(name);
        if (value == null) {
            throw new NeedsPerson("the connection has no credential '" + name + "': set it by API");
        }
        return value;
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /** The text without any of these secrets: for words of a remote system that may echo what we sent. */
    public String strip(String text) {
        String stripped = text;
        for (String secret : byName.values()) {
            stripped = secret.isBlank() ? stripped : stripped.replace(secret, "[redacted]");
        }
        return stripped;
    }

    @Override
    public String toString() {
        return "Secrets[redacted]";
    }
}
