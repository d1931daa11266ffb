package io.tieout.fault;

import static io.tieout.fault.LeaseWorld.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.work.Claim;
import io.tieout.domain.work.Room;
import io.tieout.fault.LeaseWorld.House;
import io.tieout.flow.StripeChargesToEbsLedger;
import io.tieout.store.batch.Batches;
import io.tieout.store.fact.Facts;
import io.tieout.store.posting.PostingRow;
import io.tieout.testing.SettingsProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A group that is full leaves whole, whoever else freezes or decides at the same moment; on a real PostgreSQL. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class FullGroupTest {
    private static final int MANY = 1000;

    @Inject
    LeaseWorld world;

    @Inject
    Facts facts;

    @Inject
    Batches batches;

    @Inject
    AdvisoryLocks locks;

    @Inject
    StripeChargesToEbsLedger flow;

    @Test
    void groupThatIsFull_leavesWhole_orNotYet() {
        House house = world.house();
        List<Long> group = matched(house, 2);
        List<Claim.OfFact> underway = facts(house);
        flow.release(underway.get(0));

        assertThat(takeWhole(house, group)).isEmpty();

        flow.release(underway.get(1));
        assertThat(takeWhole(house, group)).isEqualTo(group);
    }

    /** Two who skip each other's rows would each leave with a part of the group. */
    @Test
    void groupThatAnotherIsFreezing_isWaitedFor() throws Exception {
        House house = world.house();
        List<Long> group = matched(house, 2);
        CompletableFuture<List<Long>> late = new CompletableFuture<>();

        QuarkusTransaction.begin();
        assertThat(batches.take(house.batchKey(), group.subList(0, 1), 1)).hasSize(1);
        late.completeAsync(() -> inTransaction(() -> batches.take(house.batchKey(), group, 1)));
        await().until(() -> late.isDone() || locks.awaited());
        QuarkusTransaction.rollback();

        assertThat(late.get(20, TimeUnit.SECONDS)).isEqualTo(group);
    }

    private List<Long> takeWhole(House house, List<Long> group) {
        return inTransaction(() -> batches.take(house.batchKey(), group, group.size()));
    }

    private List<Long> matched(House house, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> matched(house, world.item(house, "" + number)))
                .toList();
    }

    private long matched(House house, OpenItem item) {
        PostingRow posting = world.posting(house);
        assertThat(inTransaction(() -> world.match(posting, item))).isTrue();
        return posting.id();
    }

    private List<Claim.OfFact> facts(House house) {
        return facts.claim(Room.of(MANY), Duration.ofMinutes(5)).stream()
                .filter(claim -> claim.connection().equals(house.source()))
                .toList();
    }
}
