package io.tieout.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The deliveries whose bodies are on their way into memory. Nothing is known of a sender before its body is whole, and a
 * crowd that sends large ones without an end would fill the heap. So a body is read only when there is room for all that
 * its sender has announced; who has none waits, the smallest goes first. While somebody waits, the largest that have not
 * come whole within a second are ended with their connections. A payment service's notification is small and whole at
 * once, so it is not among them; and it would come again.
 */
@ApplicationScoped
class Arrivals {
    /** After the gate, which ends whoever waits too long. */
    private static final int ORDER = -9_999;

    private static final String KEY = Arrivals.class.getName();
    private static final long LOOK_MILLIS = 50;
    private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();
    /** What is made room for at once, of all there is. */
    private static final int PART = 4;

    private static final Comparator<Arrival> SMALLEST_FIRST =
            Comparator.comparingLong(Arrival::bytes).thenComparingLong(Arrival::number);
    private static final Comparator<Arrival> LARGEST_FIRST =
            Comparator.comparingLong(Arrival::bytes).reversed().thenComparingLong(Arrival::number);

    /** Bytes of its body that may have come with the head of a delivery that waits. */
    private static final int COME_WITH_HEAD = 64 << 10;

    private final long most;
    private final long largest;
    private final Refusals refusals;
    private final MeterRegistry meters;

    /** Those who wait for room. */
    private final NavigableSet<Arrival> waiting = new TreeSet<>(SMALLEST_FIRST);
    /** Those who have it, until they have left. */
    private final Set<Arrival> inside = new HashSet<>();
    /** Of these the ones that may be ended, neither known to be whole nor being ended: since when (nanoseconds). */
    private final NavigableMap<Arrival, Long> arriving = new TreeMap<>(LARGEST_FIRST);
    /** Those that are being ended. */
    private final Set<Arrival> ending = new HashSet<>();

    private long taken;
    private long last;

    Arrivals(IntakeConfig config, Refusals refusals, MeterRegistry meters) {
        this.largest = config.largestBody();
        this.most = Math.max(config.mostArrivingBytes(), largest);
        this.refusals = refusals;
        this.meters = meters;
    }

    void watch(@Observes Router router, Vertx vertx) {
        router.route().order(ORDER - 1).failureHandler(Arrivals::fail);
        router.route(DoorGate.DOORS).order(ORDER).handler(this::enter);
        vertx.setPeriodic(LOOK_MILLIS, look -> relieve());
    }

    /** A delivery, the event loop it is read on, the bytes that its body may take, and its place in the order of coming. */
    private record Arrival(RoutingContext delivery, Context loop, long bytes, long number) {}

    private void enter(RoutingContext delivery) {
        long bytes = bytes(delivery.request());
        if (bytes == 0) {
            delivery.next();
            return;
        }
        Arrival arrival = new Arrival(delivery, delivery.vertx().getOrCreateContext(), bytes, number());
        boolean admitted = enter(arrival) && begin(arrival);
        Runnable leave = () -> leave(arrival);
        delivery.put(KEY, leave);
        DeliveryEnd.then(delivery, leave);
        if (admitted) {
            delivery.next();
        } else {
            DeliveryEnd.pause(delivery);
            tooMany().forEach(one -> one.loop().runOnContext(now -> refuse(one)));
        }
    }

    /** What its body may take, in bytes: one of unknown length as much as any, one that is refused by its length nothing. */
    private long bytes(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return largest;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        long announced = length == null ? 0 : Long.parseLong(length);
        return announced > largest ? 0 : announced;
    }

    private synchronized long number() {
        return ++last;
    }

    /** Whether there is room for it at once; if not, it waits. */
    private synchronized boolean enter(Arrival arrival) {
        waiting.add(arrival);
        return admitted().contains(arrival);
    }

    /** The route has begun with it: what the package's route lets wait for its commit has a bound of its own. */
    static void leave(RoutingContext delivery) {
        delivery.<Runnable>get(KEY, () -> {}).run();
    }

    private synchronized void leave(Arrival arrival) {
        if (inside.remove(arrival)) {
            arriving.remove(arrival);
            ending.remove(arrival);
            taken -= arrival.bytes();
        } else {
            waiting.remove(arrival);
        }
        for (Arrival next : admitted()) {
            next.loop().runOnContext(now -> letIn(next));
        }
    }

    /** Those for whom there is room now. */
    private synchronized List<Arrival> admitted() {
        List<Arrival> admitted = new ArrayList<>();
        while (!waiting.isEmpty() && taken + waiting.first().bytes() <= most) {
            Arrival next = waiting.pollFirst();
            taken += next.bytes();
            inside.add(next);
            admitted.add(next);
        }
        return admitted;
    }

    private void letIn(Arrival arrival) {
        if (begin(arrival)) {
            DeliveryEnd.readOn(arrival.delivery());
            arrival.delivery().next();
        }
    }

    /** Its second begins, unless it has left since. */
    private synchronized boolean begin(Arrival arrival) {
        boolean here = inside.contains(arrival);
        if (here) {
            arriving.put(arrival, System.nanoTime());
        }
        return here;
    }

    /** What waits takes memory as well: the largest must not wait. */
    private synchronized List<Arrival> tooMany() {
        List<Arrival> tooMany = new ArrayList<>();
        while (waiting.size() > most / COME_WITH_HEAD) {
            tooMany.add(waiting.pollLast());
        }
        return tooMany;
    }

    private void refuse(Arrival arrival) {
        RoutingContext delivery = arrival.delivery();
        if (!delivery.response().ended() && !delivery.response().closed()) {
            DeliveryEnd.readOn(delivery);
            refusals.refuse(delivery.response(), "too many bodies are on their way: send it again later");
        }
    }

    private void relieve() {
        for (Arrival one : largest()) {
            one.loop().runOnContext(now -> cut(one));
        }
    }

    /**
     * Those who must go for those who wait; they are asked only once. While a larger one has not had its second nobody else
     * goes: a slow sender of little stays.
     */
    private synchronized List<Arrival> largest() {
        List<Arrival> going = new ArrayList<>();
        if (waiting.isEmpty()) {
            return going;
        }
        long now = System.nanoTime();
        long room = ending.stream().mapToLong(Arrival::bytes).sum();
        for (Map.Entry<Arrival, Long> one : arriving.entrySet()) {
            if (room >= most / PART || now - one.getValue() < GRACE_NANOS) {
                break;
            }
            room += one.getKey().bytes();
            going.add(one.getKey());
        }
        going.forEach(arriving::remove);
        ending.addAll(going);
        return going;
    }

    /** One that is whole has only to wait for its turn, which is not its sender's fault. */
    private void cut(Arrival arrival) {
        if (arrival.delivery().request().isEnded() || !isInside(arrival)) {
            spare(arrival);
        } else {
            meters.counter("tieout.requests.cut").increment();
            DeliveryEnd.force(arrival.delivery());
        }
    }

    private synchronized boolean isInside(Arrival arrival) {
        return inside.contains(arrival);
    }

    private synchronized void spare(Arrival arrival) {
        ending.remove(arrival);
    }

    /** Who leaves before its body is whole gets no answer, and is no error that an operator must look at. */
    private static void fail(RoutingContext call) {
        if (!(call.failure() instanceof HttpClosedException)) {
            call.next();
        }
    }
}
