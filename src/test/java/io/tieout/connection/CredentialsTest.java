package io.tieout.connection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.access.Role;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.NeedsPerson;
import io.tieout.port.RetryLater;
import io.tieout.store.Database;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import io.tieout.testing.Tenants.Tenant;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SettingsProfile.class)
class CredentialsTest {
    private static final String CONNECTION = "/api/v1/connections/{name}";
    private static final String SECRET = "sk_test_plantedBeneathTheOldOak";

    @Inject
    Tenants tenants;

    @Inject
    Connections connections;

    @Inject
    ConnectionEditor editor;

    @Inject
    Database database;

    Tenant tenant;
    ConnectionId id;

    @BeforeEach
    void newTenant() {
        tenant = tenants.create().withConnections();
        id = editor.get(tenant.actor(), tenant.stripe()).id();
    }

    @Test
    void credentials_set_areOpenedForCallsOnly() {
        set(SECRET);

        Opened opened = connections.open(id);
        assertThat(opened.secrets().require("apiKey")).isEqualTo(SECRET);
        assertThat(opened.credentialsVersion()).isEqualTo(1);
        assertThat(opened.toString()).doesNotContain(SECRET);
        tenant.as(Role.VIEWER)
                .get(CONNECTION, tenant.stripe())
                .then()
                .body("credentialNames", contains("apiKey"))
                .body("credentialsVersion", equalTo(1));
    }

    @Test
    void secret_planted_isFoundNowhere() throws IOException {
        set(SECRET);
        connections.stop(id, 1, "the provider said: invalid key " + SECRET);
        String answers = tenant.admin().get("/api/v1/connections").asString()
                + tenant.admin().post(CONNECTION + "/ping", tenant.stripe()).asString()
                + tenant.admin().get("/api/v1/alerts").asString()
                + given().cookie(tenant.session()).get("/").asString()
                + refusedDraft();

        assertThat(answers).contains("[redacted]").doesNotContain(SECRET);
        assertThat(everyRow()).isNotEmpty().noneMatch(row -> row.contains(SECRET));
        assertThat(Files.readString(Path.of(SettingsProfile.LOG_FILE))).doesNotContain(SECRET);
    }

    @Test
    void sealed_credentialsOfAnotherConnection_dontOpen() {
        set(SECRET);
        ConnectionId other = editor.get(tenant.actor(), tenant.ebs()).id();
        database.run(handle -> handle.execute(
                "update connection set credentials = (select credentials from connection where id = ?) where id = ?",
                id.value(),
                other.value()));

        assertThatThrownBy(() -> connections.open(other))
                .isInstanceOf(NeedsPerson.class)
                .hasMessageContaining(tenant.ebs());
    }

    @Test
    void stop_ofTheseCredentials_holdsUntilNewOnes() {
        set(SECRET);
        connections.stop(id, 1, "401 invalid key");

        assertThatThrownBy(() -> connections.open(id))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("401 invalid key")
                .matches(e -> !((RetryLater) e).counted());
        assertThat(connections.openAnyway(id).secrets().names()).containsExactly("apiKey");
        tenant.admin().get("/api/v1/alerts").then().body("text", contains(containsString("401 invalid key")));
        set("sk_test_new");
        assertThat(connections.open(id).credentialsVersion()).isEqualTo(2);
        tenant.admin().get("/api/v1/alerts").then().body("", empty());
        tenant.admin()
                .queryParam("cleared", true)
                .get("/api/v1/alerts")
                .then()
                .body("kind", contains("connection-stopped"));
    }

    @Test
    void stop_ofOlderCredentials_hasNoEffect() {
        set(SECRET);
        set("sk_test_new");

        connections.stop(id, 1, "401 invalid key");

        assertThat(connections.open(id).credentialsVersion()).isEqualTo(2);
        tenant.admin().get("/api/v1/alerts").then().body("", empty());
    }

    @Test
    void stop_twice_isToldOnceAndResumed() {
        set(SECRET);
        connections.stop(id, 1, "401");
        connections.stop(id, 1, "401 again");

        assertThat(actions()).containsOnlyOnce("connection.stop");
        tenant.as(Role.OPERATOR)
                .post(CONNECTION + "/resume", tenant.stripe())
                .then()
                .statusCode(200)
                .body("stopped", nullValue());
        assertThat(connections.open(id).credentialsVersion()).isEqualTo(1);
        assertThat(actions()).containsOnlyOnce("connection.resume");
        tenant.admin().get("/api/v1/alerts").then().body("", empty());
    }

    @Test
    void switchedOff_connection_isNotTried() {
        editor.enable(tenant.actor(), tenant.stripe(), false);

        assertThatThrownBy(() -> connections.open(id))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("off");
    }

    @Test
    void change_isAudited_withVersionsHashAndActor() {
        Map<String, Object> settings =
                Map.of("account", tenant.account(), "livemode", false, "signatureTolerance", "PT100S");
        tenant.admin()
                .header("If-Match", "1")
                .body(Map.of("system", "stripe", "baseUrl", "http://127.0.0.1:9/", "settings", settings))
                .put(CONNECTION, tenant.stripe())
                .then()
                .statusCode(200)
                .body("baseUrl", equalTo("http://127.0.0.1:9"));

        assertThat(everyRow())
                .anyMatch(row -> row.contains("connection.change")
                        && row.contains("token:test admin")
                        && row.contains("\"oldVersion\": 1")
                        && row.contains("\"newVersion\": 2")
                        && row.contains("\"hash\""));
    }

    @Test
    void credentials_ofBadForm_areRefusedWithoutRepeatingThem() {
        String answer = tenant.admin()
                .body(Map.of("credentials", Map.of(SECRET + "/", "x", "apiKey", " ")))
                .put(CONNECTION + "/credentials", tenant.stripe())
                .then()
                .statusCode(400)
                .extract()
                .asString();

        assertThat(answer).contains("credentials.apiKey").doesNotContain(SECRET);
    }

    private void set(String apiKey) {
        tenant.admin()
                .body(Map.of("credentials", Map.of("apiKey", apiKey)))
                .put(CONNECTION + "/credentials", tenant.stripe())
                .then()
                .statusCode(200);
    }

    private String refusedDraft() {
        return tenant.admin()
                .body("{\"credentials\": {\"apiKey\": [\"" + SECRET + "\"]}}")
                .put(CONNECTION + "/credentials", tenant.stripe())
                .then()
                .statusCode(400)
                .extract()
                .asString();
    }

    private List<String> actions() {
        return database.with(handle -> handle.createQuery("select action from audit_entry where tenant = ?")
                .bind(0, tenant.name())
                .mapTo(String.class)
                .list());
    }

    private List<String> everyRow() {
        return database.with(
                handle -> handle.createQuery("""
                        select to_jsonb(a)::text from audit_entry a
                        union all select to_jsonb(b)::text from alert b
                        union all select to_jsonb(c)::text from connection c
                        union all select encode(credentials, 'escape') from connection where credentials is not null""").mapTo(String.class).list());
    }
}
