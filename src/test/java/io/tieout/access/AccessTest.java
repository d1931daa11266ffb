package io.tieout.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.tieout.store.Database;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import io.tieout.testing.Tenants.Tenant;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SettingsProfile.class)
class AccessTest {
    private static final String LIST = "/api/v1/connections";

    @Inject
    Tenants tenants;

    @Inject
    Database database;

    Tenant tenant;

    @BeforeEach
    void newTenant() {
        tenant = tenants.create();
        database.run(handle -> handle.execute("delete from login_attempt"));
    }

    @Test
    void api_withoutToken_asksForOne() {
        given().get(LIST)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("application/problem+json");
        given().get("/q/openapi").then().statusCode(401);
        given().header("Authorization", "Bearer tieout_wrong").get(LIST).then().statusCode(401);
    }

    @Test
    void page_withoutLogin_leadsToLogin() {
        given().redirects().follow(false).get("/facts").then().statusCode(302).header("Location", endsWith("/login"));
        given().get("/login").then().statusCode(200).body(containsString("<form method=\"post\""));
        given().get("/style.css").then().statusCode(200);
    }

    @Test
    void everyAnswer_hasSecurityHeaders() {
        for (String path : new String[] {"/login", LIST, "/style.css", "/webhooks/nobody/nothing"}) {
            given().redirects()
                    .follow(false)
                    .get(path)
                    .then()
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer");
        }
    }

    @Test
    void token_created_isShownOnceAndOpensUntilRevoked() {
        Response created =
                tenant.admin().body(Map.of("name", "export", "role", "viewer")).post("/api/v1/tokens");
        created.then().statusCode(201).body("token", startsWith("tieout_"));
        String token = created.path("token");
        int id = created.path("about.id");

        given().header("Authorization", "Bearer " + token).get(LIST).then().statusCode(200);
        tenant.admin().get("/api/v1/tokens").then().statusCode(200).body(not(containsString(token)));
        tenant.admin().delete("/api/v1/tokens/{id}", id).then().statusCode(204);
        given().header("Authorization", "Bearer " + token).get(LIST).then().statusCode(401);
        tenants.create().admin().delete("/api/v1/tokens/{id}", id).then().statusCode(404);
        List<String> kept = database.with(handle -> handle.createQuery("select to_jsonb(t)::text from api_token t")
                .mapTo(String.class)
                .list());
        assertThat(kept).isNotEmpty().noneMatch(row -> row.contains(token));
    }

    @Test
    void login_right_opensASessionUntilLogout() {
        Cookie session = login(Tenants.PASSWORD).getDetailedCookie(Doors.COOKIE);

        assertThat(session).isNotNull();
        assertThat(session.isHttpOnly()).isTrue();
        assertThat(session.getSameSite()).isEqualTo("Strict");
        given().cookie(session).get(LIST).then().statusCode(200);
        given().cookie(session)
                .header("Sec-Fetch-Site", "same-origin")
                .redirects()
                .follow(false)
                .post("/logout")
                .then()
                .statusCode(303)
                .cookie(Doors.COOKIE, "");
    }

    @Test
    void login_wrong_leadsToTheErrorWithoutSession() {
        Response answer = login("wrong");

        answer.then().statusCode(302).header("Location", endsWith("/login?failed"));
        assertThat(answer.getCookie(Doors.COOKIE)).isNull();
        given().get("/login?failed").then().body(containsString("role=\"alert\""));
    }

    @Test
    void login_triedTooOften_isRefusedEvenWhenRight_butOthersComeIn() {
        for (int i = 0; i < 5; i++) {
            login("wrong");
        }

        assertThat(login(Tenants.PASSWORD).getCookie(Doors.COOKIE)).isNull();
        Tenant other = tenants.create();
        assertThat(login(other.name(), Tenants.PASSWORD).getCookie(Doors.COOKIE))
                .isNotNull();
        database.run(handle -> handle.execute("update login_attempt set until = now() - interval '1 second'"));
        assertThat(login(Tenants.PASSWORD).getCookie(Doors.COOKIE)).isNotNull();
    }

    @Test
    void login_withAForgedAddress_isCountedAtItsPeer() {
        for (int i = 0; i < 5; i++) {
            forwarded("192.0.2." + i, "wrong");
        }

        assertThat(forwarded("192.0.2.77", Tenants.PASSWORD).getCookie(Doors.COOKIE))
                .isNull();
    }

    @Test
    void cookie_ofAClientThatClaimsHttps_isNotTakenForOne() {
        assertThat(forwarded("192.0.2.1", Tenants.PASSWORD)
                        .getDetailedCookie(Doors.COOKIE)
                        .isSecured())
                .isFalse();
    }

    private Response forwarded(String address, String password) {
        return given().redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .header("X-Forwarded-For", address)
                .header("X-Forwarded-Proto", "https")
                .formParam("name", tenant.name())
                .formParam("password", password)
                .post("/login");
    }

    @Test
    void change_fromAnotherSitesPage_isRefused() {
        Cookie session = login(Tenants.PASSWORD).getDetailedCookie(Doors.COOKIE);

        given().cookie(session)
                .header("Sec-Fetch-Site", "cross-site")
                .post("/logout")
                .then()
                .statusCode(403);
        given().cookie(session)
                .header("Origin", "https://evil.example")
                .post("/logout")
                .then()
                .statusCode(403);
        given().cookie(session).post("/logout").then().statusCode(403);
        given().cookie(session).header("Origin", "null").post("/logout").then().statusCode(403);
    }

    @Test
    void session_ofAViewer_mayOnlyLook() {
        database.run(handle -> handle.execute("update operator set role = 'viewer' where name = ?", tenant.name()));
        Cookie session = login(Tenants.PASSWORD).getDetailedCookie(Doors.COOKIE);

        given().cookie(session).get(LIST).then().statusCode(200);
        given().cookie(session)
                .header("Sec-Fetch-Site", "same-origin")
                .post(LIST + "/x/resume")
                .then()
                .statusCode(403)
                .body("status", equalTo(403))
                .body("detail", notNullValue());
    }

    private Response login(String password) {
        return login(tenant.name(), password);
    }

    private static Response login(String name, String password) {
        return given().redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("name", name)
                .formParam("password", password)
                .post("/login");
    }
}
