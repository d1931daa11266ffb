package io.tieout.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "JPY, 1234, 1234, 1234 JPY",
        "USD, 123450, 1234.50, 1234.50 USD",
        "BHD, 1234500, 1234.500, 1234.500 BHD",
        "USD, -5, -0.05, -0.05 USD",
        "USD, 0, 0.00, 0.00 USD",
        "JPY, 0, 0, 0 JPY"
    })
    void amount_ofCurrency_hasItsDecimals(String currency, long minor, String major, String words) {
        Money money = Money.ofMinor(minor, currency);

        assertThat(money.toMajor()).isEqualTo(new BigDecimal(major));
        assertThat(money).hasToString(words);
        assertThat(Money.ofMajor(new BigDecimal(major), Currency.getInstance(currency)))
                .isEqualTo(money);
    }

    @ParameterizedTest
    @CsvSource({"JPY, 0.1", "USD, 0.001", "BHD, 0.0001", "JPY, 10.5", "USD, 1E-3"})
    void major_withMoreDecimalsThanTheCurrency_isRefused(String currency, BigDecimal major) {
        assertThatThrownBy(() -> Money.ofMajor(major, Currency.getInstance(currency)))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"JPY, 1E+3, 1000", "JPY, 5.000, 5", "USD, 7, 700", "USD, 1.5000, 150", "BHD, 2.5, 2500"})
    void major_writtenOtherwise_isTheSameAmount(String currency, BigDecimal major, long minor) {
        assertThat(Money.ofMajor(major, Currency.getInstance(currency))).isEqualTo(Money.ofMinor(minor, currency));
    }

    @Test
    void major_beyondLong_isRefused() {
        Currency usd = Currency.getInstance("USD");

        assertThat(Money.ofMajor(new BigDecimal("92233720368547758.07"), usd).minorUnits())
                .isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> Money.ofMajor(new BigDecimal("92233720368547758.08"), usd))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.ofMajor(new BigDecimal("1E+1000000"), usd))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void arithmetic_beyondLong_isRefused() {
        Money most = Money.ofMinor(Long.MAX_VALUE, "USD");
        Money least = Money.ofMinor(Long.MIN_VALUE, "USD");
        Money cent = Money.ofMinor(1, "USD");

        assertThatThrownBy(() -> most.plus(cent)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> least.minus(cent)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> cent.minus(least)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void currencies_mixed_areRefused() {
        Money dollar = Money.ofMinor(100, "USD");
        Money euro = Money.ofMinor(100, "EUR");

        assertThatThrownBy(() -> dollar.plus(euro)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dollar.minus(euro)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dollar.compareTo(euro))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot combine USD with EUR");
        assertThat(dollar).isNotEqualTo(euro);
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XAU", "XDR"})
    void currency_withoutMinorUnit_isRefused(String code) {
        assertThatThrownBy(() -> Money.ofMinor(1, code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usd", "US", "ZZZ", ""})
    void currency_unknown_isRefused(String code) {
        assertThatThrownBy(() -> Money.ofMinor(1, code)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sign_ofAmount_isTold() {
        assertThat(Money.zero(Currency.getInstance("USD")).isZero()).isTrue();
        assertThat(Money.zero(Currency.getInstance("USD")).isPositive()).isFalse();
        assertThat(Money.ofMinor(1, "USD").isPositive()).isTrue();
        assertThat(Money.ofMinor(-1, "USD").isPositive()).isFalse();
        assertThat(Money.ofMinor(-1, "USD").isZero()).isFalse();
    }
}
