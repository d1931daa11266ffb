package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another installation writes into the same ERP: one of our own name is a mistake that stops us, another name is not. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class CompetingInstallationsTest {
    private static final String OURS = "test";
    private static final String LAST = "select last from load_number";

    @Inject
    AcmeWorld acme;

    @Inject
    FaultWorld world;

    @Inject
    TwinInstallation twin;

    @BeforeEach
    void hurry() {
        world.hurry();
    }

    @AfterEach
    void calm() {
        world.linkTo(FaultWorld.EBS);
        world.calm();
    }

    /** The process has compared its memory with the target's before: what comes now comes while it runs. */
    private void meet(String invoice) {
        acme.awaitState(world.pay(invoice), "CONFIRMED");
    }

    @Test
    void twinThatUsedOurNextNumber_stopsTheConnection_andNothingOfOursIsLoaded() {
        meet("INV-10145");
        long taken = acme.number(LAST) + 1;
        assertThat(twin.load(OURS, taken, "TIETWINNEXTNUMBER")
                        .path("X_RETURN_STATUS")
                        .asText())
                .isEqualTo("S");

        String charge = world.pay("INV-10030");

        awaitEstranged();
        assertThat(acme.posting(charge).orElseThrow()).startsWith("SENDING");
        assertThat(world.count(
                        "XX_TIEOUT_KEYS",
                        "REFERENCE",
                        world.column(charge, "reference").orElseThrow()))
                .isZero();

        // As the operator's restore command does: the load gets a number that nobody has.
        acme.change("update load_number set last = last + 1");
        acme.change("update batch set number = number + 1 where id = "
                + world.column(charge, "batch_id").orElseThrow());
        world.resume(FaultWorld.EBS);
        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void twinThatIsAhead_stopsTheConnection_andWhatWasLoadedStandsOnce() {
        meet("INV-10146");
        long ahead = acme.number(LAST) + 100;
        twin.load(OURS, ahead, "TIETWINAHEAD");

        String charge = world.pay("INV-10031");

        awaitEstranged();
        assertThat(acme.posting(charge).orElseThrow()).startsWith("SENT");

        acme.change("update load_number set last = " + ahead);
        world.resume(FaultWorld.EBS);
        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void testAndProductionOnOneErp_doNotCollide() {
        long number = acme.number(LAST) + 1;
        JsonNode other = twin.load("production", number, "TIEPRODUCTION");
        assertThat(other.path("X_RETURN_STATUS").asText()).isEqualTo("S");

        String charge = world.pay("INV-10032");

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
        assertThat(world.alerts("connection-stopped")).isEmpty();
        assertThat(acme.number("select count(*) from batch where number = " + number))
                .isEqualTo(1);
    }

    @Test
    void twoConnectionsToOneErp_countTheirLoadsTogether() {
        acme.awaitState(world.pay("INV-10134"), "CONFIRMED");
        world.addConnection("acme-ebs-second");

        world.linkTo("acme-ebs-second");
        world.awaitMirror("INV-10135");
        String second = world.pay("INV-10135");
        acme.awaitState(second, "CONFIRMED");
        world.linkTo(FaultWorld.EBS);
        String first = world.pay("INV-10136");
        acme.awaitState(first, "CONFIRMED");

        assertThat(world.column(second, "target")).isNotEqualTo(world.column(first, "target"));
        assertThat(world.alerts("connection-stopped")).isEmpty();
        world.assertOnce(second);
        world.assertOnce(first);
    }

    private void awaitEstranged() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(world.alerts("connection-stopped"))
                        .singleElement()
                        .asString()
                        .contains("restored or has a twin"));
    }
}
