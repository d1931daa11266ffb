package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.work.Claim;
import io.tieout.domain.work.Room;
import io.tieout.flow.Heartbeat.Loop;
import io.tieout.flow.Underway.Place;
import io.tieout.port.RetryLater;
import org.junit.jupiter.api.Test;

class UnderwayTest {
    private static final ConnectionId HANGING = new ConnectionId(1);
    private static final ConnectionId OTHER = new ConnectionId(2);

    private final Underway underway = new Underway(new SmallRyeConfigBuilder()
            .withMapping(WorkConfig.class)
            .withDefaultValue("tieout.work.most", "5")
            .withDefaultValue("tieout.work.most-of-one", "2")
            .build()
            .getConfigMapping(WorkConfig.class));

    @Test
    void rows_underWay_takeRoomOfTheirKindUntilTheyAreOver() {
        Claim first = new Claim.OfBatch(1, 1, 1, false, HANGING);
        underway.begin(first);
        underway.begin(new Claim.OfBatch(2, 1, 1, false, HANGING));

        Room room = underway.room(Loop.BATCHES);
        assertThat(room.most()).isEqualTo(3);
        assertThat(room.mostOfOne()).isEqualTo(2);
        assertThat(room.underway()).containsOnlyKeys(HANGING).containsEntry(HANGING, 2);
        assertThat(underway.room(Loop.FACTS).most()).isEqualTo(5);

        underway.over(first);
        underway.over(first);
        assertThat(underway.room(Loop.BATCHES).underway()).containsEntry(HANGING, 1);
    }

    @Test
    void row_claimedAgainMeanwhile_takesTwoPlaces() {
        underway.begin(new Claim.OfBatch(1, 1, 1, false, HANGING));
        underway.begin(new Claim.OfBatch(1, 2, 2, false, HANGING));

        assertThat(underway.room(Loop.BATCHES).underway()).containsEntry(HANGING, 2);
    }

    @Test
    void process_thatEnds_hasRoomForNothingMore() {
        underway.begin(new Claim.OfBatch(1, 1, 1, false, HANGING));

        underway.end();

        assertThat(underway.room(Loop.BATCHES).most()).isZero();
        assertThat(underway.room(Loop.FACTS).most()).isZero();
        assertThat(underway.beginPoll("events:link")).isFalse();
        assertThatExceptionOfType(RetryLater.class).isThrownBy(() -> underway.freeze(OTHER));
        assertThat(underway.idle()).isFalse();
    }

    @Test
    void freezes_ofATargetThatHangs_leaveRoomForTheOthers() {
        try (Place first = underway.freeze(HANGING);
                Place second = underway.freeze(HANGING)) {
            assertThat(first).isNotSameAs(second);
            assertThatExceptionOfType(RetryLater.class)
                    .isThrownBy(() -> underway.freeze(HANGING))
                    .satisfies(full -> assertThat(full.counted()).isFalse());
            underway.freeze(OTHER).close();
        }
        underway.freeze(HANGING).close();
    }
}
