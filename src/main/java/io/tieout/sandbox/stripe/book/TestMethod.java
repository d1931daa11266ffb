package io.tieout.sandbox.stripe.book;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * One of Stripe's published test payment methods (docs.stripe.com/testing), a card or a US bank account, and what
 * happens when it is charged.
 *
 * @param reason of the decline or dispute, else empty
 * @param traits what it does besides: words such as {@code challenge}, see the methods
 */
public record TestMethod(
        String id,
        String type,
        String brand,
        String funding,
        String country,
        String last4,
        Fate fate,
        String reason,
        Set<String> traits) {

    private static final Set<String> CARD_CODES = Set.of("expired_card", "incorrect_cvc", "processing_error");
    private static final Set<String> BANK_CODES =
            Set.of("account_closed", "debit_not_authorized", "insufficient_funds", "no_account");
    private static final int FINGERPRINT_BYTES = 8;

    /** What a charge leads to. */
    public enum Fate {
        PAID,
        AVAILABLE,
        PROCESSING,
        DECLINED,
        WARNED,
        DISPUTED,
        DISPUTED_TWICE,
        COMPLIANCE,
        INQUIRED,
        REFUND_PENDING,
        REFUND_FAILS;

        boolean disputed() {
            return Set.of(DISPUTED, DISPUTED_TWICE, COMPLIANCE, INQUIRED).contains(this);
        }
    }

    public boolean bank() {
        return "us_bank_account".equals(type);
    }

    /** Whether the payer must authenticate; a card that is set up need not do so while its owner is away. */
    boolean challenges(boolean offSession) {
        return traits.contains("challenge") && !(offSession && traits.contains("set-up"));
    }

    /** Radar refuses it by itself. */
    boolean blocked() {
        return traits.contains("highest");
    }

    boolean elevatedRisk() {
        return traits.contains("elevated");
    }

    /** Cards that are declined at once can't be kept for a customer either. */
    boolean attachable() {
        return fate != Fate.DECLINED || bank() || traits.contains("attachable");
    }

    boolean checked() {
        return traits.contains("unchecked") || traits.stream().anyMatch(trait -> trait.endsWith("-fails"));
    }

    /** The result of a check: of {@code cvc}, {@code zip} or {@code line1}. */
    String check(String what) {
        if (traits.contains(what + "-fails")) {
            return "fail";
        }
        return traits.contains("unchecked") && !"cvc".equals(what) ? "unavailable" : "pass";
    }

    /** What Stripe shows of card or account so that it is known again; the last digits are not unique. */
    String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, FINGERPRINT_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The words with which it is refused: some reasons are codes of their own. */
    Refusal refusal() {
        boolean own = (bank() ? BANK_CODES : CARD_CODES).contains(reason);
        String general = bank() ? "payment_intent_payment_attempt_failed" : "card_declined";
        return new Refusal(own ? reason : general, reason, Refusal.words(reason));
    }
}
