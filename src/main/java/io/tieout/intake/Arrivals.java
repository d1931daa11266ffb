package io.tieout.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests whose bodies are on their way into memory. Nothing is known of a sender before its body is whole, and a
 * crowd that sends large ones without an end would fill the heap: beyond a bound those that have sent most are ended with
 * their connections. A payment service's notification is small, so it is not among them; and it would come again.
 */
@ApplicationScoped
class Arrivals {
    private static final long LOOK_MILLIS = 50;
    /** Before everything else, the doors' gate included. */
    private static final int ORDER = -10_001;

    private final Map<HttpServerRequest, Context> arriving = new ConcurrentHashMap<>();
    private final IntakeConfig config;
    private final MeterRegistry meters;

    Arrivals(IntakeConfig config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
    }

    void watch(@Observes Router router, Vertx vertx) {
        router.route().order(ORDER).handler(this::enter).failureHandler(Arrivals::fail);
        vertx.setPeriodic(LOOK_MILLIS, look -> relieve());
    }

    private void enter(RoutingContext call) {
        HttpServerRequest request = call.request();
        arriving.put(request, call.vertx().getOrCreateContext());
        call.addEndHandler(ended -> arriving.remove(request));
        call.next();
    }

    /** Who leaves before its body is whole gets no answer, and is no error that an operator must look at. */
    private static void fail(RoutingContext call) {
        if (!(call.failure() instanceof HttpClosedException)) {
            call.next();
        }
    }

    /** Ends a request without an answer: with its connection, unless others may share that (HTTP/2). */
    static void drop(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            // A response of HTTP/1 that is reset never tells those who wait for its end.
            request.connection().close();
        }
    }

    /** A request and how much of its body has come, in bytes. */
    private record Part(HttpServerRequest request, long bytes) {}

    /** What is whole already waits for its commit, which has a bound of its own. */
    private void relieve() {
        List<Part> parts = arriving.keySet().stream()
                .filter(request -> !request.isEnded())
                .map(request -> new Part(request, request.bytesRead()))
                .sorted(Comparator.comparingLong(Part::bytes).reversed())
                .toList();
        long over = parts.stream().mapToLong(Part::bytes).sum() - config.mostArrivingBytes();
        for (Part part : parts) {
            if (over <= 0) {
                return;
            }
            over -= part.bytes();
            cut(part.request());
        }
    }

    private void cut(HttpServerRequest request) {
        Context context = arriving.remove(request);
        if (context != null) {
            meters.counter("tieout.requests.cut").increment();
            context.runOnContext(now -> drop(request));
        }
    }
}
