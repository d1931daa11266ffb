package io.tieout.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What was asked for in the list of facts; empty texts ask for nothing. */
public record Query(String text, String state, String link) {

    static Query of(Optional<String> text, Optional<String> state, Optional<String> link) {
        return new Query(
                text.orElse("").strip(),
                state.orElse("").strip(),
                link.orElse("").strip());
    }

    Optional<String> textIfAny() {
        return present(text);
    }

    Optional<String> stateIfAny() {
        return present(state);
    }

    Optional<String> linkIfAny() {
        return present(link);
    }

    /** The same question about the part after a number, as the query of an address. */
    public String withAfter(long after) {
        return "text=" + encoded(text) + "&state=" + encoded(state) + "&link=" + encoded(link) + "&after=" + after;
    }

    private static Optional<String> present(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
