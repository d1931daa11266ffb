package io.tieout.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.tieout.access.Role;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.StoryRows;
import io.tieout.testing.StoryRows.Place;
import io.tieout.testing.StoryRows.Stored;
import io.tieout.testing.StoryRows.Texts;
import io.tieout.testing.Tenants;
import io.tieout.testing.Tenants.Tenant;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(SettingsProfile.class)
class FactsApiTest {
    private static final String FACTS = "/api/v1/facts";

    @Inject
    Tenants tenants;

    @Inject
    StoryRows rows;

    Tenant tenant;
    Place place;

    @BeforeEach
    void newTenant() {
        tenant = tenants.create();
        place = rows.place(tenant.name());
    }

    private RequestSpecification viewer() {
        return tenant.as(Role.VIEWER);
    }

    @Test
    void list_byProviderId_findsChargeAndItsPosting() {
        Stored charge = rows.charge(place, "CONFIRMED", Texts.PLAIN);
        rows.charge(place, "REVIEW", Texts.PLAIN);

        viewer().queryParam("providerId", charge.providerId())
                .get(FACTS)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].amount.minorUnits", equalTo(12345))
                .body("items[0].amount.currency", equalTo("USD"))
                .body("items[0].amount.text", equalTo("123.45"))
                .body("items[0].postings[0].state", equalTo("CONFIRMED"))
                .body("items[0].postings[0].reference", equalTo(charge.reference()));
        viewer().queryParam("providerId", "pi_" + charge.providerId())
                .get(FACTS)
                .then()
                .body("items.id", contains((int) charge.fact()));
    }

    @Test
    void list_byStateAndLink_holdsOnlyThose() {
        rows.charge(place, "CONFIRMED", Texts.PLAIN);
        Stored asked = rows.charge(place, "REVIEW", Texts.PLAIN);

        viewer().queryParam("state", "REVIEW")
                .queryParam("link", place.linkKey())
                .get(FACTS)
                .then()
                .body("items.id", contains((int) asked.fact()));
        viewer().queryParam("link", "no-such-link").get(FACTS).then().body("items", empty());
        viewer().queryParam("state", "POSTED")
                .get(FACTS)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("state"));
    }

    @Test
    void list_inParts_showsEachFactOnceNewestFirst() {
        Stored first = rows.charge(place, "MATCHED", Texts.PLAIN);
        Stored second = rows.charge(place, "MATCHED", Texts.PLAIN);
        Stored third = rows.charge(place, "MATCHED", Texts.PLAIN);

        int next = viewer().queryParam("limit", 2)
                .get(FACTS)
                .then()
                .body("items.id", contains((int) third.fact(), (int) second.fact()))
                .extract()
                .path("next");

        viewer().queryParam("limit", 2)
                .queryParam("after", next)
                .get(FACTS)
                .then()
                .body("items.id", contains((int) first.fact()))
                .body("next", nullValue());
        viewer().queryParam("limit", 2)
                .queryParam("state", "MATCHED")
                .queryParam("after", next)
                .get(FACTS)
                .then()
                .body("items.id", contains((int) first.fact()));
        viewer().queryParam("limit", 201).get(FACTS).then().statusCode(400);
    }

    @Test
    void story_ofAConfirmedCharge_tellsAllAndNoPersonalData() {
        Stored charge = rows.charge(place, "CONFIRMED", new Texts("INV-7", "posted as sent", "for jane@example.com"));

        viewer().get(FACTS + "/{id}", charge.fact())
                .then()
                .statusCode(200)
                .body("fact.providerId", equalTo(charge.providerId()))
                .body("events[0].type", equalTo("charge.succeeded"))
                .body("fetched.balance.fee.text", equalTo("3.88"))
                .body("postings[0].allocation[0].number", equalTo("INV-7"))
                .body("postings[0].journal.side", contains("DEBIT", "CREDIT"))
                .body("batches[0].runs[0].request", equalTo("9001"))
                .body("batches[0].requestHash", equalTo("key"))
                .body("underway", equalTo(false))
                .body(not(containsString("jane@example.com")));
        viewer().get("/api/v1/postings/{id}", charge.posting()).then().body("posting.state", equalTo("CONFIRMED"));
        viewer().get("/api/v1/batches/{id}", charge.batch()).then().body("postings.id", contains((int)
                charge.posting()));
        viewer().get("/api/v1/postings?state=CONFIRMED").then().body("items.id", contains((int) charge.posting()));
        viewer().get("/api/v1/overview")
                .then()
                .body("postings[0].state", equalTo("CONFIRMED"))
                .body("postings[0].amount.text", equalTo("123.45"));
    }

    @Test
    void everything_ofAnotherTenant_isUnknown() {
        Stored charge = rows.charge(place, "CONFIRMED", Texts.PLAIN);
        long event = rows.event(place, "DEAD", "charge.failed");
        Tenant stranger = tenants.create();
        for (String path : new String[] {
            FACTS + "/" + charge.fact(), "/api/v1/postings/" + charge.posting(), "/api/v1/batches/" + charge.batch()
        }) {
            stranger.admin().get(path).then().statusCode(404);
        }
        for (String path : new String[] {FACTS + "/" + charge.fact(), "/api/v1/events/" + event}) {
            stranger.admin().post(path + "/replay").then().statusCode(404);
        }
        for (String list : new String[] {
            FACTS,
            FACTS + "?providerId=" + charge.providerId(),
            "/api/v1/postings?state=CONFIRMED",
            "/api/v1/events?state=DEAD"
        }) {
            stranger.admin().get(list).then().statusCode(200).body("items", empty());
        }
        stranger.admin().get("/api/v1/audit?fact=" + charge.fact()).then().body("", empty());
        stranger.admin().get("/api/v1/overview").then().body("postings", empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WAITING",
                "MATCHED",
                "SENDING",
                "SENT",
                "CONFIRMED",
                "HELD",
                "REVIEW",
                "GONE",
                "DEAD",
                "IGNORED",
                "REVERSED"
            })
    void replay_inAnyState_wakesTheFactAndSetsNoState(String state) {
        Stored charge = rows.charge(place, state, Texts.PLAIN);

        tenant.as(Role.OPERATOR)
                .post(FACTS + "/{id}/replay", charge.fact())
                .then()
                .statusCode(202);

        Map<String, Long> ids = Map.of("fact", charge.fact(), "batch", charge.batch());
        assertThat(rows.text("select state || ' ' || version from posting where fact_id = :fact", ids))
                .isEqualTo(state + " 1");
        assertThat(rows.text("select (next_attempt_at <= now() and stale)::text from fact where id = :fact", ids))
                .isEqualTo("true");
        assertThat(rows.one("select count(*) from batch where id = :batch and next_attempt_at <= now()", ids))
                .isEqualTo(charge.batch() == 0 ? 0 : 1);
        viewer().get("/api/v1/audit?fact={id}", charge.fact())
                .then()
                .body("action", contains("fact.replay"))
                .body("actor", contains("token:test operator"));
    }

    @Test
    void replay_byAViewer_isForbidden() {
        Stored charge = rows.charge(place, "MATCHED", Texts.PLAIN);

        viewer().post(FACTS + "/{id}/replay", charge.fact()).then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"IGNORED", "DEAD"})
    void event_setAside_isListedWithItsReasonAndQueuedAgain(String state) {
        String type = "charge." + state.toLowerCase(Locale.ROOT);
        long event = rows.event(place, state, type);

        viewer().queryParam("state", state)
                .get("/api/v1/events")
                .then()
                .body("items.type", hasItem(type))
                .body("items[0].reason", equalTo("no reason to act"));
        tenant.as(Role.OPERATOR)
                .post("/api/v1/events/{id}/replay", event)
                .then()
                .statusCode(202);

        assertThat(rows.text("select state from event where id = :event", Map.of("event", event)))
                .isEqualTo("NEW");
        viewer().queryParam("state", state).get("/api/v1/events").then().body("items", empty());
    }

    @Test
    void event_done_isNotQueuedAgain() {
        long event = rows.event(place, "DONE", "charge.succeeded");

        tenant.admin().post("/api/v1/events/{id}/replay", event).then().statusCode(409);
    }
}
