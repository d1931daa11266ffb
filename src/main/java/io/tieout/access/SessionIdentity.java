package io.tieout.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TrustedAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets in whose session cookie the form login has opened; role and tenant are read anew each time. */
@ApplicationScoped
class SessionIdentity implements IdentityProvider<TrustedAuthenticationRequest> {
    private final Operators operators;

    SessionIdentity(Operators operators) {
        this.operators = operators;
    }

    @Override
    public Class<TrustedAuthenticationRequest> getRequestType() {
        return TrustedAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TrustedAuthenticationRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> operators
                .byName(request.getPrincipal())
                .map(Identities::of)
                .orElseThrow(() -> new AuthenticationFailedException("the operator is gone")));
    }
}
