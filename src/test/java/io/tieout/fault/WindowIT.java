package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens between the decision and the freeze changes the decision; what happens later only flags it. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class WindowIT {

    @Inject
    AcmeWorld acme;

    @Inject
    FaultWorld world;

    @BeforeEach
    void hurry() {
        world.hurry();
    }

    @AfterEach
    void calm() {
        world.calm();
    }

    @Test
    void itemClosedInTheErp_betweenMatchAndFreeze_isNotPosted() {
        world.batchAge("PT2S");
        String charge = world.pay("INV-10076");
        acme.awaitState(charge, "MATCHED");

        acme.ebs("/_sandbox/ebs/receipt", Map.of("payment_schedule_id", "10076"));

        acme.awaitState(charge, "REVIEW");
        assertNeverSent(charge);
    }

    @Test
    void customersMerged_betweenMatchAndFreeze_changeNothingForTheInvoice() {
        world.batchAge("PT2S");
        String charge = world.pay("INV-10077");
        acme.awaitState(charge, "MATCHED");

        acme.ebs(
                "/_sandbox/ebs/merge",
                Map.of("loser", world.customerOf("10077"), "survivor", world.customerOf("10078")));

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void disputeStored_betweenDecisionAndFreeze_stopsThePosting() {
        world.batchAge("PT4S");
        acme.stripe("/_sandbox/settings", Map.of("disputeDelay", "PT1.5S"));
        String charge =
                acme.pay("INV-10079", "dispute", "prompt").path("charge").asText();
        acme.awaitState(charge, "MATCHED");

        acme.awaitState(charge, "HELD");

        await().during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(6))
                .until(() -> acme.posting(charge).orElse("").startsWith("HELD"));
        assertNeverSent(charge);
    }

    @Test
    void disputeWhileSending_flagsThePosting_andTheChargeIsPostedGross() {
        acme.ebs("/_sandbox/settings", Map.of("autoPost", false));
        acme.stripe("/_sandbox/settings", Map.of("disputeDelay", "PT3S"));
        String charge =
                acme.pay("INV-10080", "dispute", "prompt").path("charge").asText();
        acme.awaitState(charge, "SENT");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.column(charge, "flag").equals(Optional.of("disputed")));
        acme.ebs("/_sandbox/ebs/post", world.group(charge));

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void itemDisputedInTheErp_betweenMatchAndFreeze_isNotPosted() {
        world.batchAge("PT2S");
        String charge = world.pay("INV-10027");
        acme.awaitState(charge, "MATCHED");

        acme.ebs("/_sandbox/ebs/dispute", Map.of("payment_schedule_id", "10027"));

        acme.awaitState(charge, "REVIEW");
        assertNeverSent(charge);
    }

    @Test
    void accountChanged_betweenMatchAndFreeze_isTheOneThatIsPosted() {
        world.batchAge("PT5S");
        String charge = world.pay("INV-10028");
        acme.awaitState(charge, "MATCHED");
        String before = world.account("credit", "01-000-2160-0000-000");
        try {
            world.batchAge("PT0.05S");

            acme.awaitState(charge, "CONFIRMED");
            world.assertOnce(charge);
            assertThat(world.column(charge, "journal").orElseThrow()).contains("01-000-2160-0000-000");
        } finally {
            world.account("credit", before);
        }
    }

    @Test
    void chargeWithoutNumber_whenTheErpWasNotReadSince_waitsForIt() {
        acme.ebsFault("GET_OPEN_ITEMS", "status-500", 1000, "PT1S");
        String charge = acme.pay("INV-10057", "no-invoice-number", "prompt")
                .path("charge")
                .asText();
        acme.awaitState(charge, "WAITING");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.column(charge, "reason").orElse("").contains("have not been read since"));

        acme.clearFaults();

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void receiptInTheErp_afterOurJournal_isTold() {
        String charge = world.pay("INV-10058");
        acme.awaitState(charge, "CONFIRMED");

        acme.ebs("/_sandbox/ebs/receipt", Map.of("payment_schedule_id", "10058"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(world.alerts("settled-twice"))
                        .singleElement()
                        .asString()
                        .contains("INV-10058"));
    }

    @Test
    void periodClosed_betweenMatchAndFreeze_isNotSentIntoIt() {
        world.batchAge("PT2S");
        String charge = world.pay("INV-10081");
        acme.awaitState(charge, "MATCHED");

        world.period(world.currentPeriod(), "C");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !acme.posting(charge).orElse("").startsWith("MATCHED"));
        assertNeverSent(charge);
    }

    private void assertNeverSent(String charge) {
        world.assertNotBooked(charge);
        assertThat(world.column(charge, "batch_id")).as("batch of %s", charge).isEmpty();
        assertThat(world.count(
                        "XX_TIEOUT_KEYS",
                        "REFERENCE",
                        world.column(charge, "reference").orElseThrow()))
                .isZero();
    }
}
