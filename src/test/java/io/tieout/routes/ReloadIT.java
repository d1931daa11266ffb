package io.tieout.routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.audit.ActiveRoutes;
import io.tieout.store.Database;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import io.tieout.testing.RoutesFolder;
import io.tieout.testing.StripeDoor;
import jakarta.inject.Inject;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator changes the mounted route files while the program works. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class ReloadIT {
    private static final String TRACKING = "tracking.camel.yaml";
    private static final String UPKEEP = "upkeep.camel.yaml";
    private static final String EXTRA = """
            - route:
                id: extra
                description: A route that somebody adds.
                routeConfigurationId: failures
                from:
                  uri: direct
                  parameters:
                    name: extra
                  steps:
                    - bean:
                        id: months
                        ref: upkeep
                        method: payloadMonths
            """;

    @Inject
    AcmeWorld acme;

    @Inject
    StripeDoor door;

    @Inject
    ActiveRoutes active;

    @Inject
    CamelContext camel;

    @Inject
    Database database;

    @ConfigProperty(name = "tieout.routes.directory")
    Path directory;

    @TestHTTPResource(value = "/health", management = true)
    URL health;

    private String packaged = "";

    @BeforeEach
    void remember() {
        packaged = active.hash();
    }

    @AfterEach
    void restore() {
        acme.clearFaults();
        folder().restore();
        patiently().until(() -> active.hash().equals(packaged) && refusal().isEmpty());
    }

    @Test
    void chargesPaidDuringSeveralReloads_arePostedOnceEach() {
        List<String> charges = new ArrayList<>();
        Set<String> sets = new HashSet<>(Set.of(packaged));
        for (String invoice : List.of("INV-10014", "INV-10015")) {
            String before = active.hash();
            charges.add(acme.pay(invoice, "plain", "prompt").path("charge").asText());
            folder().edit(TRACKING, "One look at", "A look, for " + invoice + ", at");
            patiently().until(() -> !active.hash().equals(before));
            sets.add(active.hash());
            folder().restore();
            patiently().until(() -> active.hash().equals(packaged));
        }

        charges.forEach(charge -> acme.awaitState(charge, "CONFIRMED"));

        assertThat(charges).allSatisfy(charge -> {
            assertThat(acme.booked(charge)).hasSize(2);
            assertThat(acme.number("select count(*) from fact where object_id = '" + charge + "'"))
                    .isEqualTo(1);
            assertThat(text("select p.routes_hash from posting p join fact f on f.id = p.fact_id where f.object_id = '"
                            + charge + "'"))
                    .isIn(sets);
        });
        patiently()
                .untilAsserted(() -> assertThat(acme.number(
                                "select count(*) from audit_entry where action = 'routes.reloaded' and tenant = 'acme'"
                                        + " and detail ->> 'before' = '" + packaged
                                        + "' and detail -> 'files' ->> 0 = 'changed " + TRACKING + "'"))
                        .isEqualTo(2));
    }

    @Test
    void workThatTakesLongerThanAReload_isGivenBack_andDoneOnceByTheNewRoutes() {
        acme.ebsFault("LOAD_JOURNALS", "latency", 1, "PT4S");
        String charge = acme.pay("INV-10016", "plain", "prompt").path("charge").asText();
        patiently().until(() -> acme.ebsFaults() == 0);

        folder().edit(TRACKING, "One look at", "A first look at");

        patiently().until(() -> !active.hash().equals(packaged));
        acme.awaitState(charge, "CONFIRMED");
        assertThat(acme.booked(charge)).hasSize(2);
    }

    @Test
    void brokenSet_isRefusedWithFileAndLine_andTheOneBeforeRunsOn() {
        long before = refusals();

        folder().edit(TRACKING, "method: look", "method: lok");

        patiently().until(() -> !refusal().isEmpty());
        int line = line(folder().text(TRACKING), "method: lok");
        assertThat(refusal()).contains(TRACKING + ": line " + line + ": bean has 0 methods Tracking.lok");
        given().get(health + "/ready").then().statusCode(200).body("status", equalTo("UP"));
        assertThat(active.hash()).isEqualTo(packaged);
        assertThat(deliver()).isEqualTo(200);
        patiently().until(() -> refusals() == before + 1);
        patiently()
                .until(() -> openAlerts() == 1
                        && text("select text from alert where kind = 'routes-refused' and cleared_at is null")
                                .contains(TRACKING + ": line " + line));

        folder().restore();

        patiently().until(() -> refusal().isEmpty() && openAlerts() == 0);
    }

    @Test
    void setThatCannotBeStarted_isTakenBack() {
        folder().edit(UPKEEP, "{{tieout.upkeep.interval}}", "{{tieout.no.such.interval}}");

        patiently().until(() -> !refusal().isEmpty());

        assertThat(refusal()).contains("could not be started").contains("tieout.no.such.interval");
        assertThat(active.hash()).isEqualTo(packaged);
        given().get(health + "/ready").then().statusCode(200);
        assertThat(camel.getRoutes())
                .hasSizeGreaterThan(10)
                .allMatch(route -> camel.getRouteController()
                        .getRouteStatus(route.getRouteId())
                        .isStarted());
        assertThat(deliver()).isEqualTo(200);
    }

    @Test
    void fileThatIsAddedAndRemoved_startsAndStopsItsRoute() {
        folder().write("extra.camel.yaml", EXTRA);
        patiently().until(() -> camel.getRoute("extra") != null);

        folder().remove("extra.camel.yaml");

        patiently().until(() -> active.hash().equals(packaged));
        patiently().until(() -> camel.getRoute("extra") == null);
    }

    @Test
    void fileThatTheProgramLivesOn_isNotTakenAway() {
        folder().remove("intake.camel.yaml");

        patiently().until(() -> !refusal().isEmpty());

        assertThat(refusal()).contains("no file calls webhookDoor.stripe: add the packaged intake.camel.yaml");
        assertThat(deliver()).isEqualTo(200);
    }

    @Test
    void configMap_isReloadedWhenItsLinkIsExchanged() {
        folder().likeAConfigMap("2026_11_21_1");
        folder().exchange("2026_11_21_2", UPKEEP, "ahead of time", "beforehand");

        patiently().until(() -> !active.hash().equals(packaged));

        assertThat(folder().text(UPKEEP)).contains("beforehand");
        assertThat(refusal()).isEmpty();
    }

    @Test
    void delivery_whileTheRoutesAreExchanged_isAnswered503_andOneThatIsInsideIsNotCutOff() throws Exception {
        String held = "evt_held_" + UUID.randomUUID();
        CompletableFuture<HttpResponse<String>> inside = database.with(other -> {
            // Another transaction has the same event half stored, so this delivery waits for its end.
            other.begin();
            try {
                other.execute("insert into event_seen (connection_id, event_id) select id, '" + held
                        + "' from connection where name = 'acme-stripe'");
                CompletableFuture<HttpResponse<String>> waiting = door.deliver(held);
                patiently().until(() -> acme.number("select count(*) from pg_locks where not granted") > 0);
                folder().edit(UPKEEP, "ahead of time", "beforehand");

                HttpResponse<String> refused = patiently()
                        .until(
                                () -> door.deliver("evt_" + UUID.randomUUID()).join(),
                                answer -> answer.statusCode() != 200);

                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(waiting).isNotDone();
                return waiting;
            } finally {
                other.rollback();
            }
        });

        assertThat(inside.get().statusCode()).isEqualTo(200);
        patiently().until(() -> !active.hash().equals(packaged));
        assertThat(deliver()).isEqualTo(200);
        assertThat(acme.number("select count(*) from event where event_id = '" + held + "'"))
                .isEqualTo(1);
    }

    private RoutesFolder folder() {
        return RoutesFolder.at(directory);
    }

    private int deliver() {
        return door.deliver("evt_" + UUID.randomUUID()).join().statusCode();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(25));
    }

    private String refusal() {
        String because =
                given().get(health + "/ready").path("checks.find { it.name == 'route files' }.data.refusedBecause");
        return because == null ? "" : because;
    }

    private long refusals() {
        return acme.number("select count(*) from audit_entry where action = 'routes.refused' and tenant = 'acme'");
    }

    private long openAlerts() {
        return acme.number("select count(*) from alert where kind = 'routes-refused' and tenant = 'acme'"
                + " and cleared_at is null");
    }

    private String text(String sql) {
        return database.with(
                handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    private static int line(String text, String part) {
        List<String> lines = text.lines().toList();
        for (int index = 0; index < lines.size(); index++) {
            if (lines.get(index).contains(part)) {
                return index + 1;
            }
        }
        throw new IllegalArgumentException("no line has " + part);
    }
}
