package io.tieout.domain.matching;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the words in a charge's texts that may be invoice numbers; only those that an item bears will count. */
public final class NamedInvoices {
    private static final Pattern WORD = Pattern.compile("[\\p{Alnum}][\\p{Alnum}/_.-]*");
    private static final int MOST_WORDS = 50;
    private static final int SHORTEST = 3;

    private NamedInvoices() {}

    /**
     * Words in upper case, at most 50, that hold a digit and have at least three characters.
     *
     * @param metadata value of the link's metadata key, empty when the charge has none; taken whole
     * @param description the charge's description
     */
    public static Set<String> in(String metadata, String description) {
        Set<String> words = new LinkedHashSet<>();
        if (!metadata.isBlank()) {
            words.add(metadata.strip().toUpperCase(Locale.ROOT));
        }
        Matcher matcher = WORD.matcher(description);
        while (matcher.find() && words.size() < MOST_WORDS) {
            String word = matcher.group().replaceAll("[/_.-]+$", "");
            if (word.length() >= SHORTEST && word.chars().anyMatch(Character::isDigit)) {
                words.add(word.toUpperCase(Locale.ROOT));
            }
        }
        return words;
    }
}
