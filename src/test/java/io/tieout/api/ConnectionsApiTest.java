package io.tieout.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.access.Role;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import io.tieout.testing.Tenants.Tenant;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SettingsProfile.class)
class ConnectionsApiTest {
    private static final String CONNECTION = "/api/v1/connections/{name}";

    @Inject
    Tenants tenants;

    Tenant tenant;

    @BeforeEach
    void newTenant() {
        tenant = tenants.create();
    }

    @Test
    void connection_putTwice_isOneVersion() {
        for (int i = 0; i < 2; i++) {
            tenant.admin()
                    .body(tenant.stripeDraft())
                    .put(CONNECTION, tenant.stripe())
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"1\"")
                    .body("version", equalTo(1))
                    .body("enabled", equalTo(true))
                    .body("credentialsVersion", equalTo(0))
                    .body("settings.account", equalTo(tenant.account()));
        }
        tenant.as(Role.VIEWER).get("/api/v1/connections").then().body("name", contains(tenant.stripe()));
    }

    @Test
    void connection_addedBySeveralAtOnce_isOneVersion() throws InterruptedException {
        // Threads made here see the classes that the test sees; those of the common pool need not.
        ExecutorService editors = Executors.newFixedThreadPool(8);
        Callable<Integer> addition = () -> tenant.admin()
                .body(tenant.stripeDraft())
                .put(CONNECTION, tenant.stripe())
                .statusCode();

        List<Future<Integer>> answers = editors.invokeAll(Collections.nCopies(8, addition));
        editors.shutdown();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).isEqualTo(200));
        tenant.admin().get(CONNECTION, tenant.stripe()).then().body("version", equalTo(1));
    }

    @Test
    void connection_twoEditors_secondIsRefused() {
        tenant.withConnections();
        Map<String, Object> first = changed("signatureTolerance", "PT100S");
        Map<String, Object> second = changed("signatureTolerance", "PT200S");

        tenant.admin().body(first).put(CONNECTION, tenant.stripe()).then().statusCode(428);
        tenant.admin()
                .header("If-Match", "\"1\"")
                .body(first)
                .put(CONNECTION, tenant.stripe())
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        tenant.admin()
                .header("If-Match", "\"1\"")
                .body(second)
                .put(CONNECTION, tenant.stripe())
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("its version is 2"));
    }

    @Test
    void connection_badFields_areNamedWithFix() {
        Map<String, Object> draft = Map.of(
                "system", "stripe",
                "baseUrl", "ftp://user@host",
                "settings", Map.of("livemode", "no", "colour", "red"));

        tenant.admin()
                .body(draft)
                .put(CONNECTION, tenant.stripe())
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", hasItem("settings.account"))
                .body("errors.field", hasItem("settings.livemode"))
                .body("errors.field", hasItem("settings.colour"))
                .body("errors.field", hasItem("baseUrl"))
                .body("errors.find { it.field == 'settings.account' }.message", containsString("is missing: "))
                .body("errors.find { it.field == 'settings.colour' }.message", containsString("known are"));
        tenant.admin().get(CONNECTION, tenant.stripe()).then().statusCode(404);
    }

    @Test
    void body_unknownOrMissingField_isRefused() {
        Map<String, Object> unknown = new HashMap<>(tenant.stripeDraft());
        unknown.put("colour", "red");
        tenant.admin()
                .body(unknown)
                .put(CONNECTION, tenant.stripe())
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo("colour"))
                .body("errors[0].message", containsString("known are baseUrl, settings, system"));
        Map<String, Object> missing = new HashMap<>(tenant.stripeDraft());
        missing.remove("baseUrl");
        tenant.admin()
                .body(missing)
                .put(CONNECTION, tenant.stripe())
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("baseUrl"));
        tenant.admin().body("{").put(CONNECTION, tenant.stripe()).then().statusCode(400);
    }

    @Test
    void system_unknown_isRefused() {
        Map<String, Object> draft = Map.of("system", "../x", "baseUrl", "http://h", "settings", Map.of());

        tenant.admin()
                .body(draft)
                .put(CONNECTION, tenant.stripe())
                .then()
                .statusCode(400)
                .body("errors.field", contains("system"));
    }

    @Test
    void account_ofAnotherTenantsConnection_isRefused() {
        tenant.withConnections();
        Tenant other = tenants.create();

        other.admin()
                .body(tenant.stripeDraft())
                .put(CONNECTION, other.stripe())
                .then()
                .statusCode(409);
        other.admin()
                .body(other.stripeDraft())
                .put(CONNECTION, tenant.stripe())
                .then()
                .statusCode(409);
        other.admin().get(CONNECTION, tenant.stripe()).then().statusCode(404);
        other.admin().get("/api/v1/connections").then().body("", empty());
    }

    @Test
    void address_ofAnotherHost_dropsCredentials() {
        tenant.withConnections();
        credentials(Map.of("apiKey", "sk_test_x"));
        Map<String, Object> moved = new HashMap<>(tenant.stripeDraft());
        moved.put("baseUrl", "https://elsewhere.example");

        tenant.admin()
                .header("If-Match", "1")
                .body(moved)
                .put(CONNECTION, tenant.stripe())
                .then()
                .statusCode(200)
                .body("credentialNames", empty())
                .body("credentialsVersion", equalTo(2));
    }

    @Test
    void disabled_connection_isShownAndCanBeEnabled() {
        tenant.withConnections();

        tenant.admin()
                .post(CONNECTION + "/disable", tenant.stripe())
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false));
        tenant.admin()
                .post(CONNECTION + "/enable", tenant.stripe())
                .then()
                .statusCode(200)
                .body("enabled", equalTo(true))
                .body("stopped", nullValue());
    }

    @Test
    void ping_ofUnreachableSystem_saysWhichStepFailed() {
        tenant.withConnections();
        credentials(Map.of("apiKey", "sk_test_x"));

        tenant.as(Role.OPERATOR)
                .post(CONNECTION + "/ping", tenant.stripe())
                .then()
                .statusCode(200)
                .body("ok", equalTo(false));
    }

    @Test
    void roles_belowTheNeeded_areForbidden() {
        tenant.withConnections();

        tenant.as(Role.OPERATOR)
                .body(tenant.stripeDraft())
                .put(CONNECTION, tenant.stripe())
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        tenant.as(Role.VIEWER)
                .post(CONNECTION + "/ping", tenant.stripe())
                .then()
                .statusCode(403);
        tenant.as(Role.OPERATOR).get("/api/v1/tokens").then().statusCode(403);
    }

    @Test
    void openApi_namesEveryOperationWithDescription() {
        String text = tenant.admin()
                .accept("application/json")
                .get("/q/openapi?format=json")
                .asString();

        assertThat(text).contains("/api/v1/links/{key}/pause", "/api/v1/customer-map/{source}/{target}", "bearer");
        tenant.admin()
                .get("/q/openapi?format=json")
                .then()
                .body("paths.'/api/v1/connections/{name}'.put.summary", equalTo("Add or change a connection"));
    }

    private void credentials(Map<String, String> secrets) {
        tenant.admin()
                .body(Map.of("credentials", secrets))
                .put(CONNECTION + "/credentials", tenant.stripe())
                .then()
                .statusCode(200);
    }

    private Map<String, Object> changed(String setting, String value) {
        Map<String, Object> draft = new HashMap<>(tenant.stripeDraft());
        draft.put("settings", Map.of("account", tenant.account(), "livemode", false, setting, value));
        return draft;
    }
}
