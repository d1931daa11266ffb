package io.tieout.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tieout.port.RetryLater;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StripeBreakerTest {

    @Test
    void stripe_silentInARow_isNotAskedForAWhile() {
        Bench bench = new Bench("http://127.0.0.1:1", Bench.SETTINGS, "sk_test_bench");
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(RetryLater.class)
                    .isThrownBy(() -> events(bench))
                    .satisfies(failed -> assertThat(failed.counted()).isTrue());
        }
        int entered = bench.limits.entered.size();

        assertThatExceptionOfType(RetryLater.class)
                .isThrownBy(() -> events(bench))
                .satisfies(rests -> assertThat(rests.counted()).isFalse());
        assertThat(bench.limits.entered).hasSize(entered);
    }

    private static void events(Bench bench) {
        bench.payments.events(FixedConnections.ID, Bench.NOW, Optional.empty());
    }
}
