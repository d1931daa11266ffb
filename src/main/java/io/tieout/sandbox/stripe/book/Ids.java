package io.tieout.sandbox.stripe.book;

import io.tieout.sandbox.SandboxClock;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes ids that rise with time within a kind, name their mode ({@code 1T} test, {@code 1L} live) and never repeat,
 * not even after the sandbox was emptied.
 */
public final class Ids {

    private static final int STEPS_PER_MILLI = 1_296;
    private static final String LETTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private final SandboxClock clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    Ids(SandboxClock clock) {
        this.clock = clock;
    }

    /** A new id such as {@code ch_1T...}. */
    public String next(String prefix, boolean livemode) {
        long now = clock.now().toEpochMilli() * STEPS_PER_MILLI;
        String step = Long.toString(last.updateAndGet(before -> Math.max(before + 1, now)), 36);
        return prefix + (livemode ? "_1L" : "_1T") + "0".repeat(Math.max(0, 11 - step.length())) + step + letters(8);
    }

    /** So many random letters and digits, as in a secret. */
    public String letters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    static boolean livemode(String id) {
        return id.contains("_1L");
    }
}
