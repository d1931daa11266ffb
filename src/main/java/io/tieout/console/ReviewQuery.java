package io.tieout.console;

import io.tieout.store.view.ReviewFilter;
import io.tieout.store.view.ReviewKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was asked for in the queue; empty texts, and what is no kind or number, ask for nothing.
 *
 * @param days at least so old
 */
public record ReviewQuery(String kind, String link, String currency, String days) {
    private static final int MOST_DIGITS = 4;

    static ReviewQuery of(
            Optional<String> kind, Optional<String> link, Optional<String> currency, Optional<String> days) {
        return new ReviewQuery(
                kind.orElse("").strip(),
                link.orElse("").strip(),
                currency.orElse("").strip().toUpperCase(Locale.ROOT),
                days.orElse("").strip());
    }

    ReviewFilter filter() {
        return new ReviewFilter(
                Stream.of(ReviewKind.values())
                        .filter(one -> one.name().equals(kind))
                        .findFirst(),
                Optional.of(link).filter(text -> !text.isEmpty()),
                Optional.of(currency).filter(text -> !text.isEmpty()),
                Optional.of(days)
                        .filter(text -> text.matches("[0-9]{1," + MOST_DIGITS + "}"))
                        .map(text -> Duration.ofDays(Long.parseLong(text))));
    }

    /** The same question about the part after a number, as the query of an address. */
    public String withAfter(long after) {
        return "kind=" + encoded(kind) + "&link=" + encoded(link) + "&currency=" + encoded(currency) + "&days="
                + encoded(days) + "&after=" + after;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
