package io.tieout.fault;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A payment service at a webhook door: signs as Stripe does (scheme v1) and tells the status of each answer. */
final class Door {
    /** What is told when no answer came. */
    static final int NONE = 0;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;
    private final String secret;

    Door(URI uri, String secret) {
        this.uri = uri;
        this.secret = secret;
    }

    URI uri() {
        return uri;
    }

    /** An event of a type that nothing is done about. */
    static byte[] event(String id) {
        return """
                {"id":"%s","object":"event","type":"customer.updated","created":1785600000,"livemode":false,
                 "data":{"object":{"id":"cus_1","object":"customer"}}}""".formatted(id).getBytes(StandardCharsets.UTF_8);
    }

    String signature(byte[] body) {
        long now = Instant.now().getEpochSecond();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((now + ".").getBytes(StandardCharsets.UTF_8));
            return "t=" + now + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Delivers a genuine event. */
    CompletableFuture<Integer> deliver(String id) {
        return deliver(id, 0);
    }

    /** The same, in a body of at least so many bytes. */
    CompletableFuture<Integer> deliver(String id, int size) {
        byte[] event = event(id);
        byte[] body = Arrays.copyOf(event, Math.max(event.length, size));
        Arrays.fill(body, event.length, body.length, (byte) ' ');
        return send(body, signature(body));
    }

    CompletableFuture<Integer> send(byte[] body, String signature, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Stripe-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode)
                .exceptionally(failure -> NONE);
    }
}
