package io.tieout.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The trial's own order of webhooks at the simulated Stripe, as a company's administrator would place it at Stripe. */
@ApplicationScoped
class SandboxStripe {
    private static final String API_VERSION = "2026-07-29.dahlia";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int OK = 200;

    private final ObjectMapper json;

    SandboxStripe(ObjectMapper json) {
        this.json = json;
    }

    /** Whether an endpoint with this address is there already. */
    boolean sends(Account account, String url) {
        JsonNode listed = call(account, request(account, "?limit=100").GET());
        return StreamSupport.stream(listed.path("data").spliterator(), false)
                .anyMatch(endpoint -> endpoint.path("url").asText().equals(url));
    }

    /** Orders all events to this address and returns the secret that signs them. */
    String order(Account account, String url) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("url", url);
        form.put("enabled_events[]", "*");
        form.put("api_version", API_VERSION);
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder post = request(account, "")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return call(account, post).path("secret").asText();
    }

    /** Base address and secret key of a simulated Stripe account. */
    record Account(String base, String apiKey) {
        @Override
        public String toString() {
            return "Account[base=" + base + "]";
        }
    }

    private static HttpRequest.Builder request(Account account, String query) {
        return HttpRequest.newBuilder(URI.create(account.base() + "/v1/webhook_endpoints" + query))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + account.apiKey())
                .header("Stripe-Version", API_VERSION);
    }

    private JsonNode call(Account account, HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build()
                    .send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() != OK) {
                throw failed(account, "answered status " + answer.statusCode());
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw failed(account, "can't be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(account, "was not waited for");
        }
    }

    private static IllegalStateException failed(Account account, String what) {
        return new IllegalStateException("the trial's simulated Stripe at " + account.base() + " " + what
                + ": is its port (tieout.sandbox.stripe.port) free for it?");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
