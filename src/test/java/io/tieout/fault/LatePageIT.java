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

/** A page of open items that came too late may be wrong by now: it is read again, and nothing of it is lost. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class LatePageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OUTAGE = 1000;

    @Inject
    AcmeWorld acme;

    @Inject
    FaultWorld world;

    @BeforeEach
    void hurry() {
        world.hurry();
        world.overlap("PT2S");
    }

    @AfterEach
    void calm() {
        world.overlap("PT90M");
        world.calm();
    }

    @Test
    void itemOnALatePage_isKnownAfterTheNextReading_notBefore() {
        acme.ebsFault("GET_OPEN_ITEMS", "latency", 1, "PT1.5S");
        acme.ebsFault("GET_OPEN_ITEMS", "status-500", OUTAGE, "PT0S");
        String item = acme.enter(Map.of(
                        "customer", acme.newCustomer("Late customer").id(), "number", "LATE-1", "amount", "50.00"))
                .get(0);

        await().atMost(PATIENCE).until(() -> acme.ebsFaultsLeft() < OUTAGE);
        assertThat(known(item)).isZero();

        acme.clearFaults();
        await().atMost(PATIENCE).until(() -> known(item) == 1);
    }

    private long known(String item) {
        return acme.number("select count(*) from open_item where item_id = '" + item + "'");
    }
}
