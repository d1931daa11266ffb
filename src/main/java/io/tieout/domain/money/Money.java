package io.tieout.domain.money;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount in the minor units of ISO 4217 (cents, yen, thousandths of a dinar) with its currency.
 *
 * <p>Each connector converts from and to its system's own unit in one place. Arithmetic is exact: an overflow
 * throws {@link ArithmeticException}, two currencies throw {@link IllegalArgumentException}.
 *
 * @param minorUnits the amount in ISO 4217 minor units of {@code currency}; may be negative
 * @param currency the ISO 4217 currency
 */
public record Money(long minorUnits, Currency currency) implements Comparable<Money> {

    public Money {
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException("currency " + currency + " has no minor unit: use a money currency");
        }
    }

    /** An amount of {@code minorUnits} of the currency with this ISO 4217 code, for example {@code "USD"}. */
    public static Money ofMinor(long minorUnits, String currencyCode) {
        return new Money(minorUnits, Currency.getInstance(currencyCode));
    }

    /**
     * Reads an amount in major units.
     *
     * @throws ArithmeticException when the amount has more decimals than the currency
     */
    public static Money ofMajor(BigDecimal major, Currency currency) {
        BigDecimal minor = major.movePointRight(currency.getDefaultFractionDigits());
        return new Money(minor.longValueExact(), currency);
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /** The amount in major units, with exactly as many decimals as the currency has. */
    public BigDecimal toMajor() {
        return BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits());
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minorUnits, sameCurrency(other).minorUnits), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minorUnits, sameCurrency(other).minorUnits), currency);
    }

    public boolean isZero() {
        return minorUnits == 0;
    }

    public boolean isPositive() {
        return minorUnits > 0;
    }

    public boolean isNegative() {
        return minorUnits < 0;
    }

    public Money negated() {
        return new Money(Math.negateExact(minorUnits), currency);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minorUnits, sameCurrency(other).minorUnits);
    }

    /** For people: {@code 1234.50 USD}. */
    @Override
    public String toString() {
        return toMajor().toPlainString() + " " + currency.getCurrencyCode();
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot combine " + currency + " with " + other.currency);
        }
        return other;
    }
}
