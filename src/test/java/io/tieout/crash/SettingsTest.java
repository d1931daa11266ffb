package io.tieout.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void parameters_areTaken_andTheRestIsTheShortForm() {
        Settings settings = Settings.of(Map.of("charges", "20000", "seed", "7"), () -> 1);

        assertThat(settings).isEqualTo(new Settings(7, 20_000, 4, 1, 3, 0));
    }

    @Test
    void seedThatIsNotGiven_isDrawn_andStandsInTheCommand() {
        Settings settings = Settings.of(Map.of(), () -> 4711);

        assertThat(settings.command())
                .isEqualTo("./mvnw -Pcrash -Dcrash.seed=4711 -Dcrash.charges=60 -Dcrash.kills=4 -Dcrash.restarts=1"
                        + " -Dcrash.processes=3");
    }

    @ParameterizedTest
    @CsvSource({"charges,many", "charges,''", "charges,0", "kills,-1", "processes,10", "speed,3", "seed,-"})
    void wrongParameter_isRefused(String name, String value) {
        assertThatThrownBy(() -> Settings.of(Map.of(name, value), () -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("crash." + name);
    }
}
