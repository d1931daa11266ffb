package io.tieout.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.tieout.connection.Actor;
import io.tieout.store.access.OperatorRow;
import io.tieout.store.access.TokenRow;

/** Turns operators and tokens into security identities, and identities into actors. */
public final class Identities {
    private static final String TENANT = "tieout.tenant";

    private Identities() {}

    /** Who acts, of an identity that came in by operator or token. */
    public static Actor actor(SecurityIdentity identity) {
        String tenant = identity.getAttribute(TENANT);
        return new Actor(tenant, identity.getPrincipal().getName());
    }

    static SecurityIdentity of(OperatorRow operator) {
        return identity(new Actor(operator.tenant(), operator.name()), operator.role());
    }

    static SecurityIdentity of(TokenRow.Grant grant) {
        return identity(new Actor(grant.tenant(), "token:" + grant.name()), grant.role());
    }

    private static SecurityIdentity identity(Actor actor, String role) {
        Role known = Role.of(role).orElseThrow(() -> new AuthenticationFailedException("unknown role"));
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(actor.name()))
                .addRoles(known.included())
                .addAttribute(TENANT, actor.tenant())
                .build();
    }
}
