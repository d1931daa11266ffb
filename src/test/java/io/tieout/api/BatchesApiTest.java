package io.tieout.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of batches, the story of one, and who may decide about what lives in a target. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class BatchesApiTest {
    private static final String BATCHES = "/api/v1/batches";

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
    void list_inParts_showsTheNewestFirstWithTheirSums() {
        Stored older = rows.charge(place, "CONFIRMED", Texts.PLAIN);
        Stored newer = rows.charge(place, "GONE", Texts.PLAIN);

        viewer().queryParam("limit", 1)
                .get(BATCHES)
                .then()
                .statusCode(200)
                .body("items.id", contains((int) newer.batch()))
                .body("items[0].amount.text", equalTo("123.45"))
                .body("items[0].link", equalTo(place.linkKey()))
                .body("items[0].postings.GONE", equalTo(1))
                .body("next", equalTo((int) newer.batch()));
        viewer().queryParam("after", newer.batch()).get(BATCHES).then().body("items.id", contains((int) older.batch()));
    }

    @ParameterizedTest
    @CsvSource({"state, FROZEN, 0", "state, DONE, 1", "day, 2026-11-20, 1", "day, 2026-11-21, 0", "link, none, 0"})
    void list_filtered_holdsOnlyThose(String filter, String value, int size) {
        rows.charge(place, "CONFIRMED", Texts.PLAIN);

        viewer().queryParam(filter, value).get(BATCHES).then().statusCode(200).body("items", hasSize(size));
    }

    @ParameterizedTest
    @CsvSource({"state, GONE", "day, yesterday"})
    void list_ofWhatCantBe_isRefusedByItsField(String filter, String value) {
        viewer().queryParam(filter, value).get(BATCHES).then().statusCode(400).body("errors.field", contains(filter));
    }

    @Test
    void detail_tellsPostingsSharesAndVersions() {
        Stored charge = rows.charge(place, "GONE", Texts.PLAIN);

        viewer().get(BATCHES + "/" + charge.batch() + "/detail")
                .then()
                .statusCode(200)
                .body("batch.runs[0].request", equalTo("9001"))
                .body("members.posting.reference", contains(charge.reference()))
                .body("members[0].shares[0].number", equalTo("INV-1"))
                .body("members[0].version", equalTo(1))
                .body("members[0].closed", equalTo(false))
                .body("splits", empty())
                .body("amendments", empty());
    }

    @Test
    void batchesAndDecisions_ofAnotherTenant_areUnknown() {
        Stored foreign = rows.charge(rows.place(tenants.create().name()), "GONE", Texts.PLAIN);

        viewer().get(BATCHES).then().body("items", empty());
        viewer().get(BATCHES + "/" + foreign.batch() + "/detail").then().statusCode(404);
        viewer().get("/api/v1/reviews/" + foreign.posting() + "/standing")
                .then()
                .statusCode(404);
        tenant.admin()
                .header("If-Match", "1")
                .body(Map.of("reason", "not mine", "then", "close"))
                .post("/api/v1/reviews/" + foreign.posting() + "/give-up")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept", "give-up", "post-again", "correct-account"})
    void decision_byAViewer_isForbidden(String decision) {
        Stored charge = rows.charge(place, "GONE", Texts.PLAIN);
        Map<String, String> body = Map.of("reason", "by a viewer");

        viewer().header("If-Match", "1")
                .body(body)
                .post("/api/v1/reviews/" + charge.posting() + "/" + decision)
                .then()
                .statusCode(403);
    }

    @Test
    void postingThatIsConfirmed_isNotGivenUp_andThePersonIsToldWhy() {
        Stored charge = rows.charge(place, "CONFIRMED", Texts.PLAIN);

        tenant.admin()
                .header("If-Match", "1")
                .body(Map.of("reason", "a mistake", "then", "close"))
                .post("/api/v1/reviews/" + charge.posting() + "/give-up")
                .then()
                .statusCode(409)
                .body("detail", containsString("this one is CONFIRMED"));
    }
}
