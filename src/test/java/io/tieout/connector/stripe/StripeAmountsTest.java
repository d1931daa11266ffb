package io.tieout.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.port.NeedsPerson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeAmountsTest {

    @ParameterizedTest
    @CsvSource({
        "1099, usd, 10.99 USD",
        "-1099, eur, -10.99 EUR",
        "0, usd, 0.00 USD",
        "500, jpy, 500 JPY",
        "500, krw, 500 KRW",
        "5120, kwd, 5.120 KWD",
        "5125, tnd, 5.125 TND",
        "500, isk, 5 ISK",
        "12300, ugx, 123 UGX",
        "500, mga, 500.00 MGA",
        "1050, huf, 10.50 HUF",
        "1050, twd, 10.50 TWD",
        "512, iqd, 5.120 IQD"
    })
    void amount_ofStripe_isThisMuch(long amount, String currency, String expected) {
        assertThat(StripeAmounts.toMoney(amount, currency)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({"550, isk", "1, ugx", "-99, isk", "9223372036854775807, mga"})
    void amount_thatCannotBeExact_needsAPerson(long amount, String currency) {
        assertThatThrownBy(() -> StripeAmounts.toMoney(amount, currency)).isInstanceOf(NeedsPerson.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usdc", "xxx", "xau", "", "12"})
    void currency_thatIsNoMoney_needsAPerson(String currency) {
        assertThatThrownBy(() -> StripeAmounts.toMoney(100, currency)).isInstanceOf(NeedsPerson.class);
    }
}
