package io.tieout.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialSecretsTest {

    @TempDir
    Path temp;

    @Test
    void first_start_generates_and_later_starts_keep() throws Exception {
        TrialSecrets first = TrialSecrets.from(settings(Map.of()), file());
        TrialSecrets second = TrialSecrets.from(settings(Map.of()), file());
        assertThat(first.fresh()).isTrue();
        assertThat(second).isEqualTo(new TrialSecrets(first.password(), first.token(), false));
        assertThat(first.password()).hasSizeGreaterThanOrEqualTo(16).isNotEqualTo(first.token());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void values_of_the_operator_are_used_and_not_stored() {
        Settings settings = settings(Map.of("TIEOUT_TRIAL_PASSWORD", "mine", "TIEOUT_TRIAL_TOKEN", "my-token"));
        assertThat(TrialSecrets.from(settings, file())).isEqualTo(new TrialSecrets("mine", "my-token", false));
        assertThat(file()).doesNotExist();
    }

    @Test
    void one_value_of_the_operator_is_joined_by_a_generated_one() throws Exception {
        TrialSecrets secrets = TrialSecrets.from(settings(Map.of("TIEOUT_TRIAL_PASSWORD", "mine")), file());
        assertThat(secrets.password()).isEqualTo("mine");
        assertThat(secrets.token()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(Files.readString(file())).doesNotContain("mine");
    }

    @Test
    void damaged_file_is_refused_with_what_to_do() throws Exception {
        Files.writeString(file(), "password=x\n");
        assertThatThrownBy(() -> TrialSecrets.from(settings(Map.of()), file()))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("has no token");
    }

    @Test
    void secrets_print_redacted() {
        assertThat(new TrialSecrets("a-password", "a-token", true)).hasToString("TrialSecrets[redacted]");
    }

    private Path file() {
        return temp.resolve("trial-credentials");
    }

    private static Settings settings(Map<String, String> environment) {
        return Settings.of(environment, Map.of());
    }
}
