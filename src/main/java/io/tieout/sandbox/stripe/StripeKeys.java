package io.tieout.sandbox.stripe;

import io.tieout.sandbox.stripe.wire.StripeError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows the secret keys of an account: of {@code acct_acme} {@code sk_test_acme}, and {@code sk_live_acme}. */
final class StripeKeys {

    private StripeKeys() {}

    /**
     * True for live mode.
     *
     * @param name of the account, without its prefix
     * @param account which the call names, if it does
     * @throws StripeError 401 for a missing or wrong key, 403 for another account
     */
    static boolean livemode(String name, @Nullable String authorization, @Nullable String account) {
        String key = key(authorization).orElseThrow(StripeKeys::absent);
        if (account != null && !account.equals("acct_" + name)) {
            throw StripeError.of(
                            403,
                            "invalid_request_error",
                            "The provided key does not have access to account '" + account
                                    + "' (or that account does not exist). Application access may have been revoked.")
                    .code("account_invalid");
        }
        if (key.equals("sk_test_" + name)) {
            return false;
        }
        if (key.equals("sk_live_" + name)) {
            return true;
        }
        throw wrong(key);
    }

    private static StripeError absent() {
        return StripeError.of(
                401,
                "invalid_request_error",
                "You did not provide an API key. You need to provide your API key in the Authorization header, using "
                        + "Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
    }

    private static StripeError wrong(String key) {
        if (key.startsWith("pk_")) {
            return StripeError.of(
                            401,
                            "invalid_request_error",
                            "This API call cannot be made with a publishable API key. Please use a secret API key.")
                    .code("secret_key_required");
        }
        if (key.endsWith("_expired")) {
            return StripeError.of(401, "invalid_request_error", "Expired API Key provided.")
                    .code("api_key_expired");
        }
        return StripeError.ofStatus(401);
    }

    private static Optional<String> key(@Nullable String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        String[] words = authorization.strip().split("\\s+", 2);
        if (words.length == 2 && words[0].equalsIgnoreCase("Bearer")) {
            return Optional.of(words[1]);
        }
        if (words.length == 2 && words[0].equalsIgnoreCase("Basic")) {
            return basic(words[1]);
        }
        return Optional.empty();
    }

    private static Optional<String> basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return Optional.of(colon < 0 ? pair : pair.substring(0, colon)).filter(user -> !user.isEmpty());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
