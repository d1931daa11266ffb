package io.tieout.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SystemClockTest {
    private static final Optional<Duration> HOUR_BEHIND = Optional.of(Duration.ofHours(-1));

    private final SystemClock clocks = new SystemClock();

    @Test
    void withoutOffset_itIsTheMachinesClock() {
        assertThat(clocks.clock(Optional.empty(), Optional.of("acme-production")))
                .isEqualTo(Clock.systemUTC());
    }

    @Test
    void offset_inARehearsal_isTaken() {
        assertThat(clocks.clock(HOUR_BEHIND, Optional.of("rehearsal-7")))
                .isEqualTo(Clock.offset(Clock.systemUTC(), Duration.ofHours(-1)));
    }

    @Test
    void offset_elsewhere_isRefused() {
        assertThatThrownBy(() -> clocks.clock(HOUR_BEHIND, Optional.of("acme-production")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tieout.rehearsal.clock-offset")
                .hasMessageContaining("begins with 'rehearsal'");
        assertThatThrownBy(() -> clocks.clock(HOUR_BEHIND, Optional.empty())).isInstanceOf(IllegalStateException.class);
    }
}
