package io.tieout.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;

/** Calls of one address, with the same authorization each. */
final class Http {
    /** Tables of tens of thousands of rows take their time. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int FIRST_OTHER_THAN_2XX = 300;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;
    private final String authorization;
    private final Lock gate;

    /** @param authorization the header of each call; empty for none */
    Http(String base, String authorization) {
        this(base, authorization, new ReentrantReadWriteLock().readLock());
    }

    /** @param gate what each call holds, so that none is under way while somebody else holds it alone */
    Http(String base, String authorization, Lock gate) {
        this.base = base;
        this.authorization = authorization;
        this.gate = gate;
    }

    /** @throws UncheckedIOException when no answer comes; IllegalStateException for one other than 2xx */
    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(text(body))));
    }

    JsonNode put(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(text(body))));
    }

    /** Sends fields as Stripe's API takes them. */
    JsonNode form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Whether it answers 200; false too while nothing answers there. */
    boolean answers(String path) {
        try {
            return exchange(request(path).timeout(Duration.ofSeconds(2)).GET().build())
                            .statusCode()
                    == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private JsonNode send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        HttpResponse<String> answer = gated(request);
        if (answer.statusCode() >= FIRST_OTHER_THAN_2XX) {
            throw new IllegalStateException(
                    request.method() + " " + request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> gated(HttpRequest request) {
        gate.lock();
        try {
            return exchange(request);
        } finally {
            gate.unlock();
        }
    }

    private static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String text(Object body) {
        try {
            return body instanceof String text ? text : JSON.writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
