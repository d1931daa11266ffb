package io.tieout.console;

import io.quarkus.security.identity.SecurityIdentity;
import io.tieout.access.Identities;
import io.tieout.access.Role;
import io.tieout.connection.Actor;
import io.tieout.console.Visitor.Sandbox;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Finds out who looks at a page. */
@RequestScoped
class Visitors {
    private final SecurityIdentity identity;
    private final Optional<String> mode;
    private final int stripe;
    private final int ebs;

    Visitors(
            SecurityIdentity identity,
            @ConfigProperty(name = "tieout.mode") Optional<String> mode,
            @ConfigProperty(name = "tieout.sandbox.stripe.port") int stripe,
            @ConfigProperty(name = "tieout.sandbox.ebs.port") int ebs) {
        this.identity = identity;
        this.mode = mode;
        this.stripe = stripe;
        this.ebs = ebs;
    }

    Actor actor() {
        return Identities.actor(identity);
    }

    Visitor visitor() {
        Actor actor = actor();
        return new Visitor(actor.tenant(), actor.name(), identity.hasRole(Role.OPERATOR_NAME), sandboxes());
    }

    private List<Sandbox> sandboxes() {
        return mode.filter("trial"::equals).isPresent()
                ? List.of(sandbox("Sandbox Stripe", stripe), sandbox("Sandbox EBS", ebs))
                : List.of();
    }

    private static Sandbox sandbox(String name, int port) {
        return new Sandbox(name, "http://127.0.0.1:" + port + "/");
    }
}
