package io.tieout.domain.posting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * What a target knows a posting by: derived from the posting, never from a sequence, the same on each attempt, so
 * that a re-created database finds what it posted before (protocol.md section 1).
 *
 * @param value 4 to 28 characters of A-Z and 0-9
 */
public record Reference(String value) implements Comparable<Reference> {
    private static final Pattern FORM = Pattern.compile("[A-Z0-9]{4,28}");
    private static final String PREFIX = "TIE";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int DIGITS = 25;

    public Reference {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a reference has 4 to 28 characters of A-Z and 0-9");
        }
    }

    /**
     * The reference of a posting.
     *
     * @param installation the operator's name of this installation ({@code tieout.installation})
     * @param targetLedger names the books in the target, for example {@code ebs:gl:1}
     * @throws IllegalArgumentException when one of the names is blank or has more than one line
     */
    public static Reference derive(String installation, String targetLedger, PostingKey key) {
        requireOneLine(installation);
        requireOneLine(targetLedger);
        byte[] hash = sha256(String.join("\n", installation, targetLedger, key.text()));
        return new Reference(PREFIX + base32(hash));
    }

    @Override
    public int compareTo(Reference other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    /** Else two different pairs of names could read the same once they are joined. */
    private static void requireOneLine(String name) {
        if (name.isBlank() || name.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("installation and target ledger have names of one line");
        }
    }

    private static String base32(byte[] hash) {
        StringBuilder text = new StringBuilder(DIGITS);
        for (int digit = 0; digit < DIGITS; digit++) {
            text.append(ALPHABET.charAt(fiveBits(hash, digit * 5)));
        }
        return text.toString();
    }

    private static int fiveBits(byte[] hash, int offset) {
        int pair = (hash[offset / 8] & 0xff) << 8 | (hash[offset / 8 + 1] & 0xff);
        return pair >> (11 - offset % 8) & 0x1f;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
