package io.tieout.audit;

import io.tieout.store.audit.SealRow;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The end of a chain as it leaves the database, {@code 1234:5e8f...}: whoever kept one finds by it a tail that was cut
 * off later.
 *
 * @param number how many entries were sealed
 * @param seal the last seal, lower-case hex; for a comparison its first {@value #SHORTEST} digits or more are enough
 */
public record Head(long number, String seal) {
    /** The shortest beginning of a seal that counts as one. */
    public static final int SHORTEST = 12;

    private static final int LONGEST = 64;
    private static final Pattern FORM =
            Pattern.compile("([1-9][0-9]{0,17}):([0-9a-f]{" + SHORTEST + "," + LONGEST + "})");
    private static final int HEX = 16;

    /** The head that a last seal is. */
    public static Head of(SealRow seal) {
        return new Head(seal.number(), seal.seal());
    }

    /** Reads {@code number:seal}; empty for any other text. */
    public static Optional<Head> parse(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        return form.matches() ? Optional.of(new Head(Long.parseLong(form.group(1)), form.group(2))) : Optional.empty();
    }

    /** Whether this seal is the one that was kept. */
    boolean fits(String whole) {
        return whole.startsWith(seal);
    }

    /** The first {@value #SHORTEST} digits of the seal as a number: small enough for a metric to show exactly. */
    public long mark() {
        return Long.parseLong(seal.substring(0, SHORTEST), HEX);
    }

    @Override
    public String toString() {
        return number + ":" + seal;
    }
}
