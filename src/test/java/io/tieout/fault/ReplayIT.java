package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.store.batch.Batches;
import io.tieout.store.fact.Facts;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replay wakes and looks (protocol.md move 9); in no state does it set one or double an effect. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class ReplayIT {

    @Inject
    AcmeWorld acme;

    @Inject
    FaultWorld world;

    @Inject
    Facts facts;

    @Inject
    Batches batches;

    @BeforeEach
    void hurry() {
        world.hurry();
    }

    @AfterEach
    void calm() {
        world.calm();
    }

    @Test
    void waiting_replayed_goesOnOnce() {
        acme.stripe("/_sandbox/settings", Map.of("balanceTransactionDelay", "PT2S"));
        String charge = world.pay("INV-10085");
        acme.awaitState(charge, "WAITING");

        replay(charge);

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void matched_replayed_goesOnOnce() {
        world.batchAge("PT2S");
        String charge = world.pay("INV-10086");
        acme.awaitState(charge, "MATCHED");

        replay(charge);

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @ParameterizedTest
    @CsvSource({"answer-lost, INV-10087", "lands-late, INV-10088", "status-500, INV-10089"})
    void sending_replayed_goesOnOnce(String fault, String invoice) {
        acme.ebsFault("LOAD_JOURNALS", fault, 4, "PT0.5S");
        String charge = world.pay(invoice);
        acme.awaitState(charge, "SENDING");

        replay(charge);

        acme.awaitState(charge, "CONFIRMED");
        await().during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> world.assertOnce(charge));
    }

    @Test
    void replay_whileAWorkerHoldsTheRow_changesNothingInTheBooks() {
        acme.ebsFault("LOAD_JOURNALS", "latency", 1, "PT1S");
        acme.ebsFault("FIND_REFERENCES", "latency", 1, "PT1S");
        String charge = world.pay("INV-10090");
        acme.awaitState(charge, "SENDING");

        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10)).until(() -> {
            replay(charge);
            return true;
        });

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void sent_replayed_staysSentUntilItIsPosted() {
        acme.ebs("/_sandbox/settings", Map.of("autoPost", false));
        String charge = world.pay("INV-10091");
        acme.awaitState(charge, "SENT");

        replay(charge);
        assertLookedAt(charge);
        assertThat(acme.posting(charge).orElseThrow()).startsWith("SENT");

        acme.ebs("/_sandbox/ebs/post", world.group(charge));
        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void confirmed_replayed_staysConfirmed() {
        String charge = world.pay("INV-10092");
        acme.awaitState(charge, "CONFIRMED");

        replay(charge);

        assertLookedAt(charge);
        assertThat(acme.posting(charge).orElseThrow()).startsWith("CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void gone_replayed_staysGone() {
        acme.ebsFault("LOAD_JOURNALS", "person-deletes", 1, "PT1S");
        String charge = world.pay("INV-10093");
        acme.awaitState(charge, "GONE");

        replay(charge);

        assertLookedAt(charge);
        assertThat(acme.posting(charge).orElseThrow()).startsWith("GONE");
        world.assertNotBooked(charge);
        assertThat(world.rows(charge)).isEmpty();
    }

    @Test
    void reviewInTheTarget_replayed_isNotSentAgain() {
        acme.ebsFault("SUBMIT_IMPORT", "import-error", 1, "PT1S");
        String charge = world.pay("INV-10094");
        acme.awaitState(charge, "REVIEW");

        replay(charge);

        assertLookedAt(charge);
        assertThat(acme.posting(charge).orElseThrow()).startsWith("REVIEW");
        assertThat(world.rows(charge)).hasSize(2);
        world.assertNotBooked(charge);
    }

    @ParameterizedTest
    @CsvSource({"dispute, HELD, INV-10095", "partial-amount, REVIEW, INV-10096", "declined, IGNORED, INV-10097"})
    void undecided_replayed_isDecidedTheSameWay(String scenario, String state, String invoice) {
        // The dispute opens before the batch would be frozen.
        world.batchAge("PT2S");
        String charge = acme.pay(invoice, scenario, "prompt").path("charge").asText();
        acme.awaitState(charge, state);
        long fact = acme.fact(charge);
        String looked = "select epoch from fact where id = " + fact;
        long before = acme.number(looked);

        replay(charge);

        await().atMost(Duration.ofSeconds(20)).until(() -> acme.number(looked) > before);
        acme.awaitState(charge, state);
        world.assertNotBooked(charge);
    }

    /** As the API does it: the fact is woken, and the batch that its posting is frozen in is looked at. */
    private void replay(String charge) {
        QuarkusTransaction.requiringNew().run(() -> {
            facts.wake(acme.fact(charge));
            world.column(charge, "batch_id").map(Long::parseLong).ifPresent(batches::revisit);
        });
    }

    private void assertLookedAt(String charge) {
        String epoch = "select epoch from batch where id = "
                + world.column(charge, "batch_id").orElseThrow();
        long before = acme.number(epoch);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            replay(charge);
            return acme.number(epoch) > before + 2;
        });
    }
}
