package io.tieout.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Sends requests from one event loop. Closed: each sender sends its next request when its last was answered, which shows
 * how much can be had. Open: requests are due at a fixed rate whatever the answers do, and latency counts from when one
 * was due, so that a server that stops for a moment can't hide it.
 */
final class Load implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final double NANOS_PER_SECOND = 1_000_000_000.0;
    private static final int ACCEPTED = 200;
    private static final int MOST_CONNECTIONS = 256;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = vertx.createHttpClient(
            new HttpClientOptions(),
            new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setEventLoopSize(1));

    /** A request: its bytes, and the header that signs them. */
    record Request(String body, String signature) {}

    /**
     * What one run saw.
     *
     * @param perSecond requests answered 200, a second
     * @param latencies of those answered 200, to the answer
     * @param refused requests answered otherwise, or not at all
     */
    record Run(double perSecond, Latencies latencies, long refused) {}

    /** Lets so many senders send for so long, and waits for the last answers. */
    Run closed(URI to, Supplier<Request> requests, int senders, Duration length) {
        Sending sending = new Sending(to, requests, length);
        vertx.runOnContext(begin -> {
            for (int i = 0; i < senders; i++) {
                sending.begin();
                sending.repeat();
            }
        });
        return sending.result();
    }

    /** Sends so many requests a second for so long, and waits for the last answers. */
    Run open(URI to, Supplier<Request> requests, double perSecond, Duration length) {
        Sending sending = new Sending(to, requests, length);
        vertx.runOnContext(begin -> {
            sending.begin();
            sending.keep(0, NANOS_PER_SECOND / perSecond);
        });
        return sending.result();
    }

    /** Whether one request is answered 200; false too while nothing answers there. */
    boolean accepted(URI to, Request request) {
        Future<Boolean> accepted =
                send(options(to), request).map(Load::accepted).otherwise(false);
        return accepted.toCompletionStage().toCompletableFuture().join();
    }

    private static RequestOptions options(URI to) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(to.getHost())
                .setPort(to.getPort())
                .setURI(to.getPath())
                .setTimeout(TIMEOUT.toMillis());
    }

    private Future<HttpClientResponse> send(RequestOptions to, Request request) {
        return http.request(new RequestOptions(to)
                        .putHeader("Content-Type", "application/json; charset=utf-8")
                        .putHeader("Stripe-Signature", request.signature()))
                .compose(call -> call.send(Buffer.buffer(request.body())))
                .compose(answer -> answer.end().map(answer));
    }

    private static boolean accepted(HttpClientResponse answer) {
        return answer.statusCode() == ACCEPTED;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** One run. All of it happens on one event loop, so that it needs no locks. */
    private final class Sending {
        private final RequestOptions to;
        private final Supplier<Request> requests;
        private final long start = System.nanoTime();
        private final long end;
        private final Latencies.Recorder latencies = new Latencies.Recorder();
        private final CompletableFuture<Run> result = new CompletableFuture<>();
        private long refused;
        private int underWay;

        Sending(URI to, Supplier<Request> requests, Duration length) {
            this.to = options(to);
            this.requests = requests;
            this.end = start + length.toNanos();
        }

        Run result() {
            return result.join();
        }

        void begin() {
            underWay++;
        }

        void repeat() {
            if (System.nanoTime() - end >= 0) {
                leave();
                return;
            }
            send(System.nanoTime(), this::repeat);
        }

        /** Sends all that is due by now, and looks again in a millisecond. */
        void keep(long sent, double interval) {
            long number = sent;
            for (long now = System.nanoTime(); due(number, interval) <= Math.min(now, end); number++) {
                underWay++;
                send(due(number, interval), this::leave);
            }
            long next = number;
            if (due(next, interval) > end) {
                leave();
            } else {
                vertx.setTimer(1, later -> keep(next, interval));
            }
        }

        private long due(long number, double interval) {
            return start + (long) (number * interval);
        }

        private void send(long due, Runnable then) {
            Load.this.send(to, requests.get()).onComplete(answered -> {
                if (answered.succeeded() && accepted(answered.result())) {
                    latencies.record(System.nanoTime() - due);
                } else {
                    refused++;
                }
                then.run();
            });
        }

        private void leave() {
            if (--underWay == 0) {
                double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
                result.complete(new Run(latencies.count() / seconds, latencies.latencies(), refused));
            }
        }
    }
}
