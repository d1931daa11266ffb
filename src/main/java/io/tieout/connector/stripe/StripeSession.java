package io.tieout.connector.stripe;

import io.tieout.connection.Opened;

/**
 * A connection opened for some reads of Stripe.
 *
 * @param opened the connection with its credentials
 * @param settings its settings, validated
 */
record StripeSession(Opened opened, StripeSettings settings) {

    /**
     * Validates the settings.
     *
     * @throws io.tieout.port.NeedsPerson when they are wrong
     */
    static StripeSession of(Opened opened) {
        return new StripeSession(opened, StripeSettings.of(opened.settings()));
    }
}
