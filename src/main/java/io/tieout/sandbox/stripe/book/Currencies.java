package io.tieout.sandbox.stripe.book;

import io.tieout.sandbox.stripe.wire.StripeError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Stripe's minor units and their special rules (docs.stripe.com/currencies). Amounts are in Stripe's own minor units,
 * which differ from ISO 4217 for ISK, UGX and MGA. Acme settles USD, EUR, JPY and KWD; anything else becomes USD.
 */
final class Currencies {

    private static final long MOST = 99_999_999;
    private static final int RATE_SCALE = 6;
    private static final Set<String> SETTLED = Set.of("usd", "eur", "jpy", "kwd");
    private static final Set<String> WHOLE_HUNDREDS = Set.of("isk", "ugx");
    private static final Set<String> WHOLE_PAYOUTS = Set.of("huf", "twd", "isk", "ugx");

    /** What the sandbox knows of one currency: decimals at Stripe and US dollars for one major unit. */
    private record Currency(int decimals, String dollars) {}

    private static final Map<String, Currency> KNOWN = Map.ofEntries(
            Map.entry("usd", new Currency(2, "1")),
            Map.entry("eur", new Currency(2, "1.10")),
            Map.entry("gbp", new Currency(2, "1.28")),
            Map.entry("chf", new Currency(2, "1.13")),
            Map.entry("cad", new Currency(2, "0.73")),
            Map.entry("aud", new Currency(2, "0.65")),
            Map.entry("nzd", new Currency(2, "0.60")),
            Map.entry("sek", new Currency(2, "0.096")),
            Map.entry("nok", new Currency(2, "0.094")),
            Map.entry("dkk", new Currency(2, "0.147")),
            Map.entry("pln", new Currency(2, "0.256")),
            Map.entry("czk", new Currency(2, "0.044")),
            Map.entry("mxn", new Currency(2, "0.054")),
            Map.entry("sgd", new Currency(2, "0.75")),
            Map.entry("hkd", new Currency(2, "0.128")),
            Map.entry("huf", new Currency(2, "0.0028")),
            Map.entry("twd", new Currency(2, "0.031")),
            Map.entry("isk", new Currency(2, "0.0073")),
            Map.entry("ugx", new Currency(2, "0.00027")),
            Map.entry("jpy", new Currency(0, "0.0067")),
            Map.entry("krw", new Currency(0, "0.00073")),
            Map.entry("clp", new Currency(0, "0.0011")),
            Map.entry("vnd", new Currency(0, "0.000039")),
            Map.entry("mga", new Currency(0, "0.00022")),
            Map.entry("xof", new Currency(0, "0.0017")),
            Map.entry("kwd", new Currency(3, "3.25")),
            Map.entry("bhd", new Currency(3, "2.65")),
            Map.entry("jod", new Currency(3, "1.41")),
            Map.entry("omr", new Currency(3, "2.60")),
            Map.entry("tnd", new Currency(3, "0.32")));

    private Currencies() {}

    /**
     * The lower-case code of a charge's currency, once the amount fits it.
     *
     * @throws StripeError 400 for an unknown currency, or an amount that is too small, too large or not whole enough
     */
    static String charging(String given, long amount) {
        String code = given.toLowerCase(Locale.ROOT);
        Currency currency = KNOWN.get(code);
        if (currency == null) {
            throw StripeError.parameter(
                    "parameter_invalid_string",
                    "currency",
                    "Invalid currency: " + code + ". Stripe currently supports these currencies: "
                            + String.join(", ", new TreeMap<>(KNOWN).keySet()));
        }
        if (amount < 1) {
            throw StripeError.parameter(
                    "parameter_invalid_integer", "amount", "This value must be greater than or equal to 1.");
        }
        if (amount < (currency.decimals() == 3 ? 150 : 50)) {
            throw StripeError.parameter(
                    "amount_too_small", "amount", "Amount must be at least the minimum charge amount for " + code);
        }
        if (amount > MOST) {
            throw StripeError.parameter("amount_too_large", "amount", "Amount must be no more than " + MOST);
        }
        whole(code, amount);
        return code;
    }

    /** Refuses an amount whose last digits the currency does not allow. */
    static void whole(String code, long amount) {
        int step = WHOLE_HUNDREDS.contains(code) ? 100 : decimals(code) == 3 ? 10 : 1;
        if (amount % step != 0) {
            throw StripeError.parameter(
                    "parameter_invalid_integer",
                    "amount",
                    "Invalid amount: amounts in " + code + " must be divisible by " + step + ".");
        }
    }

    static void payout(String code, long amount) {
        whole(code, amount);
        if (WHOLE_PAYOUTS.contains(code) && amount % 100 != 0) {
            throw StripeError.parameter(
                    "parameter_invalid_integer", "amount", "Payouts in " + code + " must be divisible by 100.");
        }
    }

    static int decimals(String code) {
        return known(code).decimals();
    }

    /** The balance that money of this currency ends in. */
    static String settlement(String code) {
        return SETTLED.contains(code) ? code : "usd";
    }

    /** Minor units of settlement for one minor unit of the charge's currency. */
    static BigDecimal rate(String code) {
        Currency from = known(code);
        return new BigDecimal(from.dollars())
                .movePointRight(2 - from.decimals())
                .setScale(RATE_SCALE, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }

    /** The amount in settlement currency. */
    static long settled(String code, long amount) {
        return SETTLED.contains(code)
                ? amount
                : rate(code)
                        .multiply(BigDecimal.valueOf(amount))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact();
    }

    /** 2.9 per cent, rounded half up, plus 30 minor units; a multiple of ten where there are three decimals. */
    static long fee(String settlement, long amount) {
        long fee = (amount * 29 + 500) / 1_000 + 30;
        return decimals(settlement) == 3 ? (fee + 9) / 10 * 10 : fee;
    }

    /** What a chargeback costs. */
    static long disputeFee(String settlement) {
        return switch (settlement) {
            case "eur" -> 2_000;
            case "kwd" -> 4_500;
            default -> 1_500;
        };
    }

    private static Currency known(String code) {
        Currency currency = KNOWN.get(code);
        if (currency == null) {
            throw new IllegalArgumentException("currency " + code + " is not known");
        }
        return currency;
    }
}
