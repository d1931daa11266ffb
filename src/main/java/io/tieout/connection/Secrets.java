package io.tieout.connection;

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
     * @throws io.tieout.port.NeedsPerson when the connection has none
     */
    public String require(String name) {
        String value = byName.get(name);
        if (value == null) {
            throw new io.tieout.port.NeedsPerson("the connection has no credential '" + name + "': set it by API");
        }
        return value;
    }

    public Set<String> names() {
        return byName.keySet();
    }

    @Override
    public String toString() {
        return "Secrets[redacted]";
    }
}
