package io.tieout.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownEvent;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.launch.PostgresAddress;
import io.tieout.port.RetryLater;
import io.tieout.remote.Limits.Limit;
import io.tieout.remote.Limits.Permit;
import io.tieout.store.TestDatabase;
import io.tieout.store.limit.LimitRows;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two processes, each with its own pool and leases, on one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeasedLimitsIT {
    private static final ConnectionId CONNECTION = new ConnectionId(1);
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final LeaseTimes QUICK = new LeaseTimes(LEASE, Duration.ofMillis(300), Duration.ofMillis(100));
    private static final int MANY = 100_000;
    private PostgresAddress address;

    private TestDatabase firstStore;
    private TestDatabase secondStore;
    private LeasedLimits first;
    private LeasedLimits second;

    @BeforeAll
    void migrate() {
        address = TestDatabase.migrated();
    }

    @BeforeEach
    void start() {
        firstStore = TestDatabase.on(address);
        secondStore = TestDatabase.on(address);
        first = new LeasedLimits(new LimitRows(firstStore.database()), QUICK);
        second = new LeasedLimits(new LimitRows(secondStore.database()), QUICK);
    }

    @AfterEach
    void stop() {
        first.stop(new ShutdownEvent());
        second.stop(new ShutdownEvent());
        firstStore.close();
        secondStore.close();
    }

    @Test
    void rate_underLoadOfTwoProcesses_isNeverExceeded() throws InterruptedException {
        Limit limit = new Limit("rate", 20, MANY);
        try (TestDatabase clock = TestDatabase.on(address);
                Crowd crowd = new Crowd(clock.database(), limit, Duration.ofMillis(5))) {
            crowd.come(List.of(first, second), 6);

            await().atMost(Duration.ofSeconds(60)).until(() -> crowd.entered() >= 100);

            assertThat(crowd.enteredBySecond().values()).isNotEmpty().allMatch(entered -> entered <= 20);
            assertThat((long) crowd.entered()).isLessThanOrEqualTo(20 * crowd.secondsTouched());
            assertThat(crowd.refusals(RetryLater::counted)).containsExactly(false);
            assertThat(crowd.refusals(refusal -> refusal.after().orElseThrow()))
                    .allMatch(wait -> wait.compareTo(Duration.ofMillis(1100)) < 0);
        }
    }

    @Test
    void slots_underLoadOfTwoProcesses_areNeverExceeded() throws InterruptedException {
        Limit limit = new Limit("slots", MANY, 5);
        try (TestDatabase clock = TestDatabase.on(address);
                Crowd crowd = new Crowd(clock.database(), limit, Duration.ofMillis(20))) {
            crowd.come(List.of(first, second), 6);

            await().atMost(Duration.ofSeconds(60)).until(() -> crowd.entered() >= 100 && crowd.secondsTouched() > 3);

            assertThat(crowd.mostInside()).isEqualTo(5);
            assertThat(crowd.refusals(RetryLater::counted)).containsExactly(false);
            // On a busy machine slices of the second run out on their way, and the rate refuses with a wait of its own.
            assertThat(crowd.refusals(Function.identity()))
                    .filteredOn(refusal -> refusal.getMessage().contains("at once"))
                    .isNotEmpty()
                    .extracting(refusal -> refusal.after().orElseThrow().toMillis())
                    .allMatch(wait -> wait >= 100 && wait < 300);
        }
    }

    @Test
    void calls_withSliceAndSlotInHand_askNothing() {
        Limit limit = new Limit("cheap", MANY, 2);
        first.enter(CONNECTION, limit).close();
        long asked = firstStore.asked();

        for (int call = 0; call < 1000; call++) {
            first.enter(CONNECTION, limit).close();
        }

        // At most a slice for each second that began, and a sweep's renewal.
        assertThat(firstStore.asked() - asked).isLessThan(20);
    }

    @Test
    void call_longerThanTheLease_keepsItsSlot() {
        Limit limit = new Limit("long", MANY, 1);
        Permit permit = first.enter(CONNECTION, limit);

        await().during(LEASE.multipliedBy(2)).atMost(LEASE.multipliedBy(4)).until(() -> refused(second, limit));

        permit.close();
        await().until(() -> !refused(second, limit));
    }

    @Test
    void slot_ofADeadProcess_comesBackWhenItsLeaseRunsOut() {
        Limit limit = new Limit("dead", MANY, 1);
        first.enter(CONNECTION, limit);
        // Nothing renews it from now on, and its call never ends.
        first.stop(new ShutdownEvent());
        assertThat(refused(second, limit)).isTrue();

        await().atMost(LEASE.multipliedBy(10)).until(() -> !refused(second, limit));
    }

    @Test
    void slot_idle_isGivenToTheOtherProcess() {
        Limit limit = new Limit("idle", MANY, 1);
        LeasedLimits lasting = new LeasedLimits(
                new LimitRows(firstStore.database()),
                new LeaseTimes(Duration.ofHours(1), Duration.ofMillis(300), Duration.ofMillis(100)));

        lasting.enter(CONNECTION, limit).close();

        await().until(() -> !refused(second, limit));
        lasting.stop(new ShutdownEvent());
    }

    @Test
    void permit_closedTwice_freesItsSlotOnce() {
        Limit limit = new Limit("twice", MANY, 1);
        Permit permit = first.enter(CONNECTION, limit);
        permit.close();

        try (Permit next = first.enter(CONNECTION, limit)) {
            permit.close();

            assertThat(refused(first, limit)).isTrue();
            assertThat(refused(second, limit)).isTrue();
            next.close();
        }
        assertThatNoException().isThrownBy(() -> first.enter(CONNECTION, limit).close());
    }

    @Test
    void rate_reached_holdsNoSlot() {
        Limit limit = new Limit("both", 1, 1);

        await().until(() -> refused(first, limit));

        await().until(() -> !refused(second, limit));
    }

    @Test
    void slots_whenStopped_areGivenBack() {
        Limit limit = new Limit("stopped", MANY, 2);
        LeasedLimits lasting = new LeasedLimits(
                new LimitRows(firstStore.database()),
                new LeaseTimes(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)));
        Permit running = lasting.enter(CONNECTION, limit);
        lasting.enter(CONNECTION, limit).close();

        lasting.stop(new ShutdownEvent());
        Permit other = second.enter(CONNECTION, limit);
        assertThat(refused(second, limit)).as("a call still runs").isTrue();
        running.close();
        await().until(() -> !refused(second, limit));
        other.close();
    }

    @Test
    void limit_lowered_holdsForSlotsInHandToo() {
        Permit one = first.enter(CONNECTION, new Limit("lowered", MANY, 2));
        Permit two = first.enter(CONNECTION, new Limit("lowered", MANY, 2));
        one.close();
        two.close();

        try (Permit only = first.enter(CONNECTION, new Limit("lowered", MANY, 1))) {
            assertThat(refused(first, new Limit("lowered", MANY, 1))).isTrue();
            only.close();
        }
    }

    @Test
    void refusal_always_namesTheBucket() {
        Limit limit = new Limit("named", MANY, 1);
        try (Permit permit = first.enter(CONNECTION, limit)) {
            assertThatExceptionOfType(RetryLater.class)
                    .isThrownBy(() -> second.enter(CONNECTION, limit))
                    .withMessage("the limit of 1 calls at once is reached: named");
            permit.close();
        }
    }

    private static boolean refused(LeasedLimits process, Limit limit) {
        try (Permit permit = process.enter(CONNECTION, limit)) {
            permit.close();
            return false;
        } catch (RetryLater e) {
            assertThat(e.counted()).isFalse();
            return true;
        }
    }
}
