package io.tieout.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.RetryLater;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BreakersTest {
    private static final ConnectionId ONE = new ConnectionId(1);
    private static final ConnectionId OTHER = new ConnectionId(2);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Breakers breakers = new Breakers(3, PAUSE);
    private final AtomicInteger left = new AtomicInteger();

    @Test
    void calls_silentInARow_rest_andTheOtherConnectionsGo() {
        silent(3);

        assertThatExceptionOfType(RetryLater.class)
                .isThrownBy(() -> call(ONE, true))
                .satisfies(rest -> assertThat(rest.counted()).isFalse())
                .satisfies(rest ->
                        assertThat(rest.after().orElseThrow()).isPositive().isLessThanOrEqualTo(PAUSE));
        assertThat(left).hasValue(3);
        assertThat(call(OTHER, true)).isTrue();
    }

    @Test
    void calls_withAnAnswerBetween_go() {
        silent(2);
        call(ONE, true);
        silent(2);

        assertThat(call(ONE, true)).isTrue();
    }

    @Test
    void calls_thatNeverLeft_doNotCount() {
        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(RetryLater.class)
                    .isThrownBy(() -> breakers.call(ONE, "one", this::limited, ok -> ok));
        }

        assertThat(call(ONE, true)).isTrue();
    }

    @Test
    void callThatBeganBeforeThePause_saysNothingAfterIt() {
        breakers.call(
                ONE,
                "one",
                () -> {
                    silent(3);
                    await().pollInterval(PAUSE).until(() -> true);
                    assertThat(call(ONE, true)).isTrue();
                    silent(2);
                    return false;
                },
                ok -> ok);

        assertThat(call(ONE, true)).as("two silent calls of three").isTrue();
    }

    @Test
    void callThatBreaksDown_givesItsTrialBack() {
        silent(3);
        await().pollInterval(PAUSE).until(() -> true);
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> breakers.call(ONE, "one", BreakersTest::brokenDown, ok -> ok));

        assertThat(call(ONE, true)).isTrue();
    }

    @Test
    void callThatBeganBeforeThePause_andNeverLeft_givesNoTrialAway() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch trying = new CountDownLatch(1);
        CompletableFuture<Boolean> before = CompletableFuture.supplyAsync(() -> breakers.call(
                ONE,
                "one",
                () -> {
                    begun.countDown();
                    await().until(() -> trying.getCount() == 0);
                    return limited();
                },
                ok -> ok));
        await().until(() -> begun.getCount() == 0);
        silent(3);
        await().pollInterval(PAUSE).until(() -> true);

        breakers.call(
                ONE,
                "one",
                () -> {
                    trying.countDown();
                    await().until(before::isCompletedExceptionally);
                    assertThatExceptionOfType(RetryLater.class)
                            .as("a second trial beside the first")
                            .isThrownBy(() -> call(ONE, true));
                    return true;
                },
                ok -> ok);
    }

    private static boolean brokenDown() {
        throw new StackOverflowError();
    }

    @Test
    void pauseOver_oneCallIsTried_andItsAnswerLetsTheOthersGo() {
        silent(3);
        await().pollInterval(PAUSE).until(() -> true);

        breakers.call(
                ONE,
                "one",
                () -> {
                    assertThatExceptionOfType(RetryLater.class).isThrownBy(() -> call(ONE, true));
                    return true;
                },
                ok -> ok);

        assertThat(call(ONE, true)).isTrue();
    }

    @Test
    void trialWithoutAnAnswer_restsAgain() {
        silent(3);
        await().pollInterval(PAUSE).until(() -> true);
        silent(1);

        assertThatExceptionOfType(RetryLater.class).isThrownBy(() -> call(ONE, true));
    }

    @Test
    void gauge_ofAConnection_tellsItsState() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Metrics.addRegistry(meters);
        ConnectionId connection = new ConnectionId(3);
        breakers.call(connection, "gauged", () -> true, ok -> ok);

        assertThat(meters.get("tieout.remote.breaker")
                        .tag("connection", "gauged")
                        .gauge()
                        .value())
                .isZero();
        for (int i = 0; i < 3; i++) {
            breakers.call(connection, "gauged", () -> false, ok -> ok);
        }
        assertThat(meters.get("tieout.remote.breaker")
                        .tag("connection", "gauged")
                        .gauge()
                        .value())
                .isEqualTo(2);
        Metrics.removeRegistry(meters);
    }

    private Boolean limited() {
        throw RetryLater.notTried("the limit is reached", Duration.ofSeconds(1));
    }

    private void silent(int times) {
        for (int i = 0; i < times; i++) {
            call(ONE, false);
        }
    }

    private boolean call(ConnectionId connection, boolean answered) {
        return breakers.call(
                connection,
                "connection " + connection.value(),
                () -> {
                    left.incrementAndGet();
                    return answered;
                },
                ok -> ok);
    }
}
