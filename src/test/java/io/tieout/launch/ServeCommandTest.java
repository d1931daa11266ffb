package io.tieout.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each refusal comes before the application starts, and never holds the password. */
class ServeCommandTest {

    private static final String PASSWORD = "s3cret-word";

    @TempDir
    Path temp;

    @Test
    void missing_settings_are_named_all_at_once() {
        assertThatThrownBy(() -> serve(Map.of("TIEOUT_DB_USER", "tieout", "TIEOUT_DB_PASSWORD", " ")))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContainingAll("TIEOUT_DB_URL", "TIEOUT_DB_PASSWORD", "TIEOUT_KEYSET", "TIEOUT_INSTALLATION")
                .hasMessageNotContaining("TIEOUT_DB_USER");
    }

    @Test
    void address_of_another_kind_of_database_is_refused_unseen() {
        assertThatThrownBy(() -> serve(complete("TIEOUT_DB_URL", "jdbc:h2:mem:x;PASSWORD=" + PASSWORD)))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("TIEOUT_DB_URL")
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void key_set_that_is_missing_is_refused() {
        assertThatThrownBy(() -> serve(
                        complete("TIEOUT_KEYSET", temp.resolve("nowhere.json").toString())))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("nowhere.json is missing")
                .hasMessageContaining("keys create");
    }

    @Test
    void key_set_that_is_no_key_set_is_refused_without_its_text() throws IOException {
        Path file = Files.writeString(temp.resolve("other.json"), "{\"" + PASSWORD + "\":1}");
        assertThatThrownBy(() -> serve(complete("TIEOUT_KEYSET", file.toString())))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("isn't a key set")
                .hasMessageNotContaining(PASSWORD)
                .hasNoCause();
    }

    @Test
    void taken_port_is_refused_with_the_property_to_set() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = complete("TIEOUT_KEYSET", keySet());
            environment.put("QUARKUS_HTTP_PORT", Integer.toString(taken.getLocalPort()));
            assertThatThrownBy(() -> serve(environment))
                    .isInstanceOf(LaunchRefused.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()))
                    .hasMessageContaining("tieout.http.port");
        }
    }

    @Test
    void database_that_is_not_there_is_refused() throws IOException {
        assertThatThrownBy(() -> serve(withFreePorts("jdbc:postgresql://127.0.0.1:1/none", "tieout", PASSWORD)))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("TIEOUT_DB_URL")
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void database_with_a_wrong_password_is_refused() throws IOException {
        PostgresAddress database = TestPostgres.newDatabase();
        assertThatThrownBy(() -> serve(withFreePorts(database.url(), database.user(), PASSWORD)))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("TIEOUT_DB_USER")
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void route_files_that_cannot_run_are_refused_with_file_and_line() throws IOException {
        Files.writeString(temp.resolve("mine.camel.yaml"), "- route:\n    id: yours\n");
        Settings settings = Settings.of(Map.of("TIEOUT_ROUTES_DIRECTORY", temp.toString()), Map.of());

        assertThatThrownBy(() -> new Handover().routes(settings))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("tieout.routes.directory")
                .hasMessageContaining("mine.camel.yaml: line 2: route id yours");
    }

    @Test
    void settings_of_serve_print_without_the_password() {
        ServeSettings settings = ServeSettings.from(Settings.of(complete("TIEOUT_INSTALLATION", "here"), Map.of()));
        assertThat(settings.toString()).contains("here").doesNotContain(PASSWORD);
    }

    private Map<String, String> withFreePorts(String url, String user, String password) throws IOException {
        Map<String, String> environment = complete("TIEOUT_KEYSET", keySet());
        environment.putAll(Map.of("TIEOUT_DB_URL", url, "TIEOUT_DB_USER", user, "TIEOUT_DB_PASSWORD", password));
        try (ServerSocket http = new ServerSocket(0);
                ServerSocket management = new ServerSocket(0)) {
            environment.put("QUARKUS_HTTP_PORT", Integer.toString(http.getLocalPort()));
            environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management.getLocalPort()));
        }
        return environment;
    }

    private String keySet() {
        Path file = temp.resolve("keys.json");
        new KeySetFile(file).create();
        return file.toString();
    }

    private static Map<String, String> complete(String name, String value) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "TIEOUT_DB_URL", "jdbc:postgresql://127.0.0.1:1/none",
                "TIEOUT_DB_USER", "tieout",
                "TIEOUT_DB_PASSWORD", PASSWORD,
                "TIEOUT_KEYSET", "keys.json",
                "TIEOUT_INSTALLATION", "test"));
        environment.put(name, value);
        return environment;
    }

    private static void serve(Map<String, String> environment) {
        new ServeCommand(Settings.of(environment, Map.of()), () -> {
                    throw new AssertionError("the application must not start");
                })
                .run();
    }
}
