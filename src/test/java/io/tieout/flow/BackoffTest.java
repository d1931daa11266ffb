package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @ParameterizedTest
    @CsvSource({"-5, 2", "0, 2", "1, 2", "2, 4", "3, 8", "9, 512", "10, 600", "11, 600", "2147483647, 600"})
    void pause_afterAttempts_isDoubledAndCappedLessAQuarterAtMost(int attempts, long seconds) {
        assertThat(IntStream.range(0, 200).mapToObj(i -> Backoff.after(attempts, FIRST, LONGEST)))
                .allSatisfy(pause ->
                        assertThat(pause).isBetween(Duration.ofMillis(seconds * 750), Duration.ofSeconds(seconds)));
    }

    @Test
    void pause_ofManyAttempts_varies() {
        assertThat(IntStream.range(0, 200)
                        .mapToObj(i -> Backoff.after(10, FIRST, LONGEST))
                        .distinct())
                .hasSizeGreaterThan(10);
    }

    @Test
    void pause_whoseFirstIsBeyondTheCap_isCapped() {
        assertThat(Backoff.after(1, Duration.ofHours(1), LONGEST))
                .isBetween(LONGEST.multipliedBy(3).dividedBy(4), LONGEST);
    }

    @Property(tries = 1_000)
    void pause_ofAnyAttempts_staysBetweenThreeQuartersAndTheWhole(
            @ForAll @IntRange(min = 1, max = 100) int attempts,
            @ForAll @LongRange(min = 1, max = 100_000) long first,
            @ForAll @LongRange(min = 1, max = 1_000_000_000L) long longest) {
        long whole = BigInteger.valueOf(first)
                .shiftLeft(Math.min(attempts - 1, 30))
                .min(BigInteger.valueOf(longest))
                .longValueExact();

        Duration pause = Backoff.after(attempts, Duration.ofMillis(first), Duration.ofMillis(longest));

        assertThat(pause.toMillis()).isBetween(whole - whole / 4, whole);
    }
}
