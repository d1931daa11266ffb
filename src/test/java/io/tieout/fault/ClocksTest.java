package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Systems whose clocks are an hour apart: leases are the database's, and EBS' own time is only ever sent back to it. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class ClocksTest {

    @Inject
    AcmeWorld acme;

    @Inject
    FaultWorld world;

    @Inject
    Desk desk;

    @BeforeEach
    void hurry() {
        world.hurry();
    }

    @AfterEach
    void calm() {
        world.calm();
    }

    @Test
    void ebsAnHourAhead_changesNeitherBooksNorMirror() {
        acme.ebs("/_sandbox/clock", Map.of("advance", "PT1H"));
        String known = world.pay("INV-10029");
        acme.awaitState(known, "CONFIRMED");
        world.assertOnce(known);

        String enteredSince = desk.enterOne();
        String charge = desk.pay(enteredSince);

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
        assertThat(acme.number("select count(*) from batch where lease_until > now() + interval '30 minutes'"
                        + " or next_attempt_at > now() + interval '30 minutes'"))
                .isZero();
    }
}
