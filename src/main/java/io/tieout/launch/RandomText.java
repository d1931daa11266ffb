package io.tieout.launch;

import java.security.SecureRandom;
import java.util.Base64;

/** Passwords and tokens nobody can guess: text without blanks or quotes, safe in a URL and in a shell. */
final class RandomText {

    private final SecureRandom random = new SecureRandom();

    /** As many random bytes as asked for, in base64url without padding. */
    String ofBytes(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }
}
