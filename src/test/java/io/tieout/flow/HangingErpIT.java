package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.connection.Link;
import io.tieout.flow.Heartbeat.Loop;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A remote system that hangs holds up what waits for it, and nothing else. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class HangingErpIT {
    private static final String HANG = "PT9S";
    private static final Duration SOON = Duration.ofSeconds(2);

    @Inject
    AcmeWorld acme;

    @Inject
    Heartbeat heartbeat;

    @Inject
    Underway underway;

    @Inject
    Polling polling;

    @AfterEach
    void calm() {
        acme.clearFaults();
    }

    @Test
    void batch_whoseLoadHangs_delaysNoOther_andTheLoopsGoOn() {
        acme.ebsFault("LOAD_JOURNALS", "latency", 1, HANG);
        String hanging = charge("INV-10119");
        acme.awaitState(hanging, "SENDING");
        await().until(() -> acme.number("select count(*) from batch where lease_until > now()") > 0);

        String other = charge("INV-10117");

        acme.awaitState(other, "CONFIRMED");
        assertThat(acme.posting(hanging).orElseThrow()).startsWith("SENDING:");
        assertThat(heartbeat.silence())
                .allSatisfy(
                        (loop, silence) -> assertThat(silence).as(loop.name()).isLessThan(SOON));
        assertThat(underway.room(Loop.BATCHES).underway()).isNotEmpty();
        acme.awaitState(hanging, "CONFIRMED");
    }

    @Test
    void places_ofRowsThatFailedOrEndedWell_areGivenUp() {
        acme.stripeFault("GET /v1/charges/{id}", "status-500", 2);
        acme.ebsFault("LOAD_JOURNALS", "answer-lost", 1, "PT0S");

        acme.awaitState(charge("INV-10118"), "CONFIRMED");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(Loop.values())
                        .allSatisfy(loop ->
                                assertThat(underway.room(loop).underway()).isEmpty()));
    }

    @Test
    void poll_underWay_isNotBegunAgain_untilItHasEnded() {
        List<Link> begun = await().until(polling::ledgers, links -> !links.isEmpty());

        assertThat(polling.ledgers()).isEmpty();

        polling.openItems(begun.get(0));
        begun = await().until(polling::ledgers, links -> !links.isEmpty());
        polling.openItems(begun.get(0));
    }

    private String charge(String invoice) {
        return acme.pay(invoice, "plain", "prompt").path("charge").asText();
    }
}
