package io.tieout.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tieout.store.Database;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins through a proxy that the operator trusts; the tests are that proxy. */
@QuarkusTest
@TestProfile(ProxiedLoginTest.Proxied.class)
class ProxiedLoginTest {
    private static final String STRANGER = "203.0.113.7";
    private static final String OFFICE = "198.51.100.5";

    @Inject
    Tenants tenants;

    @Inject
    Database database;

    String name;

    /** As other tests of settings, behind a proxy on this machine. */
    public static final class Proxied implements QuarkusTestProfile {
        private final SettingsProfile settings = new SettingsProfile();

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return settings.getEnabledAlternatives();
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(settings.getConfigOverrides());
            overrides.put("tieout.http.trusted-proxies", "127.0.0.1, ::1");
            return overrides;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return settings.testResources();
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @BeforeEach
    void newOperator() {
        database.run(handle -> handle.execute("delete from login_attempt"));
        name = tenants.create().name();
    }

    @Test
    void guesses_ofOneAddress_leaveOthersIn() {
        for (int i = 0; i < 20; i++) {
            login("guess" + i, "wrong", STRANGER);
        }

        assertRefused(login(name, Tenants.PASSWORD, STRANGER));
        assertIn(login(name, Tenants.PASSWORD, OFFICE));
    }

    @Test
    void guesser_whoWritesTheHeaderToo_getsNoFreshStart() {
        for (int i = 0; i < 5; i++) {
            login(name, "wrong", "192.0.2." + i + ", " + STRANGER);
        }

        assertRefused(login(name, Tenants.PASSWORD, "192.0.2.77, " + STRANGER));
        assertIn(login(name, Tenants.PASSWORD, OFFICE));
    }

    @Test
    void person_guessedAtFromVeryManyAddresses_comesInFromAKnownOne() {
        assertIn(login(name, Tenants.PASSWORD, OFFICE));
        guessedFromEverywhere();

        assertRefused(login(name, Tenants.PASSWORD, STRANGER));
        assertIn(login(name, Tenants.PASSWORD, OFFICE));
        assertRefused(login(name, "wrong", OFFICE));
    }

    @Test
    void person_knownLongAgo_isAStrangerAgain() {
        assertIn(login(name, Tenants.PASSWORD, OFFICE));
        database.run(handle -> handle.execute("update login_attempt set until = now() - interval '1 second'"));
        guessedFromEverywhere();

        assertRefused(login(name, Tenants.PASSWORD, OFFICE));
    }

    @Test
    void cookie_behindAProxyThatSpeaksHttps_isForHttpsOnly() {
        Cookie session = given().header("X-Forwarded-Proto", "https")
                .spec(form(name, Tenants.PASSWORD, OFFICE))
                .post("/login")
                .getDetailedCookie(Doors.COOKIE);

        assertThat(session.isSecured()).isTrue();
    }

    private void guessedFromEverywhere() {
        database.run(handle -> handle.execute(
                "insert into login_attempt (subject, attempts, until) values (?, 100, now() + interval '1 minute')"
                        + " on conflict (subject) do update set attempts = 100, until = excluded.until",
                "name " + name));
    }

    private static void assertIn(Response answer) {
        assertThat(answer.getCookie(Doors.COOKIE)).isNotNull();
    }

    private static void assertRefused(Response answer) {
        assertThat(answer.getCookie(Doors.COOKIE)).isNull();
    }

    private static Response login(String name, String password, String forwardedFor) {
        return given().spec(form(name, password, forwardedFor)).post("/login");
    }

    private static RequestSpecification form(String name, String password, String forwardedFor) {
        return given().redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .header("X-Forwarded-For", forwardedFor)
                .formParam("name", name)
                .formParam("password", password);
    }
}
