package io.tieout.access;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What guards every request and answer: security headers, and a refusal of changes that another site's page sends with
 * a person's session cookie.
 */
@ApplicationScoped
class Guards {
    private static final int FIRST = 10_000;
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
                    + "base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    void register(@Observes Filters filters) {
        filters.register(Guards::headers, FIRST);
        filters.register(Guards::origin, FIRST - 1);
    }

    private static void headers(RoutingContext context) {
        context.addHeadersEndHandler(end -> HEADERS.forEach((name, value) -> {
            if (!context.response().headers().contains(name)) {
                context.response().putHeader(name, value);
            }
        }));
        context.next();
    }

    private static void origin(RoutingContext context) {
        if (mayChange(context)) {
            context.next();
            return;
        }
        context.response()
                .setStatusCode(HttpResponseStatus.FORBIDDEN.code())
                .putHeader(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .end("{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,"
                        + "\"detail\":\"this change was sent by the page of another site\"}");
    }

    /** Doors check signatures and programs send tokens: only what a browser sends by itself needs a guard. */
    private static boolean mayChange(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (READS.contains(request.method())
                || context.normalizedPath().startsWith("/webhooks/")
                || request.getHeader(HttpHeaderNames.AUTHORIZATION) != null) {
            return true;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader(HttpHeaderNames.ORIGIN);
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        if (origin != null) {
            return sameHost(
                    origin,
                    request.authority() == null ? null : request.authority().toString());
        }
        return request.getCookie(Doors.COOKIE) == null;
    }

    private static boolean sameHost(String origin, @Nullable String host) {
        try {
            String from = new URI(origin).getAuthority();
            return from != null && from.equalsIgnoreCase(host);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
