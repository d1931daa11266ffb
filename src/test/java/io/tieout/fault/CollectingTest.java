package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.batch.Batches;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A group of matched postings is collected by one process, which reads the ERP once for all of its batches. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class CollectingTest {
    private static final String READ = "GET_ITEMS";

    @Inject
    AcmeWorld acme;

    @Inject
    FaultWorld world;

    @Inject
    Batches batches;

    @Inject
    AdvisoryLocks locks;

    @BeforeEach
    void hurry() {
        world.hurry();
    }

    @AfterEach
    void calm() {
        world.calm();
        acme.change("delete from freeze_turn");
    }

    @Test
    void groupThatAnotherProcessCollects_isLeftToIt_andItsBatchesThenNeedOneReadingOfTheErp() {
        world.batch("PT0.05S", 1);
        String first = world.pay("INV-10111");
        acme.awaitState(first, "CONFIRMED");
        anotherCollects(first);
        long reads = acme.ebsRequests(READ);
        long before = count();

        List<String> charges =
                Stream.of("INV-10103", "INV-10105", "INV-10106").map(world::pay).toList();
        charges.forEach(charge -> acme.awaitState(charge, "MATCHED"));

        await().during(Duration.ofSeconds(1)).until(() -> count() == before);
        assertThat(acme.ebsRequests(READ)).isEqualTo(reads);

        acme.change("update freeze_turn set until = now()");

        charges.forEach(charge -> acme.awaitState(charge, "CONFIRMED"));
        charges.forEach(world::assertOnce);
        assertThat(count()).isEqualTo(before + charges.size());
        assertThat(acme.ebsRequests(READ)).isEqualTo(reads + 1);
        await().until(() -> acme.number("select count(*) from freeze_turn") == 0);
    }

    /** Else a batch could be stored behind one of a higher number (decision 0013). */
    @Test
    void batch_waitsForAnotherOfItsSystem_thatIsBeingStored() {
        world.batch("PT0.05S", 1);
        String first = world.pay("INV-10122");
        acme.awaitState(first, "CONFIRMED");
        long target = acme.number("select target from posting where fact_id = " + acme.fact(first));
        long drawn = batches.nextNumber();

        QuarkusTransaction.begin();
        batches.inOrder(new ConnectionId(target), drawn);
        String charge = world.pay("INV-10121");
        await().atMost(Duration.ofSeconds(30)).until(locks::awaited);
        assertThat(acme.posting(charge).orElseThrow()).startsWith("MATCHED:");
        QuarkusTransaction.rollback();

        acme.awaitState(charge, "CONFIRMED");
    }

    @Test
    void batch_thatCannotBeFrozen_holdsUpNoneBehindIt() {
        world.batch("PT0.05S", 1);
        String first = world.pay("INV-10082");
        acme.awaitState(first, "CONFIRMED");
        anotherCollects(first);
        String broken = world.pay("INV-10065");
        acme.awaitState(broken, "MATCHED");
        String behind = world.pay("INV-10063");
        acme.awaitState(behind, "MATCHED");
        journal(broken, "jsonb_build_object('kept', journal)");

        acme.change("update freeze_turn set until = now()");

        acme.awaitState(behind, "CONFIRMED");
        assertThat(acme.posting(broken).orElseThrow()).startsWith("MATCHED:");
        journal(broken, "journal -> 'kept'");
        acme.awaitState(broken, "CONFIRMED");
        world.assertOnce(broken);
    }

    private void journal(String charge, String value) {
        acme.change("update posting set journal = %s where effect = 'RECORD' and fact_id = %d"
                .formatted(value, acme.fact(charge)));
    }

    /** Another process, which died then, has the turn of the group that this charge was of. */
    private void anotherCollects(String charge) {
        acme.change("""
                insert into freeze_turn (batch_key, process, until)
                select link_id || ' ' || target || ' ' || ledger || ' ' || accounting_date || ' ' || currency,
                  gen_random_uuid(), now() + interval '1 hour'
                from posting where effect = 'RECORD' and fact_id = %d""".formatted(acme.fact(charge)));
    }

    private long count() {
        return acme.number("select count(*) from batch");
    }
}
