package io.tieout.sandbox.ebs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxJson;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** An array of rows as the package's JSON texts have it: every scalar a string or null, lower-case keys. */
final class RowsJson {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final ArrayNode array = SandboxJson.MAPPER.createArrayNode();

    /** Starts the next row. */
    Row add() {
        return new Row(array.addObject());
    }

    String text() {
        return array.toString();
    }

    int size() {
        return array.size();
    }

    static String time(LocalDateTime value) {
        return TIME.format(value);
    }

    /** One object of strings. */
    record Row(ObjectNode node) {

        static Row alone() {
            return new Row(SandboxJson.MAPPER.createObjectNode());
        }

        Row put(String key, @Nullable String value) {
            node.put(key, value);
            return this;
        }

        Row put(String key, @Nullable Long value) {
            return put(key, value == null ? null : value.toString());
        }

        Row put(String key, long value) {
            return put(key, Long.toString(value));
        }

        Row put(String key, @Nullable BigDecimal value) {
            return put(key, value == null ? null : value.toPlainString());
        }

        Row put(String key, @Nullable LocalDate value) {
            return put(key, value == null ? null : value.toString());
        }

        Row put(String key, LocalDateTime value) {
            return put(key, time(value));
        }
    }
}
