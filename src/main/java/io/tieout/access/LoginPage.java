package io.tieout.access;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The login page ({@code GET /login}) and the way out ({@code POST /logout}). */
@ApplicationScoped
class LoginPage {
    private final Template page;

    LoginPage(@Location("login.html") Template page) {
        this.page = page;
    }

    void routes(@Observes Router router) {
        router.get("/login").handler(this::show);
        router.post("/logout").handler(LoginPage::leave);
    }

    private void show(RoutingContext context) {
        boolean failed = context.request().params().contains("failed");
        context.response()
                .putHeader(HttpHeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                .setStatusCode(HttpResponseStatus.OK.code());
        context.end(page.data("failed", failed).render());
    }

    private static void leave(RoutingContext context) {
        Cookie gone = Cookie.cookie(Doors.COOKIE, "")
                .setPath("/")
                .setMaxAge(0)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT);
        context.response().addCookie(gone);
        context.response()
                .setStatusCode(HttpResponseStatus.SEE_OTHER.code())
                .putHeader(HttpHeaderNames.LOCATION, "/login")
                .end();
    }
}
