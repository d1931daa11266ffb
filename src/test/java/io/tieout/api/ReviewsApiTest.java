package io.tieout.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The queue: what needs an answer, the oldest first, narrowed and totalled. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class ReviewsApiTest {
    private static final String REVIEWS = "/api/v1/reviews";

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

    private Stored asked(String state) {
        return rows.charge(place, state, Texts.PLAIN);
    }

    private void change(Stored stored, String what) {
        rows.one("update posting set " + what + " where id = :id returning id", Map.of("id", stored.posting()));
    }

    @Test
    void list_holdsWhatNeedsAnAnswerNow_oldestFirst_withTotals() {
        Stored first = asked("REVIEW");
        asked("CONFIRMED");
        asked("HELD");
        Stored gone = asked("GONE");
        Stored euros = asked("REVIEW");
        change(euros, "currency = 'EUR'");

        viewer().get(REVIEWS)
                .then()
                .body("items.posting.id", contains((int) first.posting(), (int) gone.posting(), (int) euros.posting()))
                .body("items.kind", contains("QUESTION", "GONE", "QUESTION"))
                .body("totals.amount.currency", contains("EUR", "USD"))
                .body("totals.count", contains(1, 2))
                .body("totals.amount.text", contains("123.45", "246.90"));
        viewer().queryParam("currency", "EUR")
                .get(REVIEWS)
                .then()
                .body("items.providerId", contains(euros.providerId()));
    }

    @Test
    void list_inParts_goesOnAfterTheLastOne() {
        Stored first = asked("REVIEW");
        Stored second = asked("REVIEW");

        int next = viewer().queryParam("limit", 1)
                .get(REVIEWS)
                .then()
                .body("items.posting.id", contains((int) first.posting()))
                .body("totals[0].count", equalTo(2))
                .extract()
                .path("next");
        viewer().queryParam("limit", 1)
                .queryParam("after", next)
                .get(REVIEWS)
                .then()
                .body("items.posting.id", contains((int) second.posting()))
                .body("next", nullValue());
    }

    @Test
    void list_byKind_tellsThemApart() {
        Stored question = asked("REVIEW");
        Stored held = asked("HELD");
        Stored live = asked("REVIEW");
        change(live, "live = true");
        Stored gone = asked("GONE");
        Stored open = asked("REVIEW");
        change(open, "effect = 'APPLY'");
        Stored left = asked("HELD");
        change(left, "effect = 'APPLY'");

        assertKind("QUESTION", question);
        assertKind("HELD", held);
        assertKind("LIVE", live);
        assertKind("GONE", gone);
        viewer().queryParam("kind", "ON_ACCOUNT")
                .get(REVIEWS)
                .then()
                .body("items.providerId", containsInAnyOrder(open.providerId(), left.providerId()));
    }

    private void assertKind(String kind, Stored stored) {
        viewer().queryParam("kind", kind).get(REVIEWS).then().body("items.providerId", contains(stored.providerId()));
    }

    @Test
    void list_byAgeAndLink_narrows() {
        Stored old = asked("REVIEW");
        change(old, "created_at = now() - interval '4 days'");
        asked("REVIEW");

        viewer().queryParam("olderThan", "P3D")
                .get(REVIEWS)
                .then()
                .body("items.providerId", contains(old.providerId()));
        viewer().queryParam("link", place.linkKey()).get(REVIEWS).then().body("items", hasSize(2));
        viewer().queryParam("link", "no-such-link").get(REVIEWS).then().body("items", empty());
    }

    @ParameterizedTest
    @CsvSource({"kind, REVIEW", "olderThan, three days", "limit, 201"})
    void filter_thatCantBe_isRefused_byName(String name, String value) {
        viewer().queryParam(name, value).get(REVIEWS).then().statusCode(400).body("errors[0].field", equalTo(name));
    }

    @Test
    void question_ofAnotherTenant_isNotThere() {
        Stored foreign = asked("REVIEW");
        Tenant other = tenants.create();

        other.as(Role.VIEWER).get(REVIEWS).then().body("items", empty());
        other.as(Role.VIEWER).get(REVIEWS + "/" + foreign.posting()).then().statusCode(404);
        other.admin()
                .header("If-Match", "1")
                .body(Map.of("reason", "not mine"))
                .post(REVIEWS + "/" + foreign.posting() + "/close")
                .then()
                .statusCode(404);
        viewer().header("If-Match", "1")
                .body(Map.of("reason", "only looking"))
                .post(REVIEWS + "/" + foreign.posting() + "/close")
                .then()
                .statusCode(403);
    }
}
