package io.tieout.fault;

import static io.tieout.fault.LeaseWorld.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.domain.fact.DisputeStatus;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.work.Claim;
import io.tieout.domain.work.ClaimLost;
import io.tieout.domain.work.Room;
import io.tieout.fault.LeaseWorld.House;
import io.tieout.flow.StripeChargesToEbsLedger;
import io.tieout.store.Database;
import io.tieout.store.batch.BatchRow;
import io.tieout.store.batch.Batches;
import io.tieout.store.batch.FrozenBytes;
import io.tieout.store.batch.Waiting;
import io.tieout.store.fact.Facts;
import io.tieout.store.inbox.Arrival;
import io.tieout.store.inbox.InboxEvents;
import io.tieout.store.lease.LeaseRows;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.Postings;
import io.tieout.testing.SettingsProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Leases, epochs, versions and the guard, on a real PostgreSQL: a zombie's writes fail, and nobody works twice. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class LeaseTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int MANY = 1000;

    @Inject
    LeaseWorld world;

    @Inject
    InboxEvents inbox;

    @Inject
    Facts facts;

    @Inject
    Batches batches;

    @Inject
    Postings postings;

    @Inject
    Database database;

    @Inject
    StripeChargesToEbsLedger flow;

    @Inject
    LeaseRows leases;

    @Test
    void event_takenUpByAnother_isLostToTheLateWorker() {
        House house = world.house();
        append(house, 1);
        Claim.OfEvent zombie = events(house, SHORT).get(0);
        Claim.OfEvent other = await().until(() -> events(house, LONG), claims -> !claims.isEmpty())
                .get(0);

        assertLost(() -> QuarkusTransaction.requiringNew().run(() -> inbox.done(zombie, "late", List.of())));
        inbox.retry(zombie, "late", Duration.ZERO, true);
        assertThat(events(house, LONG)).as("the zombie's retry changed nothing").isEmpty();

        QuarkusTransaction.requiringNew().run(() -> inbox.done(other, "done", List.of()));
        assertLost(() -> QuarkusTransaction.requiringNew().run(() -> inbox.bury(zombie, "late")));
    }

    @Test
    void fact_takenUpByAnother_isLostToTheLateWorker() {
        House house = world.house();
        world.fact(house, "ch_lease");
        Claim.OfFact zombie = facts(house, SHORT).get(0);
        Claim.OfFact other = await().until(() -> facts(house, LONG), claims -> !claims.isEmpty())
                .get(0);

        assertLost(() -> QuarkusTransaction.requiringNew().run(() -> facts.hold(zombie)));
        facts.release(zombie, zombie.version(), Optional.empty());
        facts.retry(zombie, "late", Duration.ZERO, true);

        assertThat(facts(house, LONG)).as("the lease of the other still stands").isEmpty();
        QuarkusTransaction.requiringNew().run(() -> facts.hold(other));
    }

    @Test
    void batch_takenUpByAnother_isLostToTheLateWorker() {
        House house = world.house();
        inTransaction(() -> batches.freeze(house.batchKey(), frozen()));
        Claim.OfBatch zombie = batches(house, SHORT).get(0);
        Claim.OfBatch other = await().until(() -> batches(house, LONG), claims -> !claims.isEmpty())
                .get(0);

        assertLost(() -> QuarkusTransaction.requiringNew().run(() -> batches.hold(zombie)));
        assertLost(
                () -> QuarkusTransaction.requiringNew().run(() -> batches.move(zombie, BatchRow.State.LOADED, "late")));
        batches.release(zombie, Optional.of(Duration.ZERO));
        batches.retry(zombie, "late", Duration.ZERO, true);

        assertThat(batches(house, LONG))
                .as("the lease of the other still stands")
                .isEmpty();
        assertThat(batches.byId(zombie.id()).state()).isEqualTo(BatchRow.State.FROZEN);
        QuarkusTransaction.requiringNew().run(() -> batches.move(other, BatchRow.State.LOADED, "in time"));
    }

    @Test
    void lease_renewedInTime_isNotTakenUp_andALostOneIsNotRenewed() {
        House house = world.house();
        inTransaction(() -> batches.freeze(house.batchKey(), frozen()));
        Claim.OfBatch renewed = batches(house, Duration.ofSeconds(1)).get(0);
        leases.renew(renewed, LONG);
        await().during(Duration.ofMillis(1200))
                .atMost(Duration.ofSeconds(5))
                .until(() -> batches(house, LONG).isEmpty());

        leases.renew(renewed, Duration.ZERO);
        await().until(() -> batches(house, LONG), claims -> !claims.isEmpty());

        assertLost(() -> leases.renew(renewed, LONG));
    }

    @Test
    void twoClaimers_shareWithoutOverlap_andWithoutWaitingForEachOther() throws Exception {
        House house = world.house();
        append(house, 40);
        Set<Long> first = new HashSet<>();
        Set<Long> second = new HashSet<>();

        QuarkusTransaction.requiringNew().run(() -> {
            // The first claimer's transaction is still open while the second claims.
            first.addAll(ids(inbox.claim(Room.of(20), LONG)));
            CompletableFuture.runAsync(() -> second.addAll(ids(inbox.claim(Room.of(MANY), LONG))))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        });

        assertThat(first).hasSize(20).doesNotContainAnyElementsOf(second);
        first.addAll(second);
        assertThat(first).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void posting_moveOfAnOldVersion_fails() {
        House house = world.house();
        PostingRow read = world.posting(house);
        PostingState.Undecided waiting = (PostingState.Undecided) read.state();
        inTransaction(() -> {
            postings.move(read, waiting.hold("a dispute is open"), Map.of());
            return 0;
        });

        assertLost(() ->
                QuarkusTransaction.requiringNew().run(() -> postings.move(read, waiting.close("late"), Map.of())));

        assertThat(world.now(read).state()).isInstanceOf(PostingState.Held.class);
    }

    @Test
    void twoMatchesOfOneInvoiceAtOnce_onlyOneReserves() throws Exception {
        for (int round = 0; round < 10; round++) {
            House house = world.house();
            OpenItem item = world.item(house);
            List<PostingRow> rivals = List.of(world.posting(house), world.posting(house));

            assertThat(atOnce(rivals.stream()
                            .<Callable<Boolean>>map(rival -> () -> inTransaction(() -> world.match(rival, item)))
                            .toList()))
                    .containsExactlyInAnyOrder(true, false);

            assertThat(rivals.stream().map(world::now).map(PostingRow::state))
                    .filteredOn(PostingState::reserves)
                    .hasSize(1);
        }
    }

    @Test
    void factThatChangedSinceTheDecision_isNotFrozen() {
        House house = world.house();
        PostingRow posting = matched(house);
        String charge = facts.byId(posting.fact()).orElseThrow().fact().key().objectId();

        assertThat(world.record(house, LeaseWorld.charge(house, DisputeStatus.OPEN, charge), 1))
                .isPresent();

        assertThat(take(house)).isEmpty();
    }

    @Test
    void factThatAWorkerHolds_isNotFrozen() {
        House house = world.house();
        matched(house);

        facts(house, LONG);

        assertThat(take(house)).isEmpty();
    }

    @Test
    void factThatAnotherLinkLooksAtAgainLater_isFrozen() {
        House house = world.house();
        PostingRow posting = matched(house);

        Claim.OfFact claim = facts(house, LONG).get(0);
        facts.release(claim, claim.version(), Optional.of(LONG));

        assertThat(take(house)).containsExactly(posting.id());
    }

    @Test
    void factThatWasWoken_isNotFrozenBeforeItIsFetchedAgain() {
        House house = world.house();
        PostingRow posting = matched(house);
        Claim.OfFact claim = facts(house, LONG).get(0);
        facts.release(claim, claim.version(), Optional.empty());

        facts.wake(posting.fact());

        assertThat(take(house)).isEmpty();
        assertThat(facts(house, LONG)).singleElement().matches(Claim.OfFact::stale);
    }

    @Test
    void factsOfALinkThatWorksAgain_areDue_otherFactsAreNot() {
        House house = world.house();
        PostingRow decided = matched(house);
        long undecided = world.fact(house, "ch_" + UUID.randomUUID());
        facts(house, LONG).forEach(claim -> facts.release(claim, claim.version(), Optional.empty()));
        assertThat(facts(house, LONG)).isEmpty();

        inTransaction(() -> {
            facts.wakeFor(house.link(), house.source(), Instant.EPOCH);
            return true;
        });

        assertThat(facts(house, LONG)).extracting(Claim.OfFact::id).containsExactly(undecided);
        assertThat(decided.fact()).isNotEqualTo(undecided);
    }

    @Test
    void factRecordedWhileItWasDecided_staysDue() {
        House house = world.house();
        world.fact(house, "ch_meanwhile");
        Claim.OfFact claim = facts(house, LONG).get(0);
        world.record(house, LeaseWorld.charge(house, DisputeStatus.LOST, "ch_meanwhile"), claim.version());

        flow.release(claim);

        assertThat(facts(house, LONG)).extracting(Claim.OfFact::id).containsExactly(claim.id());
    }

    @Test
    void frozenFact_isLostToWhoHeldItBefore() {
        House house = world.house();
        PostingRow posting = matched(house);
        Claim.OfFact zombie = facts(house, SHORT).get(0);

        await().until(() -> take(house), taken -> taken.equals(List.of(posting.id())));

        assertLost(() -> QuarkusTransaction.requiringNew().run(() -> facts.hold(zombie)));
    }

    private PostingRow matched(House house) {
        PostingRow posting = world.posting(house);
        OpenItem item = world.item(house);
        assertThat(inTransaction(() -> world.match(posting, item))).isTrue();
        return posting;
    }

    private List<Long> take(House house) {
        List<Long> matched = database.with(
                handle -> handle.createQuery("select id from posting where link_id = :link and state = 'MATCHED'")
                        .bind("link", house.link())
                        .mapTo(Long.class)
                        .list());
        return inTransaction(() -> {
            List<Long> waiting = waiting(house);
            List<Long> taken = batches.take(house.batchKey(), matched, 1);
            assertThat(waiting).as("what the posting route would collect").isEqualTo(taken);
            return taken;
        });
    }

    /** What the posting route would collect. */
    private List<Long> waiting(House house) {
        return batches.waiting(MANY).stream()
                .filter(one -> one.key().equals(house.batchKey()))
                .map(Waiting::posting)
                .toList();
    }

    private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(work.size());
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<Future<T>> running = work.stream()
                    .map(one -> threads.submit(() -> {
                        start.await(20, TimeUnit.SECONDS);
                        return one.call();
                    }))
                    .toList();
            List<T> results = new java.util.ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get(20, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private void append(House house, int count) {
        inbox.append(IntStream.range(0, count)
                .mapToObj(number -> new Arrival(
                        house.source(),
                        "evt_" + number,
                        "charge.succeeded",
                        Instant.parse("2026-11-20T15:00:00Z"),
                        Arrival.Origin.WEBHOOK,
                        true,
                        "{}".getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    private FrozenBytes frozen() {
        return new FrozenBytes(1, batches.nextNumber(), "key", "{}".getBytes(StandardCharsets.UTF_8));
    }

    private List<Claim.OfEvent> events(House house, Duration lease) {
        return inbox.claim(Room.of(MANY), lease).stream()
                .filter(claim -> claim.connection().equals(house.source()))
                .toList();
    }

    private List<Claim.OfFact> facts(House house, Duration lease) {
        return facts.claim(Room.of(MANY), lease).stream()
                .filter(claim -> claim.connection().equals(house.source()))
                .toList();
    }

    private List<Claim.OfBatch> batches(House house, Duration lease) {
        return batches.claim(Room.of(MANY), lease).stream()
                .filter(claim -> claim.target().equals(house.target()))
                .toList();
    }

    private static List<Long> ids(List<? extends Claim> claims) {
        return claims.stream().map(claim -> claim.id()).toList();
    }

    private static void assertLost(ThrowingCallable write) {
        assertThatThrownBy(write).isInstanceOf(ClaimLost.class);
    }
}
