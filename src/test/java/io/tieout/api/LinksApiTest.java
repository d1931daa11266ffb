package io.tieout.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.tieout.access.Role;
import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.store.Database;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import io.tieout.testing.Tenants.Tenant;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SettingsProfile.class)
class LinksApiTest {
    private static final String LINK = "/api/v1/links/{key}";
    private static final String FLOW = "stripe-charges-to-ebs-ledger";

    @Inject
    Tenants tenants;

    @Inject
    Links links;

    @Inject
    Database database;

    Tenant tenant;

    @BeforeEach
    void newTenant() {
        tenant = tenants.create().withConnections();
    }

    @Test
    void link_saved_isReadWithDefaultsAndHash() {
        put(settings(Map.of()))
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("settingsHash", matchesPattern("[0-9a-f]{64}"))
                .body("source", equalTo(tenant.stripe()))
                .body("paused", equalTo(false));
        put(settings(Map.of())).statusCode(200).header("ETag", "\"1\"");

        List<Link> working = links.working(FLOW).stream()
                .filter(link -> link.tenant().equals(tenant.name()))
                .toList();
        Assertions.assertThat(working).hasSize(1);
        Assertions.assertThat(working.get(0).policy().books().conversionType()).isEqualTo("Corporate");
        Assertions.assertThat(working.get(0).policy().batching().most()).isEqualTo(100);
        Assertions.assertThat(links.byId(working.get(0).id())).contains(working.get(0));
        Assertions.assertThat(links.from(working.get(0).source(), FLOW)).isEqualTo(working);
    }

    @Test
    void link_twoEditors_secondIsRefused() {
        put(settings(Map.of())).statusCode(200);
        Map<String, Object> first = settings(Map.of("bookingLimit", "P1D"));
        Map<String, Object> second = settings(Map.of("bookingLimit", "P2D"));

        put(first).statusCode(428);
        tenant.admin()
                .header("If-Match", "\"1\"")
                .body(draft(first))
                .put(LINK, tenant.link())
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        tenant.admin()
                .header("If-Match", "\"1\"")
                .body(draft(second))
                .put(LINK, tenant.link())
                .then()
                .statusCode(409);
    }

    @Test
    void accounts_thatCantBeUsed_areEachNamed() {
        Map<String, Object> accounts = Map.of(
                "clearing", Map.of("USD", "nowhere", "EUR", "summary", "JPY", "automatic"), "credit", "receivables");

        put(settings(Map.of("accounts", accounts)))
                .statusCode(400)
                .body(
                        "errors.field",
                        containsInAnyOrder(
                                "settings.accounts.clearing.USD",
                                "settings.accounts.clearing.EUR",
                                "settings.accounts.clearing.JPY",
                                "settings.accounts.credit"))
                .body("errors.find { it.field == 'settings.accounts.credit' }.message", containsString("CUSTOMER"));
        tenant.admin().get(LINK, tenant.link()).then().statusCode(404);
    }

    @Test
    void controlAccount_isTakenOnlyWhenAllowed_butNeverOneWithoutManualJournals() {
        Map<String, Object> control = Map.of("clearing", Map.of("USD", "plain"), "credit", "receivables");
        Map<String, Object> automatic = Map.of("clearing", Map.of("USD", "automatic"), "credit", "receivables");

        put(settings(Map.of("accounts", automatic, "allowControlAccount", true)))
                .statusCode(400)
                .body("errors.field", contains("settings.accounts.clearing.USD"));
        put(settings(Map.of("accounts", control, "allowControlAccount", true))).statusCode(200);
    }

    @Test
    void ledger_ofAnotherCurrency_isRefused() {
        put(settings(Map.of("ledger", ledger("1", "EUR", "Tieout"))))
                .statusCode(400)
                .body("errors.field", contains("settings.ledger.currency"));
    }

    @Test
    void ledger_ofALinkWithPostings_cantChange() {
        put(settings(Map.of())).statusCode(200);
        posting();

        tenant.admin()
                .header("If-Match", "1")
                .body(draft(settings(Map.of("ledger", ledger("2", "USD", "Tieout")))))
                .put(LINK, tenant.link())
                .then()
                .statusCode(400)
                .body("errors.field", contains("settings.ledger.id"));
    }

    @Test
    void ledger_withoutSetup_isRefusedInTheErpsWords() {
        put(settings(Map.of("ledger", ledger("1", "USD", "Nobody"))))
                .statusCode(400)
                .body("errors[0].message", containsString("journal source 'Nobody'"));
    }

    @Test
    void erp_unreachable_savesNothing() {
        put(settings(Map.of("ledger", ledger("503", "USD", "Tieout"))))
                .statusCode(503)
                .contentType("application/problem+json")
                .body("detail", containsString("nothing was saved"));
        tenant.admin().get(LINK, tenant.link()).then().statusCode(404);
    }

    @Test
    void settings_outsideTheSchemaOrWithoutSense_areNamed() {
        put(settings(Map.of("entities", List.of(), "startDate", "soon", "colour", "red")))
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("settings.entities", "settings.startDate", "settings.colour"));
        put(settings(Map.of("zone", "Mars/Olympus", "startDate", "2026-02-31", "bookingLimit", "three days")))
                .statusCode(400)
                .body(
                        "errors.field",
                        containsInAnyOrder("settings.zone", "settings.startDate", "settings.bookingLimit"));
    }

    @Test
    void livemode_otherThanTheConnections_isRefused() {
        put(settings(Map.of("livemode", true))).statusCode(400).body("errors.field", contains("settings.livemode"));
    }

    @Test
    void ends_ofAnotherTenantOrSystem_areRefused() {
        Tenant other = tenants.create().withConnections();
        Map<String, Object> draft = Map.of(
                "flow", FLOW,
                "source", other.stripe(),
                "target", tenant.stripe(),
                "settings", settings(Map.of()));

        tenant.admin()
                .body(draft)
                .put(LINK, tenant.link())
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("source", "target"));
    }

    @Test
    void key_ofAnotherTenant_isNeverGiven() {
        put(settings(Map.of())).statusCode(200);
        Tenant other = tenants.create().withConnections();
        Map<String, Object> draft =
                Map.of("flow", FLOW, "source", other.stripe(), "target", other.ebs(), "settings", settings(Map.of()));

        other.admin().body(draft).put(LINK, tenant.link()).then().statusCode(409);
        other.admin().post(LINK + "/pause", tenant.link()).then().statusCode(404);
    }

    @Test
    void account_ofAConnectionWithALink_cantChange() {
        put(settings(Map.of())).statusCode(200);
        Map<String, Object> draft = new HashMap<>(tenant.stripeDraft());
        draft.put("settings", Map.of("account", tenant.account(), "livemode", true));

        tenant.admin()
                .header("If-Match", "1")
                .body(draft)
                .put("/api/v1/connections/{name}", tenant.stripe())
                .then()
                .statusCode(400)
                .body("errors.field", contains("settings.livemode"));
    }

    @Test
    void paused_link_doesNotWorkUntilResumed() {
        put(settings(Map.of())).statusCode(200);

        tenant.as(Role.OPERATOR)
                .post(LINK + "/pause", tenant.link())
                .then()
                .statusCode(200)
                .body("paused", equalTo(true));
        Assertions.assertThat(links.working(FLOW))
                .noneMatch(link -> link.tenant().equals(tenant.name()));
        tenant.as(Role.OPERATOR).post(LINK + "/resume", tenant.link()).then().body("paused", equalTo(false));
        tenant.admin().post(LINK + "/disable", tenant.link()).then().body("enabled", equalTo(false));
        Assertions.assertThat(links.working(FLOW))
                .noneMatch(link -> link.tenant().equals(tenant.name()));
        tenant.admin().post(LINK + "/enable", tenant.link()).then().body("enabled", equalTo(true));
        Assertions.assertThat(links.working(FLOW))
                .anyMatch(link -> link.tenant().equals(tenant.name()));
    }

    private void posting() {
        database.run(
                handle -> handle.createUpdate("""
                        with paid as (
                          insert into fact (fact_key, tenant, connection_id, object_type, object_id, snapshot,
                            amount_minor, currency, occurred_at)
                          select key, tenant, source, 'charge', 'ch_1', '{}', 1, 'USD', now() from link where key = :link
                          returning id)
                        insert into posting (tenant, fact_id, link_id, target, ledger, effect, posting_key, reference,
                          state, reason, amount_minor, currency, fact_version, settings_version, settings_hash,
                          routes_hash)
                        select l.tenant, paid.id, l.id, l.target, 'ebs:gl:1', 'RECORD', l.key, l.key, 'REVIEW', '', 1,
                          'USD', 1, 1, 's', 'r' from link l, paid where l.key = :link""").bind("link", tenant.link()).execute());
    }

    private ValidatableResponse put(Map<String, Object> settings) {
        return tenant.admin().body(draft(settings)).put(LINK, tenant.link()).then();
    }

    private Map<String, Object> draft(Map<String, Object> settings) {
        return Map.of("flow", FLOW, "source", tenant.stripe(), "target", tenant.ebs(), "settings", settings);
    }

    private static Map<String, Object> ledger(String id, String currency, String source) {
        return Map.of("id", id, "currency", currency, "source", source, "category", "Tieout Receipts");
    }

    private static Map<String, Object> settings(Map<String, Object> changes) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "livemode",
                false,
                "startDate",
                "2026-11-01",
                "zone",
                "America/New_York",
                "ledger",
                ledger("1", "USD", "Tieout"),
                "accounts",
                Map.of("clearing", Map.of("USD", "clearing"), "credit", "plain"),
                "entities",
                List.of("204")));
        settings.putAll(changes);
        return settings;
    }
}
