package io.tieout.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.money.Money;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every amount. */
class StripeAmountsProperties {

    @Property(tries = 200)
    void amount_whereStripeAndIsoAgree_staysTheSame(@ForAll long amount) {
        assertThat(StripeAmounts.toMoney(amount, "usd")).isEqualTo(Money.ofMinor(amount, "USD"));
        assertThat(StripeAmounts.toMoney(amount, "jpy")).isEqualTo(Money.ofMinor(amount, "JPY"));
        assertThat(StripeAmounts.toMoney(amount, "bhd")).isEqualTo(Money.ofMinor(amount, "BHD"));
    }
}
