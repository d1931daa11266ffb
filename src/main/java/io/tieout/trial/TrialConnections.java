package io.tieout.trial;

import io.tieout.connection.Actor;
import io.tieout.connection.ConnectionEditor;
import io.tieout.connection.ConnectionView;
import io.tieout.connection.Secrets;
import io.tieout.trial.SandboxStripe.Account;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Adds what is not there yet; of what is there, only addresses follow the simulators' ports. */
@ApplicationScoped
class TrialConnections {
    private static final String WEBHOOK_SECRET = "webhookSecret";

    private final Acme acme;
    private final ConnectionEditor connections;
    private final SandboxStripe sandbox;

    TrialConnections(Acme acme, ConnectionEditor connections, SandboxStripe sandbox) {
        this.acme = acme;
        this.connections = connections;
        this.sandbox = sandbox;
    }

    /** The simulated Stripe, with a webhook to this door whose secret is kept. */
    void stripe(Actor actor, String base, String door) {
        ConnectionView connection = save(actor, Acme.STRIPE, acme.stripe(base));
        Account account = new Account(base, Acme.STRIPE_KEY);
        boolean known = connection.sealed().names().contains(WEBHOOK_SECRET);
        if (!known || !sandbox.sends(account, door)) {
            String secret = sandbox.order(account, door);
            Secrets secrets = new Secrets(Map.of("apiKey", Acme.STRIPE_KEY, WEBHOOK_SECRET, secret));
            connections.credentials(actor, Acme.STRIPE, secrets);
        }
    }

    /** The simulated EBS. */
    void ebs(Actor actor, String base, Secrets secrets) {
        if (save(actor, Acme.EBS, acme.ebs(base)).sealed().names().isEmpty()) {
            connections.credentials(actor, Acme.EBS, secrets);
        }
    }

    private ConnectionView save(Actor actor, String name, ConnectionEditor.Draft draft) {
        Optional<ConnectionView> found = connections.list(actor).stream()
                .filter(connection -> connection.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            return connections.save(actor, name, draft, OptionalInt.empty());
        }
        ConnectionView before = found.get();
        ConnectionEditor.Draft moved = new ConnectionEditor.Draft(before.system(), draft.baseUrl(), before.settings());
        return connections.save(actor, name, moved, OptionalInt.of(before.version()));
    }
}
