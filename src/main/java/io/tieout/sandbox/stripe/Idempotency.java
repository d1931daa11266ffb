package io.tieout.sandbox.stripe;

import io.tieout.sandbox.RowStore;
import io.tieout.sandbox.RowTable;
import io.tieout.sandbox.stripe.wire.StripeError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers the first answer to each idempotency key of a POST, for at least a day. */
final class Idempotency {

    private static final long KEPT_SECONDS = 24L * 3600;
    private static final int LONGEST = 255;

    /** The first use of a key: what was asked and what was answered. Holds no parameters, only their digest. */
    record Use(String key, String asked, int status, String body, String requestId, long at) {}

    private final RowTable<Use> uses;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Idempotency(RowStore rows) {
        uses = rows.table("idempotency_keys", Use.class, Use::key);
    }

    /** The key within its mode. */
    static String scoped(boolean livemode, String key) {
        if (key.length() > LONGEST) {
            throw StripeError.invalid("Idempotency keys can be at most " + LONGEST + " characters long.");
        }
        return (livemode ? "live " : "test ") + key;
    }

    /** A digest of method, path and parameters. */
    static String digest(String call, String parameters) {
        try {
            byte[] bytes = (call + "\n" + parameters).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The stored answer, or empty when the key is free (and now taken by this call until {@link #end}).
     *
     * @throws StripeError 409 while the first call runs, 400 for other parameters
     */
    Optional<Use> begin(String scoped, String asked, long now) {
        String key = scoped.substring(scoped.indexOf(' ') + 1);
        if (!running.add(scoped)) {
            throw StripeError.of(
                            409,
                            "idempotency_error",
                            "There is currently another in-progress request using this Idempotent Key (that probably "
                                    + "means you submitted twice, and the other request is still going through): "
                                    + key + ". Please try again later.")
                    .code("idempotency_key_in_use");
        }
        Optional<Use> use = uses.get(scoped).filter(first -> now - first.at() < KEPT_SECONDS);
        if (use.isPresent()) {
            end(scoped);
            if (!use.get().asked().equals(asked)) {
                throw StripeError.of(
                        400,
                        "idempotency_error",
                        "Keys for idempotent requests can only be used with the same parameters they were first used "
                                + "with. Try using a key other than '" + key
                                + "' if you meant to execute a different request.");
            }
        }
        return use;
    }

    void keep(Use use) {
        uses.put(use);
    }

    void end(String scoped) {
        running.remove(scoped);
    }
}
