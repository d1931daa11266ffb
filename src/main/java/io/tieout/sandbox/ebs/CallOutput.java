package io.tieout.sandbox.ebs;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OUT parameters of one call in their order; numbers are already text. */
final class CallOutput {

    private final Map<String, @Nullable String> values = new LinkedHashMap<>();

    CallOutput put(String name, @Nullable String value) {
        values.put(name, value);
        return this;
    }

    CallOutput put(String name, long value) {
        return put(name, Long.toString(value));
    }

    CallOutput put(String name, RowsJson rows) {
        return put(name, rows.text());
    }

    CallOutput putAll(CallOutput other) {
        values.putAll(other.values);
        return this;
    }

    Map<String, @Nullable String> values() {
        return values;
    }
}
