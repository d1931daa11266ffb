package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How webhooks arrive. */
public enum DeliveryMode {
    /** At once, side by side. */
    PROMPT,
    /** After the delivery delay. */
    LATE,
    /** At once, and the same event again shortly after. */
    TWICE,
    /** The first events of a payment last. */
    OUT_OF_ORDER,
    /** Shuffled over the delivery delay, some of them repeated; the seed repeats the order. */
    CHANCE,
    /** Not at all; they stay pending and can be fetched as events. */
    NEVER;

    /**
     * The mode of a name such as {@code out-of-order}.
     *
     * @throws IllegalArgumentException naming the known modes
     */
    @JsonCreator
    public static DeliveryMode of(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.word().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("delivery: unknown; known are " + words()));
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(DeliveryMode::word).toList();
    }
}
