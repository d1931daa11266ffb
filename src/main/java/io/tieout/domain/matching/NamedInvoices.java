package io.tieout.domain.matching;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words in a charge's texts that may be invoice numbers, in upper case; of those in free text only such as an item
 * bears will count.
 *
 * @param stated the number in the metadata that the link names: said on purpose, so it must be an invoice's
 * @param all that one and the words of the description
 */
public record NamedInvoices(Optional<String> stated, Set<String> all) {
    private static final Pattern WORD = Pattern.compile("[\\p{Alnum}][\\p{Alnum}/_.-]*");
    private static final int MOST_WORDS = 50;
    private static final int SHORTEST = 3;

    public NamedInvoices {
        all = Set.copyOf(all);
    }

    /**
     * Of a description it takes at most 50 words, those that hold a digit and have at least three characters.
     *
     * @param metadata value of the link's metadata key, empty when the charge has none; taken whole
     * @param description the charge's description
     */
    public static NamedInvoices in(String metadata, String description) {
        Optional<String> stated =
                Optional.of(metadata.strip().toUpperCase(Locale.ROOT)).filter(text -> !text.isEmpty());
        Set<String> words = new LinkedHashSet<>();
        stated.ifPresent(words::add);
        Matcher matcher = WORD.matcher(description);
        while (matcher.find() && words.size() < MOST_WORDS) {
            String word = matcher.group().replaceAll("[/_.-]+$", "");
            if (word.length() >= SHORTEST && word.chars().anyMatch(Character::isDigit)) {
                words.add(word.toUpperCase(Locale.ROOT));
            }
        }
        return new NamedInvoices(stated, words);
    }

    /** Whether an item's number is among them. */
    boolean name(OpenItem item) {
        return all.contains(item.number().toUpperCase(Locale.ROOT));
    }

    /** Whether an item bears the stated number. */
    boolean state(OpenItem item) {
        return stated.filter(item.number().toUpperCase(Locale.ROOT)::equals).isPresent();
    }
}
