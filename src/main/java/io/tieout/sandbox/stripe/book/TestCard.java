package io.tieout.sandbox.stripe.book;

import java.util.Arrays;
import java.util.Optional;

/** Stripe's published test payment methods (docs.stripe.com/testing) and what happens when they are charged. */
public enum TestCard {
    VISA("pm_card_visa", "4242", Fate.PAID, ""),
    VISA_DEBIT("pm_card_visa_debit", "5556", Fate.PAID, ""),
    MASTERCARD("pm_card_mastercard", "4444", Fate.PAID, ""),
    AMEX("pm_card_amex", "8431", Fate.PAID, ""),
    BYPASS_PENDING("pm_card_bypassPending", "0077", Fate.AVAILABLE, ""),
    DECLINED("pm_card_chargeDeclined", "0002", Fate.DECLINED, "generic_decline"),
    VISA_DECLINED("pm_card_visa_chargeDeclined", "0002", Fate.DECLINED, "generic_decline"),
    POOR("pm_card_chargeDeclinedInsufficientFunds", "9995", Fate.DECLINED, "insufficient_funds"),
    VISA_POOR("pm_card_visa_chargeDeclinedInsufficientFunds", "9995", Fate.DECLINED, "insufficient_funds"),
    LOST("pm_card_visa_chargeDeclinedLostCard", "9987", Fate.DECLINED, "lost_card"),
    STOLEN("pm_card_visa_chargeDeclinedStolenCard", "9979", Fate.DECLINED, "stolen_card"),
    EXPIRED("pm_card_chargeDeclinedExpiredCard", "0069", Fate.DECLINED, "expired_card"),
    WRONG_CVC("pm_card_chargeDeclinedIncorrectCvc", "0127", Fate.DECLINED, "incorrect_cvc"),
    PROCESSING("pm_card_chargeDeclinedProcessingError", "0119", Fate.DECLINED, "processing_error"),
    DISPUTE("pm_card_createDispute", "0259", Fate.DISPUTED, "fraudulent"),
    NOT_RECEIVED("pm_card_createDisputeProductNotReceived", "2685", Fate.DISPUTED, "product_not_received"),
    INQUIRY("pm_card_createDisputeInquiry", "1976", Fate.INQUIRED, "product_not_received"),
    REFUND_PENDING("pm_card_pendingRefund", "7726", Fate.REFUND_PENDING, ""),
    REFUND_FAILS("pm_card_refundFail", "5126", Fate.REFUND_FAILS, "");

    /** What a card leads to. */
    public enum Fate {
        PAID,
        AVAILABLE,
        DECLINED,
        DISPUTED,
        INQUIRED,
        REFUND_PENDING,
        REFUND_FAILS
    }

    private final String id;
    private final String last4;
    private final Fate fate;
    private final String reason;

    TestCard(String id, String last4, Fate fate, String reason) {
        this.id = id;
        this.last4 = last4;
        this.fate = fate;
        this.reason = reason;
    }

    static Optional<TestCard> of(String id) {
        return Arrays.stream(values()).filter(card -> card.id.equals(id)).findFirst();
    }

    /** The card of a stored payment method or charge, by its last digits. */
    static TestCard ofLast4(String last4) {
        return Arrays.stream(values())
                .filter(card -> card.last4.equals(last4))
                .findFirst()
                .orElse(VISA);
    }

    public String id() {
        return id;
    }

    public String last4() {
        return last4;
    }

    public Fate fate() {
        return fate;
    }

    public String brand() {
        return this == MASTERCARD ? "mastercard" : this == AMEX ? "amex" : "visa";
    }

    public String funding() {
        return this == VISA_DEBIT ? "debit" : "credit";
    }

    /** The decline's or dispute's reason. */
    public String reason() {
        return reason;
    }

    /** The error code of a decline: some reasons are codes of their own. */
    public String code() {
        return switch (this) {
            case EXPIRED, WRONG_CVC, PROCESSING -> reason;
            default -> "card_declined";
        };
    }

    public String message() {
        return switch (this) {
            case POOR, VISA_POOR -> "Your card has insufficient funds.";
            case EXPIRED -> "Your card has expired.";
            case WRONG_CVC -> "Your card's security code is incorrect.";
            case PROCESSING -> "An error occurred while processing your card. Try again in a little bit.";
            default -> "Your card was declined.";
        };
    }
}
