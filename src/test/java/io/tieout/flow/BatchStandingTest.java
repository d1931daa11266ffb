package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.posting.Reference;
import io.tieout.domain.work.Claim;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.JournalAnswers.Standing;
import io.tieout.store.batch.BatchRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which groups of a batch may be imported, and what is not known to be ours. */
class BatchStandingTest {
    private static final Reference OURS = new Reference("TIEOURS");
    private static final Reference OTHER = new Reference("TIEOTHER");

    @Test
    void group_ofWhatWasSent_waits() {
        BatchStanding standing = standing(at(Stage.INTERFACE, "7", "ours"), at(Stage.INTERFACE, "7", "other"));

        assertThat(standing.waitingGroups()).containsExactly("7");
        assertThat(standing.foreignGroups()).isEmpty();
    }

    @Test
    void group_thatHoldsOtherContentToo_isForeignAsAWhole() {
        BatchStanding standing = standing(at(Stage.INTERFACE, "7", "ours"), at(Stage.INTERFACE, "7", "strange"));

        assertThat(standing.waitingGroups()).isEmpty();
        assertThat(standing.foreignGroups()).containsExactly("7");
    }

    @Test
    void group_withARowInError_doesNotWait_andAnotherDoes() {
        BatchStanding standing = standing(at(Stage.INTERFACE_ERROR, "7", "ours"), at(Stage.INTERFACE, "8", "other"));

        assertThat(standing.waitingGroups()).containsExactly("8");
    }

    @ParameterizedTest
    @EnumSource(value = Stage.class)
    void contentThatTheTargetHasForgotten_isForeign_wherePartsOfItStand(Stage stage) {
        Standing forgotten =
                new Standing(stage, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());
        BatchStanding standing = standing(forgotten, at(Stage.POSTED, "7", "other"));

        assertThat(standing.foreign(OURS)).isEqualTo(stage != Stage.UNKNOWN && stage != Stage.CLOSED);
        assertThat(standing.foreign(OTHER)).isFalse();
    }

    private static Standing at(Stage stage, String group, String content) {
        return new Standing(
                stage, Optional.of(group), Optional.of(content), List.of(), Optional.empty(), Optional.empty());
    }

    private static BatchStanding standing(Standing ours, Standing other) {
        ConnectionId target = new ConnectionId(1);
        BatchRow row = new BatchRow(
                1, "acme", target, 1, 1, "key", new byte[0], BatchRow.State.LOADED, 1, Optional.empty(), Duration.ZERO);
        BatchAtHand batch = new BatchAtHand(new Claim.OfBatch(1, 1, 1, false, target), row, List.of());
        return new BatchStanding(
                batch,
                Map.of(OURS, ours, OTHER, other),
                new BatchStanding.Amended(Map.of(OURS, "ours", OTHER, "other"), Map.of()),
                Treatment.begun());
    }
}
