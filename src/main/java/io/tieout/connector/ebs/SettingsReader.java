package io.tieout.connector.ebs;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.port.NeedsPerson;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads settings of a connection; what is wrong is a {@link NeedsPerson} that names the field and the fix. */
final class SettingsReader {
    private final String connection;
    private final String prefix;
    private final JsonNode settings;

    SettingsReader(String connection, String prefix, JsonNode settings) {
        this.connection = connection;
        this.prefix = prefix;
        this.settings = settings;
    }

    SettingsReader below(String name) {
        return new SettingsReader(connection, prefix + name + ".", settings.path(name));
    }

    /** A text that must match {@code form}; {@code allowed} says the same in words. */
    String text(String name, String byDefault, String form, String allowed) {
        JsonNode node = settings.path(name);
        if (absent(node)) {
            return byDefault;
        }
        // Ids such as an operating unit are easily written as numbers.
        String value = node.isTextual() || node.isIntegralNumber() ? node.asText() : "";
        if (!(node.isTextual() || node.isIntegralNumber()) || !value.matches(form)) {
            throw wrong(name, allowed);
        }
        return value;
    }

    int number(String name, int byDefault, int least, int most) {
        JsonNode node = settings.path(name);
        if (absent(node)) {
            return byDefault;
        }
        if (!node.canConvertToInt() || !node.isIntegralNumber() || node.intValue() < least || node.intValue() > most) {
            throw wrong(name, "a whole number from " + least + " to " + most);
        }
        return node.intValue();
    }

    boolean flag(String name, boolean byDefault) {
        JsonNode node = settings.path(name);
        if (!absent(node) && !node.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return absent(node) ? byDefault : node.booleanValue();
    }

    Duration duration(String name, Duration byDefault, Duration least, Duration most) {
        JsonNode node = settings.path(name);
        if (absent(node)) {
            return byDefault;
        }
        try {
            Duration value = Duration.parse(node.asText());
            if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
                return value;
            }
        } catch (DateTimeException e) {
            // Answered below, together with durations out of range.
        }
        throw wrong(name, "an ISO 8601 duration from " + least + " to " + most + ", for example PT30S");
    }

    Set<Integer> statuses(String name, Set<Integer> byDefault) {
        JsonNode node = settings.path(name);
        if (absent(node)) {
            return byDefault;
        }
        Set<Integer> statuses = new HashSet<>();
        for (JsonNode status : node) {
            if (!status.isInt() || status.intValue() < 300 || status.intValue() > 599) {
                throw wrong(name, "a list of HTTP statuses from 300 to 599");
            }
            statuses.add(status.intValue());
        }
        if (!node.isArray()) {
            throw wrong(name, "a list of HTTP statuses from 300 to 599");
        }
        return statuses;
    }

    List<String> texts(String name, String form, String allowed) {
        JsonNode node = settings.path(name);
        List<String> texts = new ArrayList<>();
        for (JsonNode element : node) {
            if (!element.asText().matches(form)) {
                throw wrong(name, allowed);
            }
            texts.add(element.asText());
        }
        if (!absent(node) && !node.isArray()) {
            throw wrong(name, allowed);
        }
        return texts;
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private NeedsPerson wrong(String name, String allowed) {
        return new NeedsPerson("setting '" + prefix + name + "' of connection '" + connection + "' must be " + allowed);
    }
}
