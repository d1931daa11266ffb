package io.tieout.connector.stripe;

import io.tieout.domain.money.Money;
import io.tieout.port.NeedsPerson;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;

/**
 * Converts Stripe's integer amounts, given in Stripe's own minor units, into ISO 4217 minor units, exactly.
 *
 * <p>Stripe counts in hundredths unless the currency is listed here. That differs from ISO 4217 for MGA (Stripe
 * whole units, ISO hundredths), for ISK and UGX (Stripe hundredths that are always 00, ISO whole units) and for
 * three-decimal currencies that Stripe does not list. HUF and TWD are hundredths; only their payouts are rounded.
 * Source: docs.stripe.com/currencies.
 */
public final class StripeAmounts {
    private static final Set<String> WHOLE_UNITS = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");
    private static final Set<String> THOUSANDTHS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    private StripeAmounts() {}

    /**
     * The money that Stripe means by this amount.
     *
     * @param amount integer as Stripe sends it; may be negative
     * @param currencyCode ISO code as Stripe sends it, in lower case
     * @throws NeedsPerson when the currency is no money of ISO 4217 or the amount is finer than its minor unit
     */
    public static Money toMoney(long amount, String currencyCode) {
        Currency currency = currency(currencyCode.toUpperCase(Locale.ROOT));
        BigDecimal major = BigDecimal.valueOf(amount, stripeDecimals(currency.getCurrencyCode()));
        try {
            return Money.ofMajor(major, currency);
        } catch (ArithmeticException e) {
            throw new NeedsPerson("Stripe's amount " + amount + " in " + currency
                    + " is no whole number of the currency's smallest unit: look at it in Stripe's dashboard");
        }
    }

    private static int stripeDecimals(String code) {
        if (WHOLE_UNITS.contains(code)) {
            return 0;
        }
        return THOUSANDTHS.contains(code) ? 3 : 2;
    }

    private static Currency currency(String code) {
        try {
            Currency currency = Currency.getInstance(code);
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException e) {
            // Falls through: unknown and moneyless currencies get the same answer.
        }
        throw new NeedsPerson("Stripe's amount has a currency that is no money of ISO 4217: it can't be posted");
    }
}
