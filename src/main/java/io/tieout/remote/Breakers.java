package io.tieout.remote;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.RetryLater;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A circuit breaker for each connection: after some calls in a row without an answer its calls rest for a pause, then
 * one is tried. What rests holds no thread until a timeout. An answer of any status is an answer: what it means is the
 * connector's business, and a refused login stops the connection by itself.
 *
 * <p>Each process has its own state, in memory: that costs another process a few calls, and no look into the database.
 */
@ApplicationScoped
public class Breakers {
    private static final Logger LOG = Logger.getLogger(Breakers.class);
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final int failures;
    private final Duration pause;
    private final Map<ConnectionId, Breaker> breakers = new ConcurrentHashMap<>();

    @Inject
    Breakers(BreakerConfig config) {
        this(config.failures(), config.pause());
    }

    /**
     * Breakers without a container.
     *
     * @param failures calls in a row without an answer after which a connection rests
     * @param pause how long
     */
    public Breakers(int failures, Duration pause) {
        if (failures < 1 || pause.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "tieout.breaker.failures must be 1 or more, and tieout.breaker.pause PT0.1S or more");
        }
        this.failures = failures;
        this.pause = pause;
    }

    /**
     * Makes a call unless its connection rests.
     *
     * @param name of the connection, for the gauge
     * @param answered whether what came back is an answer of the remote system
     * @throws RetryLater (not counted) when the connection rests
     */
    public <T> T call(ConnectionId connection, String name, Supplier<T> call, Predicate<T> answered) {
        Breaker breaker = breakers.computeIfAbsent(connection, id -> breaker(name));
        if (!breaker.circuit().tryAcquirePermission()) {
            throw RetryLater.notTried(
                    "calls to connection '" + name + "' rest, since its system did not answer", breaker.rest());
        }
        long since = breaker.since;
        T result;
        try {
            result = call.get();
        } catch (RuntimeException | Error e) {
            // Nothing left: a limit of ours, or a connection that is not complete. A trial is given back by its own
            // call.
            if (breaker.since == since) {
                breaker.circuit().releasePermission();
            }
            throw e;
        }
        if (breaker.since != since) {
            // A call that began before the pause tells nothing of what came after it.
            return result;
        }
        if (answered.test(result)) {
            breaker.circuit().onSuccess(0, TimeUnit.NANOSECONDS);
        } else {
            breaker.circuit().onError(0, TimeUnit.NANOSECONDS, new IOException("no answer"));
        }
        return result;
    }

    private Breaker breaker(String name) {
        CircuitBreaker circuit = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindow(failures, failures, SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(100)
                        .waitDurationInOpenState(pause)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
        Breaker breaker = new Breaker(circuit, pause);
        circuit.getEventPublisher().onStateTransition(event -> {
            breaker.changed();
            LOG.warnf(
                    "breaker connection=%s from=%s to=%s",
                    name,
                    event.getStateTransition().getFromState(),
                    event.getStateTransition().getToState());
        });
        Gauge.builder("tieout.remote.breaker", circuit, Breakers::number)
                .description("0 calls go, 1 one call tries, 2 calls rest")
                .tag("connection", name)
                .strongReference(true)
                .register(Metrics.globalRegistry);
        return breaker;
    }

    private static int number(CircuitBreaker circuit) {
        State state = circuit.getState();
        return state == State.CLOSED ? 0 : state == State.HALF_OPEN ? 1 : 2;
    }

    /** A breaker and since when it is in its state. */
    private static final class Breaker {
        private final CircuitBreaker circuit;
        private final Duration pause;
        private volatile long since = System.nanoTime();

        Breaker(CircuitBreaker circuit, Duration pause) {
            this.circuit = circuit;
            this.pause = pause;
        }

        CircuitBreaker circuit() {
            return circuit;
        }

        void changed() {
            since = System.nanoTime();
        }

        /** Until the next trial, or, while one is under way, until it may have ended. */
        Duration rest() {
            Duration left =
                    circuit.getState() == State.OPEN ? pause.minusNanos(System.nanoTime() - since) : pause.dividedBy(4);
            return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
        }
    }
}
