package io.tieout.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.http.Cookie;
import io.restassured.specification.RequestSpecification;
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

@QuarkusTest
@TestProfile(SettingsProfile.class)
class PagesTest {
    private static final String HOSTILE = "<script>alert('x')</script>\"><img src=x onerror=y>{title}";

    @Inject
    Tenants tenants;

    @Inject
    StoryRows rows;

    Tenant tenant;
    Place place;
    Cookie session;

    @BeforeEach
    void login() {
        tenant = tenants.create();
        place = rows.place(tenant.name());
        session = tenant.session();
    }

    private RequestSpecification visitor() {
        return given().cookie(session).redirects().follow(false).header("Sec-Fetch-Site", "same-origin");
    }

    @Test
    void pages_withoutLogin_leadToIt() {
        for (String path : List.of(
                "/",
                "/facts",
                "/facts/1",
                "/batches",
                "/batches/1",
                "/postings/1",
                "/events",
                "/reports",
                "/month-end",
                "/month-end/cut-off.csv")) {
            given().redirects().follow(false).get(path).then().statusCode(302).header("Location", endsWith("/login"));
        }
    }

    @Test
    void overview_showsCountAndAmountByState() {
        rows.charge(place, "CONFIRMED", Texts.PLAIN);
        rows.charge(place, "CONFIRMED", Texts.PLAIN);

        String page = visitor().get("/").then().statusCode(200).extract().asString();

        assertThat(page).contains("CONFIRMED", "246.90 USD", "There are none: all parts work.");
        assertThat(page).doesNotContain("Sandbox", "<script", "style=");
    }

    @Test
    void list_filtered_keepsTheFilterInTheFormAndTheNextPart() {
        rows.charge(place, "REVIEW", Texts.PLAIN);

        visitor()
                .get("/facts?state=REVIEW&text=inv-1")
                .then()
                .statusCode(200)
                .body(containsString("<option value=\"REVIEW\" selected>"))
                .body(containsString("value=\"inv-1\""))
                .body(containsString("123.45 USD"));
        visitor().get("/facts?text=nothing-like-that").then().body(containsString("No fact is like that."));
    }

    @Test
    void hostileTexts_wherever_areShownAsText() {
        Stored charge = rows.charge(place, "CONFIRMED", new Texts(HOSTILE, HOSTILE, HOSTILE));
        rows.event(place, "DEAD", HOSTILE);

        for (String path : new String[] {"/facts", "/facts/" + charge.fact(), "/events?state=DEAD"}) {
            visitor()
                    .get(path)
                    .then()
                    .statusCode(200)
                    .body(not(containsString("<script>")))
                    .body(not(containsString("<img")))
                    .body(containsString("&lt;script&gt;"));
        }
        visitor()
                .queryParam("text", HOSTILE)
                .queryParam("link", HOSTILE)
                .get("/facts")
                .then()
                .statusCode(200)
                .body(not(containsString("<script>")));
    }

    @Test
    void story_ofAConfirmedCharge_showsJournalImportAndBooks() {
        Stored charge = rows.charge(place, "CONFIRMED", Texts.PLAIN);
        rows.one("""
                insert into audit_entry (tenant, actor, action, fact_id, posting_id, detail) values (:tenant, 'system',
                  'posting.move', :fact, :posting, '{"from":"SENT","to":"CONFIRMED","reason":"posted in the books",
                  "lines":["Tieout 7/J1/1 DEBIT 123.45 USD 01-000 NOV-26"]}'::jsonb) returning id""", Map.of("tenant", tenant.name(), "fact", charge.fact(), "posting", charge.posting()));

        String page = visitor()
                .get("/facts/" + charge.fact())
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(page)
                .contains("charge " + charge.providerId(), "Matched with", "INV-1", "01-000-1150-0000-000")
                .contains("request 9001: completed", "Tieout 7/J1/1 DEBIT 123.45 USD 01-000 NOV-26")
                .contains("2026-11-20 10:00:00 UTC", charge.reference(), ">Replay</button>");
        assertThat(page).doesNotContain("jane@example.com");
    }

    @Test
    void batch_leadsToTheDecision_whichSaysWhenTheTargetCantBeAsked() {
        Stored charge = rows.charge(place, "GONE", Texts.PLAIN);

        visitor().get("/batches").then().statusCode(200).body(containsString("/batches/" + charge.batch()));
        visitor()
                .get("/batches/" + charge.batch())
                .then()
                .statusCode(200)
                .body(containsString("INV-1"), containsString("/postings/" + charge.posting()));
        visitor()
                .get("/postings/" + charge.posting())
                .then()
                .statusCode(200)
                .body(containsString("The target can't be asked"), containsString("Post it again"));
    }

    @Test
    void decision_withoutReason_isRefusedOnThePage() {
        Stored charge = rows.charge(place, "GONE", Texts.PLAIN);

        visitor()
                .contentType(ContentType.URLENC)
                .formParam("version", 1)
                .formParam("reason", "")
                .post("/postings/{id}/post-again", charge.posting())
                .then()
                .statusCode(409)
                .body(containsString("reason: is required"));
    }

    @Test
    void replay_byForm_leadsBackToTheStory() {
        Stored charge = rows.charge(place, "REVIEW", Texts.PLAIN);

        visitor()
                .post("/facts/{id}/replay", charge.fact())
                .then()
                .statusCode(303)
                .header("Location", endsWith("/facts/" + charge.fact() + "?replayed=yes"));
        given().cookie(session)
                .header("Sec-Fetch-Site", "cross-site")
                .post("/facts/{id}/replay", charge.fact())
                .then()
                .statusCode(403);
    }

    @Test
    void chargeInReview_isFoundByTheInvoiceThatItNames() {
        Stored charge = rows.charge(place, "REVIEW", Texts.PLAIN);
        rows.one(
                "update fact set snapshot = jsonb_set(snapshot, '{metadata}', '{\"invoice_number\": \"INV-77\"}')"
                        + " where id = :fact returning id",
                Map.of("fact", charge.fact()));

        visitor()
                .queryParam("text", "inv-77")
                .get("/facts")
                .then()
                .statusCode(200)
                .body(containsString(charge.providerId()));
        visitor().queryParam("text", "INV-78").get("/facts").then().body(containsString("No fact is like that."));
    }

    @Test
    void wrongAddress_isAPageToABrowser_andAProblemToAProgram() {
        visitor()
                .accept("text/html,application/xhtml+xml,*/*;q=0.8")
                .get("/no-such-page")
                .then()
                .statusCode(404)
                .contentType(ContentType.HTML)
                .body(containsString("Not Found"), containsString("href=\"/\""));
        visitor().get("/no-such-page").then().statusCode(404).contentType("application/problem+json");
        visitor()
                .accept("text/html,application/xhtml+xml,*/*;q=0.8")
                .get("/api/v1/no-such-list")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void story_ofAnotherTenant_isNotFoundAsAPage() {
        Stored foreign = rows.charge(rows.place(tenants.create().name()), "REVIEW", Texts.PLAIN);

        visitor()
                .get("/facts/" + foreign.fact())
                .then()
                .statusCode(404)
                .contentType(ContentType.HTML)
                .body(containsString("nothing of this number"));
    }

    @Test
    void monthEnd_showsTotalsAndLines_andGivesTheWholeListToSave() {
        rows.one("""
                update link set settings = '{"zone":"Asia/Tokyo","startDate":"2026-01-01","ledger":{"currency":"USD"}}'
                where id = :link returning id""", Map.of("link", place.link()));
        Stored charge = rows.charge(place, "REVIEW", new Texts("INV-1", HOSTILE, "one chair"));
        rows.charge(place, "CONFIRMED", Texts.PLAIN);

        String page = visitor()
                .get("/month-end?day=2026-11-30")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(page)
                .contains(
                        "Unposted up to 2026-11-30 (Asia/Tokyo)",
                        "123.45 USD",
                        charge.providerId(),
                        "value=\"2026-11-30\"")
                .contains("/month-end/cut-off.csv?link=" + place.linkKey() + "&amp;day=2026-11-30")
                .doesNotContain("<script>", "246.90 USD");
        visitor()
                .get("/month-end/cut-off.csv?link=" + place.linkKey() + "&day=2026-11-30")
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .body(containsString("posting," + place.linkKey() + ",REVIEW,REVIEW,1,123.45,USD,2026-11-20,"));
        visitor().get("/month-end?day=2026-11-19").then().body(containsString("is in the books"));
        visitor().get("/month-end?day=nonsense").then().statusCode(200).body(not(containsString("nonsense")));
        visitor().get("/month-end?link=no-such").then().statusCode(200).body(containsString("There is no such link."));
        visitor().get("/month-end/cut-off.csv?link=no-such").then().statusCode(404);
    }

    @Test
    void fact_whosePayloadWasThinned_saysSinceWhen() {
        Stored charge = rows.charge(place, "CONFIRMED", Texts.PLAIN);
        rows.one(
                "update fact set thinned_at = '2026-11-01T10:00:00Z' where id = :fact returning id",
                Map.of("fact", charge.fact()));

        visitor()
                .get("/facts/" + charge.fact())
                .then()
                .statusCode(200)
                .body(containsString("thinned 2026-11-01 10:00:00 UTC"));
    }

    @Test
    void event_queuedAgainByForm_isGoneFromTheList() {
        long event = rows.event(place, "DEAD", "charge.failed");

        visitor()
                .contentType(ContentType.URLENC)
                .formParam("state", "DEAD")
                .post("/events/{id}/replay", event)
                .then()
                .statusCode(303)
                .header("Location", endsWith("/events?state=DEAD"));

        visitor().get("/events?state=DEAD").then().body(containsString("There are none."));
    }
}
