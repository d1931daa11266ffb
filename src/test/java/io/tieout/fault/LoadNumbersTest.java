package io.tieout.fault;

import static io.tieout.fault.LeaseWorld.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.fault.LeaseWorld.House;
import io.tieout.store.Database;
import io.tieout.store.batch.Batches;
import io.tieout.store.batch.FrozenBytes;
import io.tieout.testing.SettingsProfile;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The batches of a system are stored in the order of their load numbers, so that a backup has all of them up to one: else
 * the highest number that the target knows would not tell that a load was forgotten. On a real PostgreSQL.
 */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class LoadNumbersTest {

    @Inject
    LeaseWorld world;

    @Inject
    Batches batches;

    @Inject
    AdvisoryLocks locks;

    @Inject
    Database database;

    @Test
    void number_thatAnotherOfItsSystemHasOvertaken_isDrawnAnew() {
        House house = world.house();
        long first = batches.nextNumber();
        long second = batches.nextNumber();
        assertThat(store(house, second)).isEqualTo(second);

        assertThat(store(house, first)).isGreaterThan(second);
    }

    @Test
    void number_thatOneOfAnotherConnectionToItsSystemHasOvertaken_isDrawnAnew() {
        House house = world.house();
        House beside = world.house();
        database.run(handle -> handle.execute(
                "update connection set base_url = (select base_url from connection where id = ?) where id = ?",
                house.target().value(),
                beside.target().value()));
        long first = batches.nextNumber();
        long second = batches.nextNumber();
        store(beside, second);

        assertThat(store(house, first)).isGreaterThan(second);
    }

    @Test
    void number_thatOneOfAnotherSystemHasOvertaken_stays() {
        House house = world.house();
        long first = batches.nextNumber();
        store(world.house(), batches.nextNumber());

        assertThat(store(house, first)).isEqualTo(first);
    }

    @Test
    void batch_whoseSystemGetsAnotherOne_waitsForIt_andComesBehind() throws Exception {
        House house = world.house();
        long first = batches.nextNumber();
        long second = batches.nextNumber();
        CompletableFuture<Long> late = new CompletableFuture<>();

        QuarkusTransaction.begin();
        freeze(house, second);
        late.completeAsync(() -> store(house, first));
        await().until(() -> late.isDone() || locks.awaited());
        QuarkusTransaction.commit();

        assertThat(late.get(20, TimeUnit.SECONDS)).isGreaterThan(second);
    }

    private long store(House house, long drawn) {
        return inTransaction(() -> freeze(house, drawn));
    }

    private long freeze(House house, long drawn) {
        long number = batches.inOrder(house.target(), drawn);
        batches.freeze(house.batchKey(), new FrozenBytes(1, number, "key", new byte[0]));
        return number;
    }
}
