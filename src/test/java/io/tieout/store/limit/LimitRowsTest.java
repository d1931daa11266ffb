package io.tieout.store.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the statements lease, and to whom. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitRowsTest {
    private static final SlotLease OURS = new SlotLease("ours", Duration.ofMinutes(1));
    private static final SlotLease THEIRS = new SlotLease("theirs", Duration.ofMinutes(1));
    private TestDatabase store;
    private LimitRows rows;

    private int lastKey;
    private LimitKey key;

    @BeforeAll
    void start() {
        store = TestDatabase.on(TestDatabase.migrated());
        rows = new LimitRows(store.database());
    }

    @AfterAll
    void stop() {
        store.close();
    }

    @BeforeEach
    void anotherBucket() {
        key = new LimitKey(new ConnectionId(1), "bucket " + ++lastKey);
    }

    @Test
    void slices_ofOneSecond_endAtTheLimit() {
        // The row is put a little ahead, so that no second ends in the middle of the test.
        begunIn(5);

        assertThat(rows.leaseSlice(key, 3, 7).calls()).isEqualTo(3);
        assertThat(rows.leaseSlice(key, 3, 7).calls()).isEqualTo(3);
        assertThat(rows.leaseSlice(key, 3, 7).calls()).isEqualTo(1);
        assertThat(rows.leaseSlice(key, 3, 7).calls()).isZero();
        assertThat(rows.leaseSlice(key, 3, 9).calls())
                .as("a limit that was raised")
                .isEqualTo(2);
        assertThat(rows.leaseSlice(key, 3, 4).calls())
                .as("a limit that was lowered")
                .isZero();
    }

    @Test
    void slices_ofOtherBucketsAndConnections_areApart() {
        begunIn(5);
        assertThat(rows.leaseSlice(key, 9, 9).calls()).isEqualTo(9);

        LimitKey otherBucket = new LimitKey(key.connection(), key.bucket() + " too");
        LimitKey otherConnection = new LimitKey(new ConnectionId(2), key.bucket());
        assertThat(rows.leaseSlice(otherBucket, 9, 9).calls()).isEqualTo(9);
        assertThat(rows.leaseSlice(otherConnection, 9, 9).calls()).isEqualTo(9);
    }

    @Test
    void slice_ofAPastSecond_isReplacedByThePresent() {
        begunIn(-1);
        spend(9);

        RateSlice slice = rows.leaseSlice(key, 2, 9);

        assertThat(slice.calls()).isEqualTo(2);
        assertThat(slice.left()).isBetween(Duration.ofSeconds(-5), Duration.ofSeconds(1));
    }

    @Test
    void slice_afterTheClockWasSetBack_isOfThePresent() {
        begunIn(3600);
        spend(9);

        RateSlice slice = rows.leaseSlice(key, 2, 9);

        assertThat(slice.calls()).isEqualTo(2);
        assertThat(slice.left()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void slots_allTaken_areLeasedToNobody() {
        assertThat(List.of(
                        rows.leaseSlot(key, 3, OURS).orElseThrow(),
                        rows.leaseSlot(key, 3, THEIRS).orElseThrow(),
                        rows.leaseSlot(key, 3, OURS).orElseThrow()))
                .containsExactlyInAnyOrder(0, 1, 2);

        assertThat(rows.leaseSlot(key, 3, THEIRS)).isEmpty();
        assertThat(rows.leaseSlot(key, 4, THEIRS)).as("a limit that was raised").hasValue(3);
    }

    @Test
    void slot_givenBack_isFree() {
        rows.leaseSlot(key, 1, OURS);

        rows.giveBackSlots(key, Set.of(0), "theirs");
        assertThat(rows.leaseSlot(key, 1, THEIRS))
                .as("given back by someone else")
                .isEmpty();
        rows.giveBackSlots(key, Set.of(0), "ours");
        assertThat(rows.leaseSlot(key, 1, THEIRS)).hasValue(0);
    }

    @Test
    void slot_runOut_isFreeAndLostToItsHolder() {
        SlotLease brief = new SlotLease("ours", Duration.ofMillis(300));
        assertThat(rows.leaseSlot(key, 1, brief)).hasValue(0);

        await().until(() -> rows.leaseSlot(key, 1, THEIRS), OptionalInt::isPresent);

        assertThat(rows.renewSlots(key, Set.of(0), brief)).isEmpty();
        assertThat(rows.renewSlots(key, Set.of(0), THEIRS)).containsExactly(0);
    }

    @Test
    void slot_renewed_runsOnFromThen() {
        SlotLease brief = new SlotLease("ours", Duration.ofMillis(1));
        rows.leaseSlot(key, 1, brief);

        assertThat(rows.renewSlots(key, Set.of(0, 1), OURS)).containsExactly(0);

        assertThat(rows.leaseSlot(key, 1, THEIRS)).isEmpty();
    }

    private void begunIn(int secondsAhead) {
        store.database().run(handle -> handle.execute("""
                        insert into rate_slice (connection_id, bucket, second, used, granted)
                        values (?, ?, floor(extract(epoch from clock_timestamp()))::bigint + ?, 0, 0)""", key.connection().value(), key.bucket(), secondsAhead));
    }

    private void spend(int calls) {
        store.database()
                .run(handle -> handle.execute("update rate_slice set used = ? where bucket = ?", calls, key.bucket()));
    }
}
