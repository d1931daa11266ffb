package io.tieout.connector.stripe;

import com.stripe.StripeClient;
import io.tieout.connection.Opened;
import io.tieout.connector.stripe.wire.StripeTransport;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.NeedsPerson;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Clients of stripe-java: one per connection, made anew when its credentials, address or timeouts change.
 *
 * <p>The library neither repeats calls (our retries are rows) nor sends telemetry, and it asks for the API version
 * that it pins.
 */
@ApplicationScoped
public class StripeClients {
    private static final String STRIPE = "https://api.stripe.com";
    private static final int MOST = 256;

    private final Map<ConnectionId, Held> held = new LinkedHashMap<>();

    private record Version(int credentials, String base, Duration connectTimeout, Duration readTimeout) {}

    private record Held(Version version, StripeClient client) {}

    /**
     * The client of a connection.
     *
     * @throws NeedsPerson when the connection has no usable key
     */
    synchronized StripeClient of(StripeSession session) {
        Opened opened = session.opened();
        Version version = new Version(
                opened.credentialsVersion(),
                opened.baseUrl().isBlank() ? STRIPE : opened.baseUrl(),
                session.settings().connectTimeout(),
                session.settings().readTimeout());
        Held known = held.get(opened.id());
        if (known != null && known.version().equals(version)) {
            return known.client();
        }
        StripeClient client = client(version, apiKey(opened));
        held.put(opened.id(), new Held(version, client));
        if (held.size() > MOST) {
            held.remove(held.keySet().iterator().next());
        }
        return client;
    }

    /** How many clients are held. */
    synchronized int size() {
        return held.size();
    }

    private static String apiKey(Opened opened) {
        String key = opened.secrets().require("apiKey");
        if (key.isEmpty() || key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new NeedsPerson("the credential 'apiKey' is no Stripe key (empty, white space or other signs)");
        }
        return key;
    }

    private static StripeClient client(Version version, String apiKey) {
        return StripeClient.builder()
                .setApiKey(apiKey)
                .setApiBase(version.base())
                .setConnectTimeout(Math.toIntExact(version.connectTimeout().toMillis()))
                .setReadTimeout(Math.toIntExact(version.readTimeout().toMillis()))
                .setMaxNetworkRetries(0)
                .setHttpClient(new StripeTransport())
                .build();
    }
}
