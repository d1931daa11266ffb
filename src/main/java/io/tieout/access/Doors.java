package io.tieout.access;

import io.quarkus.vertx.http.runtime.FormAuthConfig.CookieSameSite;
import io.quarkus.vertx.http.security.Form;
import io.quarkus.vertx.http.security.HttpSecurity;
import io.tieout.connection.KeySet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which paths need a login, and how one logs in: programs by API token, people by form and session cookie. Everything
 * needs a login but the webhook doors (which check signatures), the login page and what it shows.
 */
@ApplicationScoped
class Doors {
    static final String COOKIE = "tieout-session";
    private static final Duration SESSION = Duration.ofHours(8);
    private static final Duration RENEW = Duration.ofMinutes(5);

    private final KeySet keys;
    private final boolean bench;

    /** @param bench whether the bench's own routes are there, which are measured as open as the doors are */
    Doors(KeySet keys, @ConfigProperty(name = "tieout.bench.limits", defaultValue = "false") boolean bench) {
        this.keys = keys;
        this.bench = bench;
    }

    void open(@Observes HttpSecurity security) {
        security.mechanism(new BearerLogin());
        // The key is derived, not configured: a session opened by one process holds in all.
        security.mechanism(Form.builder()
                .loginPage("login")
                .errorPage("login?failed")
                .landingPage("/")
                .postLocation("/login")
                .usernameParameter("name")
                .passwordParameter("password")
                .cookieName(COOKIE)
                .cookieSameSite(CookieSameSite.STRICT)
                .httpOnlyCookie()
                .timeout(SESSION)
                .newCookieInterval(RENEW)
                .encryptionKey(keys.derive("session cookie"))
                .build());
        security.path("/webhooks/*", "/style.css", "/icon.svg", "/favicon.ico").permit();
        security.get("/login").permit();
        if (bench) {
            security.path("/bench/*").permit();
        }
        security.path("/*").authenticated();
    }
}
