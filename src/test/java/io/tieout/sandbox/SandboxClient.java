package io.tieout.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Plain HTTP to a sandbox under test. */
public final class SandboxClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    public SandboxClient(String base) {
        this.base = base;
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String path) throws IOException {
        return send(request(path).GET());
    }

    public HttpResponse<String> post(String path, String json) throws IOException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    public JsonNode json(String path) throws IOException {
        return SandboxJson.MAPPER.readTree(get(path).body());
    }

    public JsonNode table(String name) throws IOException {
        return json("/_sandbox/tables/" + name);
    }
}
