package io.tieout.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.store.connection.InstallationRows;
import io.tieout.testing.SettingsProfile;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SettingsProfile.class)
class InstallationTest {

    @Inject
    Installation installation;

    @Inject
    InstallationRows rows;

    @Test
    void name_ofTheFirstStart_stays() {
        assertThat(installation.name()).isEqualTo("test");
        assertThat(installation.incarnation()).isEqualTo(1);
    }

    @Test
    void name_anotherOrNone_isRefusedNamingTheProperty() {
        InstallationRecord record = new InstallationRecord();

        assertThatThrownBy(() -> record.installation(Optional.of("other"), rows))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TIEOUT_INSTALLATION")
                .hasMessageContaining("'test'");
        assertThatThrownBy(() -> record.installation(Optional.empty(), rows)).hasMessageContaining("is not set");
    }
}
