package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings under {@code tieout.retention}. */
class KeepTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

    @Test
    void defaults_areMonthsForFinance_andLessForNotifications() {
        Keep keep = keep(Map.of());

        assertThat(keep.events()).isEqualTo("2026-08-24T10:00:00Z");
        assertThat(keep.facts()).isEqualTo("2025-10-22T10:00:00Z");
        assertThat(keep.duplicates()).isEqualTo("2026-10-18T10:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"P30D, 2026-10-23", "P5W, 2026-10-18", "P2M, 2026-09-22", "P7Y, 2019-11-22", "P1Y6M, 2025-05-22"})
    void period_isCountedByTheCalendar(String period, String day) {
        assertThat(keep(Map.of("tieout.retention.facts", period)).facts()).isEqualTo(day + "T10:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "tieout.retention.events, P29D, P30D",
        "tieout.retention.facts, P1M, P30D",
        "tieout.retention.facts, P-13M, P30D",
        "tieout.retention.duplicates, P34D, P35D"
    })
    void period_thatIsTooShort_isRefusedByName(String property, String period, String least) {
        assertThatThrownBy(() -> keep(Map.of(property, period))).hasMessageContainingAll(property, period, least);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1001Y", "P12001M", "P999999999Y", "P400000D"})
    void period_thatIsTooLong_isRefusedByName(String period) {
        assertThatThrownBy(() -> keep(Map.of("tieout.retention.facts", period)))
                .hasMessageContainingAll("tieout.retention.facts", period, "P1000Y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "90 days", "PT90M", "forever"})
    void whatIsNoPeriod_isRefusedByName_withAnExample(String text) {
        assertThatThrownBy(() -> keep(Map.of("tieout.retention.facts", text)))
                .hasMessageContainingAll("tieout.retention.facts", text, "for example P90D or P13M");
    }

    private static Keep keep(Map<String, String> settings) {
        RetentionConfig config = new SmallRyeConfigBuilder()
                .withMapping(RetentionConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(RetentionConfig.class);
        return new Keep(config, CLOCK);
    }
}
