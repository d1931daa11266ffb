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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In a link's quiet window nothing of it leaves that has not left before; what has left is followed. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class QuietWindowTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SOME_LOOKS = Duration.ofSeconds(1);

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
    void postingOfAQuietLink_staysMatchedAndSaysSo_untilTheWindowIsOver() {
        world.quietNow();
        String charge = world.pay("INV-10036");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(acme.posting(charge).orElse(""))
                        .startsWith("MATCHED")
                        .contains("waits for the end of the quiet window at"));
        assertThat(world.column(charge, "batch_id")).isEmpty();

        world.hurry();

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void batchThatWasNotLoadedBeforeTheWindow_waits_andOneThatWasIsFollowed() {
        acme.ebs("/_sandbox/settings", Map.of("requestDuration", "PT0.8S"));
        String loaded = world.pay("INV-10037");
        world.group(loaded);
        acme.ebsFault("LOAD_JOURNALS", "status-500", 1000, "PT1S");
        String frozen = world.pay("INV-10038");
        acme.awaitState(frozen, "SENDING");

        world.quietNow();
        acme.clearFaults();

        acme.awaitState(loaded, "CONFIRMED");
        await().during(SOME_LOOKS)
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(acme.posting(frozen).orElseThrow()).startsWith("SENDING"));
        assertThat(world.rows(frozen)).isEmpty();

        world.hurry();

        acme.awaitState(frozen, "CONFIRMED");
        world.assertOnce(frozen);
    }
}
