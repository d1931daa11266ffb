package io.tieout.domain.matching;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words in a charge's texts that may be invoice numbers, in upper case; of those in free text only such as an item
 * bears will count.
 *
 * <p>A word may also name one instalment: the invoice's number, one of {@code - / .} and the instalment's number, for
 * example {@code INV-1/2}. It is read so only where no item bears the word itself.
 *
 * @param stated the numbers in the metadata that the link names: said on purpose, so each must be an invoice's
 * @param all those and the words of the description
 */
public record NamedInvoices(Set<String> stated, Set<String> all) {
    private static final Pattern WORD = Pattern.compile("[\\p{Alnum}][\\p{Alnum}/_.-]*");
    private static final Pattern INSTALMENT = Pattern.compile("(.+)[-/.]([1-9][0-9]{0,2})");
    private static final int MOST_WORDS = 50;
    private static final int SHORTEST = 3;

    public NamedInvoices {
        stated = Set.copyOf(stated);
        all = Set.copyOf(all);
    }

    /**
     * Of a description it takes at most 50 words, those that hold a digit and have at least three characters.
     *
     * @param metadata value of the link's metadata key, empty when the charge has none; several numbers are parted by
     *     commas or semicolons, each is taken whole
     * @param description the charge's description
     */
    public static NamedInvoices in(String metadata, String description) {
        Set<String> stated = new LinkedHashSet<>();
        Stream.of(metadata.split("[,;]"))
                .map(NamedInvoices::normal)
                .filter(text -> !text.isEmpty())
                .limit(MOST_WORDS)
                .forEach(stated::add);
        Set<String> words = new LinkedHashSet<>(stated);
        Matcher matcher = WORD.matcher(description);
        while (matcher.find() && words.size() < MOST_WORDS) {
            String word = matcher.group().replaceAll("[/_.-]+$", "");
            if (word.length() >= SHORTEST && word.chars().anyMatch(Character::isDigit)) {
                words.add(normal(word));
            }
        }
        return new NamedInvoices(stated, words);
    }

    /** The numbers, in upper case, of the items that may be meant: the words, and those with an instalment cut off. */
    public Set<String> lookUps() {
        Set<String> numbers = new LinkedHashSet<>(all);
        for (String word : all) {
            Matcher matcher = INSTALMENT.matcher(word);
            if (matcher.matches()) {
                numbers.add(matcher.group(1));
            }
        }
        return numbers;
    }

    /** Whether an item's number, or that of its instalment, is among them. */
    boolean name(OpenItem item) {
        return all.contains(normal(item.number())) || instalmentWord(item).isPresent();
    }

    /** The word that names this instalment and not its whole invoice. */
    Optional<String> instalmentWord(OpenItem item) {
        return Stream.of("-", "/", ".")
                .map(separator -> normal(item.number()) + separator + item.instalment())
                .filter(all::contains)
                .findFirst();
    }

    /** A number as it is compared. */
    static String normal(String number) {
        return number.strip().toUpperCase(Locale.ROOT);
    }
}
