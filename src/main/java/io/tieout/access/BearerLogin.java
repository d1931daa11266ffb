package io.tieout.access;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the token of {@code Authorization: Bearer ...}; asks programs for one, and leaves pages to the login form. */
final class BearerLogin implements HttpAuthenticationMechanism {
    private static final String SCHEME = "Bearer ";
    private static final String PROBLEM = "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
            + "\"detail\":\"send a valid API token: Authorization: Bearer tieout_...\"}";

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader(HttpHeaderNames.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().optional(java.util.Optional.empty());
        }
        // Who sends a token is told that it is wrong, not sent to the login page.
        context.put(HttpAuthenticationMechanism.class.getName(), this);
        TokenCredential token =
                new TokenCredential(header.substring(SCHEME.length()).strip(), "bearer");
        return providers.authenticate(
                HttpSecurityUtils.setRoutingContextAttribute(new TokenAuthenticationRequest(token), context));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom()
                .item(new ChallengeData(
                        HttpResponseStatus.UNAUTHORIZED.code(), HttpHeaderNames.WWW_AUTHENTICATE, "Bearer"));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        boolean sentToken = context.request().getHeader(HttpHeaderNames.AUTHORIZATION) != null;
        if (!sentToken && !isForPrograms(context.normalizedPath())) {
            return Uni.createFrom().item(false);
        }
        context.response()
                .setStatusCode(HttpResponseStatus.UNAUTHORIZED.code())
                .putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer")
                .putHeader(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
        return Uni.createFrom()
                .completionStage(context.response().end(PROBLEM).toCompletionStage())
                .replaceWith(true);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }

    static boolean isForPrograms(@Nullable String path) {
        return path != null && (path.startsWith("/api/") || path.startsWith("/q/"));
    }
}
