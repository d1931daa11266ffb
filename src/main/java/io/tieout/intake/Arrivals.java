package io.tieout.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * The requests whose bodies are on their way into memory. Nothing is known of a sender before its body is whole, and a
 * crowd that sends large ones without an end would fill the heap. So a body is read only when there is room for all that
 * its sender has announced; and when more is announced than there is room, the largest and oldest are
 * ended with their connections. A payment service's notification is small and whole at once, so it is not among them;
 * and it would come again.
 */
@ApplicationScoped
class Arrivals {
    /** Before everything else, the doors' gate included. */
    private static final int ORDER = -10_001;

    private static final String KEY = Arrivals.class.getName();

    private final long most;
    private final long largest;
    private final MeterRegistry meters;

    /** All that are not ended here. */
    private final Set<Arrival> arriving = new LinkedHashSet<>();
    /** Those whose bodies are read, even if they are being ended: until they have left, their memory is taken. */
    private final Set<Arrival> inside = new HashSet<>();

    private final Queue<Arrival> waiting = new ArrayDeque<>();
    private long announced;
    private long taken;

    Arrivals(IntakeConfig config, MeterRegistry meters) {
        this.most = config.mostArrivingBytes();
        this.largest = config.largestBody();
        this.meters = meters;
    }

    void watch(@Observes Router router) {
        router.route().order(ORDER).handler(this::enter).failureHandler(Arrivals::fail);
    }

    /** A request, the event loop it is read on, the bytes that its body may take, and since when it is here. */
    private record Arrival(RoutingContext call, Context loop, long bytes, long since) {
        /** Who has only just come has no weight yet; and the size counts twice, so that a slow sender of little stays. */
        private double weight(long now) {
            return (double) bytes * bytes * (now - since);
        }
    }

    private void enter(RoutingContext call) {
        long bytes = bytes(call.request());
        if (bytes == 0) {
            call.next();
            return;
        }
        Arrival arrival = new Arrival(call, call.vertx().getOrCreateContext(), bytes, System.nanoTime());
        Runnable leave = () -> leave(arrival);
        call.put(KEY, leave).addEndHandler(ended -> leave.run());
        if (enter(arrival)) {
            call.next();
            return;
        }
        // Quarkus has paused the request: nothing more of it is read until it goes on.
        relieve();
        letIn();
    }

    /** What a body may take, in bytes: one of an unknown length may be as large as any. */
    private long bytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (request.isEnded()) {
            return 0;
        }
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return Math.min(largest, most);
        }
        if (length == null) {
            return request.version() == HttpVersion.HTTP_2 ? Math.min(largest, most) : 0;
        }
        return Math.min(Long.parseLong(length), Math.min(largest, most));
    }

    /** Whether there is room for it at once; if not, it waits. */
    private synchronized boolean enter(Arrival arrival) {
        arriving.add(arrival);
        announced += arrival.bytes();
        waiting.add(arrival);
        return waiting.size() == 1 && !admitted().isEmpty();
    }

    /** A body that is whole waits for its commit, and what waits there has a bound of its own. */
    static void whole(RoutingContext call) {
        call.<Runnable>get(KEY, () -> {}).run();
    }

    private synchronized void leave(Arrival arrival) {
        forget(arrival);
        if (inside.remove(arrival)) {
            taken -= arrival.bytes();
        } else {
            waiting.remove(arrival);
        }
        letIn();
    }

    /** Whether it was among those that are not ended yet. */
    private synchronized boolean forget(Arrival arrival) {
        boolean known = arriving.remove(arrival);
        announced -= known ? arrival.bytes() : 0;
        return known;
    }

    private void letIn() {
        for (Arrival next : admitted()) {
            next.loop().runOnContext(now -> {
                if (isInside(next)) {
                    next.call().next();
                }
            });
        }
    }

    /** Those for whom there is room now, in the order they came. */
    private synchronized List<Arrival> admitted() {
        List<Arrival> admitted = new ArrayList<>();
        while (!waiting.isEmpty() && taken + waiting.element().bytes() <= most) {
            Arrival next = waiting.remove();
            taken += next.bytes();
            inside.add(next);
            admitted.add(next);
        }
        return admitted;
    }

    private synchronized boolean isInside(Arrival arrival) {
        return inside.contains(arrival);
    }

    /** Makes room, a quarter more than is needed, so that not each that comes has to look for some. */
    private void relieve() {
        for (Arrival heaviest : beyondTheBound()) {
            if (heaviest.call().request().isEnded()) {
                leave(heaviest);
            } else if (forget(heaviest)) {
                meters.counter("tieout.requests.cut").increment();
                heaviest.loop().runOnContext(now -> drop(heaviest.call().request()));
            }
        }
    }

    private synchronized List<Arrival> beyondTheBound() {
        if (announced <= most) {
            return List.of();
        }
        long now = System.nanoTime();
        List<Arrival> heaviest = new ArrayList<>(arriving);
        heaviest.sort(
                Comparator.comparingDouble((Arrival one) -> one.weight(now)).reversed());
        long over = announced - most + most / 4;
        int count = 0;
        for (; over > 0; count++) {
            over -= heaviest.get(count).bytes();
        }
        return heaviest.subList(0, count);
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
}
