package io.tieout.connector.stripe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tieout.connection.Connections;
import io.tieout.connection.Opened;
import io.tieout.connection.Secrets;
import io.tieout.connector.stripe.wire.EventHead;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.NeedsPerson;
import io.tieout.port.provider.WebhookVerifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Verifies deliveries of Stripe by {@link StripeSignature} with every credential of the connection whose name begins
 * with {@code webhookSecret}, and reads the event's head from the raw bytes.
 *
 * <p>A connection that can't verify (unknown, without a secret, wrong settings) refuses with that reason. One that is
 * stopped, because Stripe refused its key, still verifies: its events are stored and wait.
 *
 * <p>What verifies is remembered for a second, since at a busy door each delivery needs it. A delivery that it refuses is
 * verified by what is stored then, so that a new secret is good at once; one that was taken away is good for that second.
 */
@ApplicationScoped
public class StripeWebhookVerifier implements WebhookVerifier {
    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private final Connections connections;
    private final Clock clock;
    private final Cache<ConnectionId, Keys> known =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();

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
        try {
            boolean good = Optional.ofNullable(known.getIfPresent(connection))
                    .filter(remembered ->
                            complaint(remembered, signature.get(), body).isEmpty())
                    .isPresent();
            Optional<String> complaint = good ? Optional.empty() : complaint(stored(connection), signature.get(), body);
            return complaint.<Verdict>map(Verdict.Refused::new).orElseGet(() -> EventHead.read(body));
        } catch (NeedsPerson e) {
            known.invalidate(connection);
            return new Verdict.Refused(e.getMessage());
        }
    }

    /** What verifies deliveries of a connection; prints without the secrets. */
    private record Keys(List<String> secrets, Duration tolerance) {
        @Override
        public String toString() {
            return "Keys[redacted]";
        }
    }

    private Optional<String> complaint(Keys keys, String signature, byte[] body) {
        return StripeSignature.complaint(
                signature, body, new StripeSignature.Rule(keys.secrets(), keys.tolerance(), clock.instant()));
    }

    private Keys stored(ConnectionId connection) {
        Keys stored = keysOf(connections.openAnyway(connection));
        known.put(connection, stored);
        return stored;
    }

    private static Keys keysOf(Opened opened) {
        List<String> secrets = signingSecrets(opened.secrets());
        if (secrets.isEmpty()) {
            throw new NeedsPerson("the connection has no credential 'webhookSecret': set it by API");
        }
        return new Keys(secrets, StripeSettings.of(opened.settings()).signatureTolerance());
    }

    private static List<String> signingSecrets(Secrets secrets) {
        return secrets.names().stream()
                .filter(name -> name.startsWith("webhookSecret"))
                .sorted()
                .map(secrets::require)
                .toList();
    }
}
