package io.tieout.sandbox.stripe.book;

import java.util.Map;

/**
 * Why a payment is refused.
 *
 * @param code the error's code
 * @param reason the decline code
 */
record Refusal(String code, String reason, String message) {

    /** A card that is declined whatever it is. */
    static final Refusal GENERIC = new Refusal("card_declined", "generic_decline", words("generic_decline"));

    /** The payer is away and the bank wants to ask them. */
    static final Refusal UNAUTHENTICATED = new Refusal(
            "authentication_required",
            "authentication_required",
            "Your card was declined. This transaction requires authentication.");

    static String words(String reason) {
        return Map.of(
                        "insufficient_funds", "Your card has insufficient funds.",
                        "expired_card", "Your card has expired.",
                        "incorrect_cvc", "Your card's security code is incorrect.",
                        "processing_error", "An error occurred while processing your card. Try again in a little bit.",
                        "account_closed", "The customer's bank account has been closed.",
                        "no_account", "The customer's bank account could not be located.",
                        "debit_not_authorized",
                                "The customer has notified their bank that this payment was unauthorized.",
                        "invalid_currency", "The bank was unable to process this payment because of its currency.")
                .getOrDefault(reason, "Your card was declined.");
    }
}
