package io.tieout.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is unposted at a cut-off; the stored charges are booked on 2026-11-20 10:00 UTC. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class CutOffApiTest {
    private static final int MANY = 1_700;

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
        zone("America/New_York");
    }

    @Test
    void list_holdsWhatIsNotInTheBooks_byTheStateOfNow() {
        List<String> unposted = List.of("WAITING", "MATCHED", "SENDING", "SENT", "HELD", "REVIEW", "GONE", "DEAD");
        unposted.forEach(state -> rows.charge(place, state, Texts.PLAIN));
        List.of("CONFIRMED", "IGNORED", "REVERSED").forEach(state -> rows.charge(place, state, Texts.PLAIN));

        viewer().get(at("2026-11-20"))
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("zone", equalTo("America/New_York"))
                .body("totals.state", equalTo(unposted))
                .body(
                        "totals.amount.text",
                        equalTo(unposted.stream().map(state -> "123.45").toList()))
                .body("totals.find { it.state == 'GONE' }.bucket", equalTo("REVIEW"))
                .body("postings.items.state", containsInAnyOrder(unposted.toArray()))
                .body("postings.items.find { it.state == 'SENT' }.day", equalTo("2026-11-20"))
                .body("postings.items.find { it.state == 'SENT' }.decided", equalTo(true));
    }

    @Test
    void posting_ofALaterAccountingDate_isLeftOut() {
        Stored moved = rows.charge(place, "MATCHED", Texts.PLAIN);
        dated(moved, "2026-12-01");

        viewer().get(at("2026-11-30")).then().body("totals", empty()).body("postings.items", empty());
        viewer().get(at("2026-12-01")).then().body("postings.items.id", contains((int) moved.posting()));
    }

    @ParameterizedTest
    @CsvSource({"America/New_York, 2026-11-19, 2026-11-18", "Pacific/Auckland, 2026-11-20, 2026-11-19"})
    void posting_undecided_belongsToTheDayOfItsBookingInTheLinksZone(String itsZone, String day, String before) {
        zone(itsZone);
        Stored asked = rows.charge(place, "REVIEW", Texts.PLAIN);
        undecided(asked, "2026-11-20T04:59:59Z", "2026-11-01T00:00:00Z");

        viewer().get(at(day))
                .then()
                .body("postings.items.id", contains((int) asked.posting()))
                .body("postings.items[0].day", equalTo(day))
                .body("postings.items[0].decided", equalTo(false));
        viewer().get(at(before)).then().body("postings.items", empty());
    }

    @Test
    void posting_notBookedYet_belongsToTheDayOfTheCharge() {
        Stored waiting = rows.charge(place, "WAITING", Texts.PLAIN);
        undecided(waiting, null, "2026-11-21T05:00:00Z");

        viewer().get(at("2026-11-20")).then().body("postings.items", empty());
        viewer().get(at("2026-11-21")).then().body("postings.items[0].day", equalTo("2026-11-21"));
    }

    @Test
    void csv_hasSubtotalsThenPostings_inMajorUnitsWithoutPersonalData() {
        Stored review = rows.charge(place, "REVIEW", new Texts("INV-1", "=HYPERLINK(\"x\")", "for jane@example.com"));
        Stored yen = rows.charge(place, "HELD", Texts.PLAIN);
        rows.one(
                "update posting set currency = 'JPY', amount_minor = 5000 where id = :id returning id",
                Map.of("id", yen.posting()));

        List<String> lines = csv("2026-11-30").lines().toList();

        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).startsWith("line,link,state,bucket,count,amount,currency,day,day_is,age_days,charge");
        assertThat(lines.get(1))
                .startsWith("subtotal," + place.linkKey() + ",HELD,HELD,1,5000,JPY,2026-11-30,cut-off,,,RECORD,,,,,");
        assertThat(lines.get(2)).startsWith("subtotal," + place.linkKey() + ",REVIEW,REVIEW,1,123.45,USD,");
        assertThat(lines.get(3))
                .startsWith("posting," + place.linkKey() + ",REVIEW,REVIEW,1,123.45,USD,2026-11-20,accounting date,")
                .contains(
                        "," + review.providerId() + ",RECORD,\"'=HYPERLINK(\"\"x\"\")\"," + review.reference() + ",,");
        assertThat(lines.get(4)).contains(",5000,JPY,").contains("," + yen.fact() + ",");
        assertThat(String.join("\n", lines)).doesNotContain("jane", "cus_1");
    }

    @Test
    void csv_longerThanAPortion_isWhole() {
        Stored first = rows.charge(place, "REVIEW", Texts.PLAIN);
        rows.one("""
                with more as (
                  insert into posting (tenant, fact_id, link_id, target, ledger, effect, generation, posting_key, reference,
                    state, reason, amount_minor, currency, fact_version, settings_version, settings_hash, routes_hash,
                    accounting_date)
                  select tenant, fact_id, link_id, target, ledger, effect, n, reference || n, reference || n, state, reason,
                    1, currency, fact_version, settings_version, settings_hash, routes_hash, accounting_date
                  from posting, generate_series(2, :many) n where id = :id returning id)
                select count(*) from more""", Map.of("id", first.posting(), "many", MANY));

        List<String> lines = csv("2026-11-20").lines().toList();

        assertThat(lines).hasSize(2 + MANY);
        assertThat(lines.get(1)).contains("," + MANY + ",140.44,USD,");
        viewer().queryParam("limit", 200)
                .get(at("2026-11-20"))
                .then()
                .body("totals[0].count", equalTo(MANY))
                .body("postings.items.size()", equalTo(200));
    }

    @Test
    void money_onAccount_isCountedApart_andAnEffectThatWasPostedAgainOnce() {
        rows.charge(place, "REVIEW", Texts.PLAIN);
        Stored applied = rows.charge(place, "REVIEW", Texts.PLAIN);
        rows.one("update posting set effect = 'APPLY' where id = :id returning id", Map.of("id", applied.posting()));
        Stored earlier = rows.charge(place, "GONE", Texts.PLAIN);
        rows.one("update posting set superseded = true where id = :id returning id", Map.of("id", earlier.posting()));

        viewer().get(at("2026-11-20"))
                .then()
                .body("totals.effect", contains("RECORD", "APPLY"))
                .body("totals.count", contains(1, 1))
                .body("postings.items.size()", equalTo(2));
    }

    @Test
    void list_inParts_showsEachOnce() {
        Stored first = rows.charge(place, "REVIEW", Texts.PLAIN);
        Stored second = rows.charge(place, "REVIEW", Texts.PLAIN);

        int next = viewer().queryParam("limit", 1)
                .get(at("2026-11-20"))
                .then()
                .body("postings.items.id", contains((int) second.posting()))
                .extract()
                .path("postings.next");

        viewer().queryParam("limit", 1)
                .queryParam("after", next)
                .get(at("2026-11-20"))
                .then()
                .body("postings.items.id", contains((int) first.posting()))
                .body("postings.next", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30.11.2026", "2026-11-31", "+99999-01-01", "1969-12-31"})
    void day_thatIsNone_isRefused(String day) {
        for (String type : new String[] {"application/json", "text/csv"}) {
            viewer().accept(type)
                    .get(at(day))
                    .then()
                    .statusCode(400)
                    .contentType(containsString("problem+json"))
                    .body("errors[0].field", equalTo("day"));
        }
    }

    @Test
    void list_ofAnotherTenantsLink_isUnknown() {
        RequestSpecification stranger = tenants.create().as(Role.VIEWER);

        stranger.get(at("2026-11-20")).then().statusCode(404);
        stranger.accept("text/csv").get(at("2026-11-20")).then().statusCode(404);
    }

    private RequestSpecification viewer() {
        return tenant.as(Role.VIEWER);
    }

    private String at(String day) {
        return "/api/v1/links/" + place.linkKey() + "/cut-off?day=" + day.replace("+", "%2B");
    }

    private String csv(String day) {
        return viewer().accept("text/csv")
                .get(at(day))
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"cut-off-" + place.linkKey() + "-" + day + ".csv\"")
                .extract()
                .asString();
    }

    private void zone(String zone) {
        rows.one("""
                update link set settings = jsonb_build_object('zone', :zone::text, 'startDate', '2026-01-01',
                  'ledger', jsonb_build_object('id', '1', 'currency', 'USD')) where id = :link returning id""", Map.of("zone", zone, "link", place.link()));
    }

    private void dated(Stored charge, String day) {
        rows.one(
                "update posting set accounting_date = :day::date where id = :id returning id",
                Map.of("day", day, "id", charge.posting()));
    }

    private void undecided(Stored charge, String booked, String occurred) {
        rows.one(
                "update posting set accounting_date = null where id = :id returning id",
                Map.of("id", charge.posting()));
        String entry = booked == null ? "null" : "{\"created\":\"" + booked + "\"}";
        rows.one("""
                update fact set snapshot = jsonb_set(snapshot, '{balanceEntry}', :entry::jsonb),
                  occurred_at = :occurred::timestamptz where id = :id returning id""", Map.of("entry", entry, "occurred", occurred, "id", charge.fact()));
    }
}
