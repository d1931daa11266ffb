package io.tieout.sandbox.stripe.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxDesk;
import io.tieout.sandbox.stripe.book.Books;
import io.tieout.sandbox.stripe.book.Kind;
import io.tieout.sandbox.stripe.webhook.Delivery.Attempt;
import io.tieout.sandbox.stripe.wire.Rendering;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Posts due deliveries to their endpoints, side by side. Only the own machine is ever called. */
public final class Sender {

    private static final int CONNECTIONS = 32;
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Books books;
    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final SandboxDesk desk;
    private final HttpClient http;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    public Sender(Books books, Endpoints endpoints, Deliveries deliveries, SandboxDesk desk) {
        this.books = books;
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.desk = desk;
        this.http = desk.vertx()
                .createHttpClient(
                        new HttpClientOptions().setConnectTimeout(TIMEOUT_MILLIS),
                        new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** Starts what is due and not yet under way. */
    public void run() {
        deliveries.due().stream()
                .filter(delivery -> underWay.add(delivery.id()))
                .forEach(this::sendIfStillDue);
    }

    /** The list may be older than the end of an attempt. */
    private void sendIfStillDue(Delivery delivery) {
        if (deliveries.unchanged(delivery)) {
            send(delivery);
        } else {
            underWay.remove(delivery.id());
        }
    }

    private void send(Delivery delivery) {
        Optional<ObjectNode> endpoint = books.things().find(Kind.WEBHOOK_ENDPOINT, delivery.endpoint());
        Optional<ObjectNode> event = books.things().find(Kind.EVENT, delivery.event());
        if (endpoint.isEmpty() || event.isEmpty()) {
            finish(delivery, new Attempt(desk.clock().now(), null, "endpoint deleted"), true);
            return;
        }
        String url = endpoint.get().path("url").asText();
        if (!"enabled".equals(endpoint.get().path("status").asText())) {
            finish(delivery, new Attempt(desk.clock().now(), null, "endpoint disabled"), false);
        } else if (!ownMachine(url)) {
            finish(delivery, new Attempt(desk.clock().now(), null, "only 127.0.0.1 is called"), false);
        } else {
            post(delivery, url, Rendering.text(event.get()));
        }
    }

    private static boolean ownMachine(String url) {
        String host = URI.create(url).getHost();
        return "127.0.0.1".equals(host) || "localhost".equals(host);
    }

    private void post(Delivery delivery, String url, String body) {
        long now = books.things().now();
        String signature = Signature.header(now, body, endpoints.signing(delivery.endpoint()));
        RequestOptions target = new RequestOptions()
                .setAbsoluteURI(url)
                .setMethod(HttpMethod.POST)
                .setTimeout(TIMEOUT_MILLIS)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
                .putHeader("Accept", "*/*; q=0.5, application/xml")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Stripe-Signature", signature);
        http.request(target)
                .compose(request -> answered(request, body))
                .onSuccess(status -> later(delivery, status, "answered"))
                .onFailure(failure -> later(delivery, null, "no answer"));
    }

    private static Future<Integer> answered(HttpClientRequest request, String body) {
        return request.send(Buffer.buffer(body))
                .compose(response -> response.body().map(ignored -> response.statusCode()));
    }

    /** On a worker thread, for the clock and the rows take the store's lock. */
    private void later(Delivery delivery, @Nullable Integer status, String result) {
        desk.vertx()
                .executeBlocking(
                        () -> {
                            finish(delivery, new Attempt(desk.clock().now(), status, result), false);
                            return null;
                        },
                        false);
    }

    private void finish(Delivery delivery, Attempt attempt, boolean gone) {
        try {
            deliveries.attempted(delivery, attempt, gone);
        } finally {
            underWay.remove(delivery.id());
        }
    }
}
