package io.tieout.connector.ebs;

import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.domain.money.Money;
import io.tieout.port.NeedsPerson;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * The one place where EBS' amounts (major units, as text with a point) become ours (ISO 4217 minor units), and back.
 */
final class EbsMoney {

    private EbsMoney() {}

    /** The text of an amount, with exactly as many decimals as its currency has. */
    static String text(Money amount) {
        return amount.toMajor().toPlainString();
    }

    /** The currency that a row names; throws {@link NeedsPerson} for one that is not of ISO 4217 or has no decimals. */
    static Currency currency(IsgRow row, String field) {
        String code = row.required(field);
        try {
            Currency currency = Currency.getInstance(code);
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, together with codes that are no money.
        }
        throw new NeedsPerson("EBS has an amount in currency " + code + ", which is no money currency of ISO 4217");
    }

    /** An amount that must be there. */
    static Money required(IsgRow row, String field, Currency currency) {
        return money(row.decimal(field).orElseThrow(() -> new MalformedAnswer(field + " is missing")), currency);
    }

    /** An amount, zero when null. */
    static Money orZero(IsgRow row, String field, Currency currency) {
        return row.decimal(field).map(major -> money(major, currency)).orElseGet(() -> Money.zero(currency));
    }

    private static Money money(BigDecimal major, Currency currency) {
        try {
            return Money.ofMajor(major, currency);
        } catch (ArithmeticException e) {
            throw new NeedsPerson("EBS has an amount in " + currency.getCurrencyCode() + " with more decimals than the "
                    + currency.getDefaultFractionDigits() + " of ISO 4217: set the currency's precision in EBS");
        }
    }
}
