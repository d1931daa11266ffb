package io.tieout.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets in who sends the name and password of an operator by the login page, within the limit of attempts. */
@ApplicationScoped
class PasswordIdentity implements IdentityProvider<UsernamePasswordAuthenticationRequest> {
    private final Operators operators;
    private final LoginLimit limit;
    private final CallerAddress caller;

    PasswordIdentity(Operators operators, LoginLimit limit, CallerAddress caller) {
        this.operators = operators;
        this.limit = limit;
        this.caller = caller;
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        RoutingContext routing = HttpSecurityUtils.getRoutingContextAttribute(request);
        String address = caller.of(routing.request());
        String password = new String(request.getPassword().getPassword());
        return context.runBlocking(() -> login(request.getUsername(), password, address));
    }

    private SecurityIdentity login(String name, String password, String address) {
        if (!limit.enter(name, address)) {
            throw new AuthenticationFailedException("too many login attempts");
        }
        SecurityIdentity identity = operators
                .login(name, password)
                .map(Identities::of)
                .orElseThrow(() -> new AuthenticationFailedException("name or password is wrong"));
        limit.good(name, address);
        return identity;
    }
}
