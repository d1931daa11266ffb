package io.tieout.trial;

import io.quarkus.runtime.StartupEvent;
import io.tieout.connection.Actor;
import io.tieout.connection.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.Config;

/**
 * Lets the trial start with the sandbox company: tenant, admin, token, connections, link and customers, through the
 * same services as the API. Only the command {@code trial} does this ({@code tieout.mode}); a later start changes
 * nothing that a person has changed meanwhile.
 */
@ApplicationScoped
class TrialSeed {
    private static final Actor ACTOR = new Actor(Acme.TENANT, "trial");

    private final TrialAccess access;
    private final TrialConnections connections;
    private final TrialLink link;
    private final Config config;

    TrialSeed(TrialAccess access, TrialConnections connections, TrialLink link, Config config) {
        this.access = access;
        this.connections = connections;
        this.link = link;
        this.config = config;
    }

    void onStart(@Observes StartupEvent event) {
        // Read from the process alone: no configuration file may turn a production start into a trial.
        if ("trial".equals(System.getProperty("tieout.mode"))) {
            seed();
        }
    }

    void seed() {
        access.ensure(ACTOR);
        String stripe = local("tieout.sandbox.stripe.port", 12111);
        String ebs = local("tieout.sandbox.ebs.port", 12113);
        String door = local("quarkus.http.port", 8080) + "/webhooks/stripe/" + Acme.STRIPE;
        connections.stripe(ACTOR, stripe, door);
        connections.ebs(ACTOR, ebs, new Secrets(Acme.EBS_CREDENTIALS));
        link.ensure(ACTOR);
    }

    private String local(String property, int otherwise) {
        int port = config.getOptionalValue(property, Integer.class).orElse(otherwise);
        return "http://127.0.0.1:" + port;
    }
}
