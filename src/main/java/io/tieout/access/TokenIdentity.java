package io.tieout.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets in who sends an API token that is not revoked. */
@ApplicationScoped
class TokenIdentity implements IdentityProvider<TokenAuthenticationRequest> {
    private final Tokens tokens;

    TokenIdentity(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> tokens.grant(request.getToken().getToken())
                .map(Identities::of)
                .orElseThrow(() -> new AuthenticationFailedException("the token opens nothing")));
    }
}
