package io.tieout.testing;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Stripe's side of the door of {@code acme-stripe}: events of its own that name nothing, rightly signed. */
@ApplicationScoped
public class StripeDoor {
    // Payment services deliver over HTTP/1.1.
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AcmeWorld acme;
    private final Clock clock;
    private final int port;

    StripeDoor(AcmeWorld acme, Clock clock, @ConfigProperty(name = "quarkus.http.port") int port) {
        this.acme = acme;
        this.clock = clock;
        this.port = port;
    }

    /** Delivers an event of this id; the future completes with the answer. */
    public CompletableFuture<HttpResponse<String>> deliver(String id) {
        String body = """
                {"id":"%s","object":"event","type":"customer.updated","created":1785600000,"livemode":false,
                 "data":{"object":{"id":"cus_1","object":"customer"}}}""".formatted(id);
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/stripe/acme-stripe"))
                        .header("Content-Type", "application/json")
                        .header("Stripe-Signature", signature(body))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The header {@code Stripe-Signature} of a body, as of now. */
    public String signature(String body) {
        String secret = acme.stripeTable("webhook_secrets").get(0).path("value").asText();
        long now = clock.instant().getEpochSecond();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] hash = mac.doFinal((now + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + now + ",v1=" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
