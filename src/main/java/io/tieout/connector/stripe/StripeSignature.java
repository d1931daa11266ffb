package io.tieout.connector.stripe;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The rule by which Stripe signs a delivery ({@code Stripe-Signature}, scheme {@code v1}), in its strict reading.
 *
 * <p>Exactly one {@code t} (Unix seconds: digits, no leading zero), any number of {@code v1} of which one must be the
 * lower-case hex HMAC-SHA256 over {@code t}, a point and the exact bytes of the body. The key is the whole secret in
 * UTF-8, {@code whsec_} included. Other keys are ignored. Where the official libraries read more leniently than
 * that, a delivery is refused: Stripe never sends such headers.
 */
public final class StripeSignature {
    private static final Pattern TIME = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private StripeSignature() {}

    /**
     * By what a delivery is judged.
     *
     * @param secrets the secrets that sign; blank ones never match
     * @param tolerance greatest age; the age itself still passes, the future always does, zero or less: no age test
     * @param now the time of arrival (UTC); its whole seconds count
     */
    public record Rule(List<String> secrets, Duration tolerance, Instant now) {
        public Rule {
            secrets = List.copyOf(secrets);
        }

        @Override
        public String toString() {
            return "Rule[tolerance=" + tolerance + ", now=" + now + "]";
        }
    }

    /** Why the delivery is not genuine, without anything of body, header or secret; empty when it is genuine. */
    public static Optional<String> complaint(String header, byte[] body, Rule rule) {
        List<String> times = values(header, "t");
        if (times.size() != 1) {
            return Optional.of("the signature header must hold exactly one t, it holds " + times.size());
        }
        String time = times.get(0);
        if (!TIME.matcher(time).matches()) {
            return Optional.of("t in the signature header is not a time in whole seconds");
        }
        List<String> signatures = values(header, "v1");
        if (signatures.isEmpty()) {
            return Optional.of("the signature header holds no v1");
        }
        if (!isUtf8(body)) {
            return Optional.of("the body is not UTF-8");
        }
        if (!anyMatches(signatures, signedBytes(time, body), rule.secrets())) {
            return Optional.of("no v1 in the signature header matches the body");
        }
        return tooOld(Long.parseLong(time), rule) ? Optional.of("the signature is too old") : Optional.empty();
    }

    private static List<String> values(String header, String key) {
        List<String> found = new ArrayList<>();
        for (String element : header.split(",", -1)) {
            int equals = element.indexOf('=');
            String name = equals < 0 ? element : element.substring(0, equals);
            if (name.equals(key)) {
                found.add(equals < 0 ? "" : element.substring(equals + 1));
            }
        }
        return found;
    }

    /** Both official libraries sign text, so bytes that are no text can't come from Stripe. */
    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] signedBytes(String time, byte[] body) {
        byte[] prefix = (time + ".").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(prefix.length + body.length)
                .put(prefix)
                .put(body)
                .array();
    }

    /** Goes through every secret and signature even after a match, so that time tells nothing. */
    private static boolean anyMatches(List<String> signatures, byte[] signed, List<String> secrets) {
        boolean matches = false;
        for (String secret : secrets) {
            if (secret.isBlank()) {
                continue;
            }
            byte[] expected = hmac(secret, signed);
            for (String signature : signatures) {
                if (HEX.matcher(signature).matches()) {
                    matches |= MessageDigest.isEqual(expected, HexFormat.of().parseHex(signature));
                }
            }
        }
        return matches;
    }

    private static byte[] hmac(String secret, byte[] signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static boolean tooOld(long time, Rule rule) {
        boolean tested = rule.tolerance().compareTo(Duration.ZERO) > 0;
        return tested && rule.now().getEpochSecond() - time > rule.tolerance().toSeconds();
    }
}
