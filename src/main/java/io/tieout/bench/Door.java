package io.tieout.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Sends signed notifications to the door, each sender the next one as soon as its last was answered. */
final class Door {
    /** Senders at once. */
    static final int SENDERS = 32;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final double NANOS_PER_SECOND = 1_000_000_000.0;
    private static final int ACCEPTED = 200;

    private final HttpClient http;
    private final URI door;
    private final SignedEvents events;

    Door(HttpClient http, URI door, SignedEvents events) {
        this.http = http;
        this.door = door;
        this.events = events;
    }

    /**
     * What one run saw.
     *
     * @param perSecond notifications answered 200, a second
     * @param latencies of those answered 200, from the send to the answer
     * @param refused notifications answered otherwise, or not at all
     */
    record Run(double perSecond, Latencies latencies, long refused) {}

    /** Lets all senders send for so long, and waits for the last answers. */
    Run run(Duration length) {
        long start = System.nanoTime();
        long end = start + length.toNanos();
        Queue<Duration> accepted = new ConcurrentLinkedQueue<>();
        AtomicLong refused = new AtomicLong();
        List<Sender> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            Sender sender = new Sender(end, accepted, refused);
            senders.add(sender);
            sender.next();
        }
        senders.forEach(sender -> sender.done.join());
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        return new Run(accepted.size() / seconds, Latencies.of(accepted), refused.get());
    }

    /** One sender: it holds no thread while it waits for its answer. */
    private final class Sender {
        private final long end;
        private final Queue<Duration> accepted;
        private final AtomicLong refused;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Sender(long end, Queue<Duration> accepted, AtomicLong refused) {
            this.end = end;
            this.accepted = accepted;
            this.refused = refused;
        }

        void next() {
            if (System.nanoTime() - end >= 0) {
                done.complete(null);
                return;
            }
            HttpRequest request = request();
            long sent = System.nanoTime();
            CompletableFuture<Void> answered = http.sendAsync(request, BodyHandlers.discarding())
                    .handle((answer, failure) -> {
                        if (failure == null && answer.statusCode() == ACCEPTED) {
                            accepted.add(Duration.ofNanos(System.nanoTime() - sent));
                        } else {
                            refused.incrementAndGet();
                        }
                        next();
                        return null;
                    });
            answered.exceptionally(failure -> {
                done.completeExceptionally(failure);
                return null;
            });
        }

        private HttpRequest request() {
            SignedEvents.Delivery delivery = events.next();
            return HttpRequest.newBuilder(door)
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json; charset=utf-8")
                    .header("Stripe-Signature", delivery.signature())
                    .POST(BodyPublishers.ofString(delivery.body()))
                    .build();
        }
    }
}
