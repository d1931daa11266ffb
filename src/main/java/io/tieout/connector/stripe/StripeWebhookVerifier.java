package io.tieout.connector.stripe;

import io.tieout.connection.Connections;
import io.tieout.connection.Opened;
import io.tieout.connection.Secrets;
import io.tieout.connector.stripe.wire.EventHead;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.NeedsPerson;
import io.tieout.port.provider.WebhookVerifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Verifies deliveries of Stripe by {@link StripeSignature} with every credential of the connection whose name begins
 * with {@code webhookSecret}, and reads the event's head from the raw bytes.
 *
 * <p>A connection that can't verify (unknown, without a secret, wrong settings) refuses with that reason. One that is
 * stopped, because Stripe refused its key, still verifies: its events are stored and wait.
 */
@ApplicationScoped
public class StripeWebhookVerifier implements WebhookVerifier {
    private final Connections connections;
    private final Clock clock;

    public StripeWebhookVerifier(Connections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "stripe";
    }

    @Override
    public Verdict verify(ConnectionId connection, Optional<String> signature, byte[] body) {
        if (signature.isEmpty()) {
            return new Verdict.Refused("the delivery has no header Stripe-Signature");
        }
        StripeSignature.Rule rule;
        try {
            rule = ruleOf(connections.openAnyway(connection));
        } catch (NeedsPerson e) {
            return new Verdict.Refused(e.getMessage());
        }
        return StripeSignature.complaint(signature.get(), body, rule)
                .<Verdict>map(Verdict.Refused::new)
                .orElseGet(() -> EventHead.read(body));
    }

    private StripeSignature.Rule ruleOf(Opened opened) {
        List<String> secrets = signingSecrets(opened.secrets());
        if (secrets.isEmpty()) {
            throw new NeedsPerson("the connection has no credential 'webhookSecret': set it by API");
        }
        StripeSettings settings = StripeSettings.of(opened.settings());
        return new StripeSignature.Rule(secrets, settings.signatureTolerance(), clock.instant());
    }

    private static List<String> signingSecrets(Secrets secrets) {
        return secrets.names().stream()
                .filter(name -> name.startsWith("webhookSecret"))
                .sorted()
                .map(secrets::require)
                .toList();
    }
}
