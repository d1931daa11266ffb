package io.tieout.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every amount in currencies of 0, 2 and 3 decimals. */
class MoneyProperties {

    @Provide
    Arbitrary<String> currencies() {
        return Arbitraries.of("JPY", "USD", "BHD");
    }

    @Property(tries = 500)
    void major_ofAnyAmount_readsBackAsTheSame(@ForAll long minor, @ForAll("currencies") String currency) {
        Money money = Money.ofMinor(minor, currency);

        assertThat(Money.ofMajor(money.toMajor(), money.currency())).isEqualTo(money);
        assertThat(money.toMajor().scale()).isEqualTo(money.currency().getDefaultFractionDigits());
        assertThat(money.toMajor().unscaledValue()).isEqualTo(BigInteger.valueOf(minor));
    }

    @Property(tries = 500)
    void sum_ofAnyAmounts_isExactOrRefused(
            @ForAll long left, @ForAll long right, @ForAll("currencies") String currency) {
        Money one = Money.ofMinor(left, currency);
        Money other = Money.ofMinor(right, currency);
        BigInteger sum = BigInteger.valueOf(left).add(BigInteger.valueOf(right));

        if (sum.bitLength() > 63) {
            assertThatThrownBy(() -> one.plus(other)).isInstanceOf(ArithmeticException.class);
        } else {
            assertThat(one.plus(other).minorUnits()).isEqualTo(sum.longValueExact());
            assertThat(one.plus(other)).isEqualTo(other.plus(one));
        }
    }

    @Property(tries = 500)
    void difference_ofAnyAmounts_isExactOrRefused(
            @ForAll long left, @ForAll long right, @ForAll("currencies") String currency) {
        Money one = Money.ofMinor(left, currency);
        Money other = Money.ofMinor(right, currency);
        BigInteger difference = BigInteger.valueOf(left).subtract(BigInteger.valueOf(right));

        if (difference.bitLength() > 63) {
            assertThatThrownBy(() -> one.minus(other)).isInstanceOf(ArithmeticException.class);
        } else {
            assertThat(one.minus(other).minorUnits()).isEqualTo(difference.longValueExact());
        }
    }

    @Property(tries = 300)
    void order_ofAnyAmounts_isThatOfTheirNumbers(
            @ForAll long left, @ForAll long right, @ForAll("currencies") String currency) {
        Money one = Money.ofMinor(left, currency);
        Money other = Money.ofMinor(right, currency);

        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(Integer.signum(Long.compare(left, right)));
        assertThat(one.equals(other)).isEqualTo(left == right);
    }
}
