package io.tieout.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.audit.Sealer;
import io.tieout.connection.ConnectionEditor;
import io.tieout.connection.Connections;
import io.tieout.connection.KeyRing;
import io.tieout.connection.KeyWatch;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.Database;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import io.tieout.testing.Tenants.Tenant;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The commands that an operator runs beside an application that goes on working. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class DeskCommandsTest {
    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @ConfigProperty(name = "tieout.keyset")
    String keySet;

    @Inject
    Tenants tenants;

    @Inject
    ConnectionEditor editor;

    @Inject
    Connections connections;

    @Inject
    KeyWatch watch;

    @Inject
    Sealer sealer;

    @Inject
    Database database;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void keys_rotatedAtWork_openEverything_andTheTrailStaysWhole() {
        Tenant tenant = tenants.create().withConnections();
        watch.look();
        seal(tenant, tenant.stripe(), "sealed-before");
        long old = new KeySetFile(Path.of(keySet)).ring().primary();
        assertThatThrownBy(() -> keys("promote")).hasMessageContaining("add one first");

        keys("add");
        assertThatThrownBy(() -> keys("add")).hasMessageContaining("promote it");
        assertThatThrownBy(() -> keys("promote")).hasMessageContaining("doesn't hold key");
        watch.look();
        keys("promote");
        assertThatThrownBy(() -> keys("retire")).hasMessageContaining("doesn't seal with key");
        seal(tenant, tenant.ebs(), "sealed-between");
        watch.look();
        keys("retire");
        watch.look();

        KeyRing ring = new KeySetFile(Path.of(keySet)).ring();
        assertThat(ring.enabled()).containsExactly(ring.primary()).doesNotContain(old);
        assertThat(sealed(ring, tenant.stripe())).contains("sealed-before");
        assertThat(sealed(ring, tenant.ebs())).contains("sealed-between");
        seal(tenant, tenant.ebs(), "sealed-after");
        assertThat(connections.open(id(tenant, tenant.ebs())).secrets().require("password"))
                .isEqualTo("sealed-after");
        assertThat(keys("status")).contains("key " + old + " DISABLED", "seals with " + ring.primary());
        assertThat(keysOfSeals(tenant)).containsExactlyInAnyOrder(old, ring.primary());
        assertThat(verify("--tenant", tenant.name())).isZero();
        assertThat(actions(tenant)).contains("keys.promote", "keys.retire");
    }

    @Test
    void keys_thatNoProcessReports_areRotatedOnlyWhenNoneRuns() {
        watch.look();
        keys("add");
        watch.look();
        long old = new KeySetFile(Path.of(keySet)).ring().primary();
        database.run(handle -> handle.execute("update process_key set seen_at = now() - interval '2 minutes'"));

        assertThatThrownBy(() -> keys("promote")).hasMessageContainingAll("no process reports", "--no-process");
        keys("promote", "--no-process");
        assertThatThrownBy(() -> keys("retire")).hasMessageContainingAll("no process reports", "--no-process");
        database.run(handle -> handle.execute("update process_key set seen_at = now()"));
        assertThatThrownBy(() -> keys("retire", "--no-process")).hasMessageContaining("doesn't seal with key");
        watch.look();
        keys("retire");
        watch.look();

        assertThat(new KeySetFile(Path.of(keySet)).ring().enabled()).doesNotContain(old);
    }

    @Test
    void verify_ofAWholeChain_isZero_andOneAfterATamper() {
        Tenant tenant = tenants.create();
        sealer.seal();
        assertThat(verify("--tenant", tenant.name())).isZero();
        assertThat(text()).contains(tenant.name() + ": whole, ");
        String head = text().replaceFirst("(?s).*head (\\d+:[0-9a-f]{64}).*", "$1");
        assertThat(verify("--tenant", tenant.name(), "--head", head)).isZero();

        database.run(handle -> handle.useTransaction(transaction -> {
            transaction.execute("set local session_replication_role = replica");
            transaction.execute("delete from audit_seal where tenant = ?", tenant.name());
            transaction.execute("delete from audit_entry where tenant = ?", tenant.name());
        }));

        assertThat(verify("--tenant", tenant.name())).isZero();
        assertThat(verify("--tenant", tenant.name(), "--head", head)).isEqualTo(1);
        assertThat(text()).contains("CUT", "cut off");
    }

    @Test
    void verify_usedWrongly_isRefused() {
        assertThatThrownBy(() -> verify("--head", "x")).hasMessageContaining("--head must be");
        assertThatThrownBy(() -> verify("--tenant")).hasMessageContaining("Usage");
        assertThatThrownBy(() -> verify("--tenant", "nobody")).hasMessageContaining("There is no tenant 'nobody'");
        assertThatThrownBy(() -> new AuditCommand(terminal(), Settings.of(Map.of(), Map.of())).run(List.of("verify")))
                .hasMessageContainingAll("TIEOUT_DB_URL", "TIEOUT_KEYSET");
    }

    @Test
    void restore_usedWronglyOrWhileAProcessRuns_isRefused() {
        assertThatThrownBy(() -> restore()).hasMessageContaining("Usage");
        assertThatThrownBy(() -> restore("--adopt")).hasMessageContaining("Usage");
        assertThatThrownBy(() -> restore("acme-ebs", "--force")).hasMessageContaining("Usage");
        assertThatThrownBy(() -> new RestoreCommand(Settings.of(Map.of(), Map.of())).run(List.of("acme-ebs")))
                .hasMessageContainingAll("restore needs", "TIEOUT_DB_URL", "TIEOUT_KEYSET", "TIEOUT_INSTALLATION");
        watch.look();
        assertThatThrownBy(() -> restore("acme-ebs", "--adopt"))
                .hasMessageContainingAll("processes run on this database", "--no-process");
    }

    private void restore(String... arguments) {
        Settings complete = Settings.of(
                Map.of(
                        "TIEOUT_DB_URL", url,
                        "TIEOUT_DB_USER", user,
                        "TIEOUT_DB_PASSWORD", password,
                        "TIEOUT_KEYSET", keySet,
                        "TIEOUT_INSTALLATION", "test"),
                Map.of());
        new RestoreCommand(complete).run(List.of(arguments));
    }

    private String keys(String step, String... options) {
        out.reset();
        List<String> arguments = new ArrayList<>(List.of("rotate", step, keySet));
        arguments.addAll(List.of(options));
        new KeysCommand(terminal(), settings()).run(arguments);
        return text();
    }

    private int verify(String... options) {
        out.reset();
        List<String> arguments = new ArrayList<>(List.of("verify"));
        arguments.addAll(List.of(options));
        return new AuditCommand(terminal(), settings()).run(arguments);
    }

    private Settings settings() {
        return Settings.of(
                Map.of(
                        "TIEOUT_DB_URL", url,
                        "TIEOUT_DB_USER", user,
                        "TIEOUT_DB_PASSWORD", password,
                        "TIEOUT_KEYSET", keySet),
                Map.of());
    }

    private Terminal terminal() {
        return new Terminal(new PrintStream(out, true), new PrintStream(out, true));
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void seal(Tenant tenant, String connection, String value) {
        String name = connection.equals(tenant.stripe()) ? "apiKey" : "password";
        tenant.admin()
                .body(Map.of("credentials", Map.of(name, value)))
                .put("/api/v1/connections/{name}/credentials", connection)
                .then()
                .statusCode(200);
        sealer.seal();
    }

    private ConnectionId id(Tenant tenant, String connection) {
        return editor.get(tenant.actor(), connection).id();
    }

    private String sealed(KeyRing ring, String connection) {
        return database.with(handle -> {
            long id = handle.createQuery("select id from connection where name = ?")
                    .bind(0, connection)
                    .mapTo(Long.class)
                    .one();
            byte[] bytes = handle.createQuery("select credentials from connection where id = ?")
                    .bind(0, id)
                    .mapTo(byte[].class)
                    .one();
            return ring.open(KeyRing.ownerOf(id), bytes).orElseThrow();
        });
    }

    private List<Long> keysOfSeals(Tenant tenant) {
        return database.with(handle -> handle.createQuery("select distinct key_id from audit_seal where tenant = ?")
                .bind(0, tenant.name())
                .mapTo(Long.class)
                .list());
    }

    private List<String> actions(Tenant tenant) {
        return database.with(handle -> handle.createQuery("select action from audit_entry where tenant = ?")
                .bind(0, tenant.name())
                .mapTo(String.class)
                .list());
    }
}
