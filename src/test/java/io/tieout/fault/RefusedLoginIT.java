package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refused login stops all calls to that system at once, since repeated refusals lock accounts; nothing is lost. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class RefusedLoginIT {

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

    @ParameterizedTest
    @CsvSource({
        "GET_PERIODS, INV-10043, INV-10044",
        "LOAD_JOURNALS, INV-10045, INV-10046",
        "FIND_REFERENCES, INV-10047, INV-10048",
        "SUBMIT_IMPORT, INV-10049, INV-10050",
        "GET_JOURNAL_LINES, INV-10051, INV-10052"
    })
    void ebs_refusesTheLogin_stopsUntilResumed(String call, String first, String second) {
        acme.ebsFault(call, "status-401", 1, "PT1S");
        String before = world.pay(first);

        awaitStop(FaultWorld.EBS);

        String meanwhile = world.pay(second);
        awaitStored(meanwhile);
        assertSilent(acme::ebsRequests);

        world.resume(FaultWorld.EBS);
        acme.awaitState(before, "CONFIRMED");
        acme.awaitState(meanwhile, "CONFIRMED");
        world.assertOnce(before);
        world.assertOnce(meanwhile);
        assertThat(world.alerts("connection-stopped")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET /v1/charges/{id}, INV-10053, INV-10054", "GET /v1/events, INV-10055, INV-10056"})
    void stripe_refusesTheKey_stopsUntilResumed(String read, String first, String second) {
        acme.stripeFault(read, "status-401", 1);
        String before = world.pay(first);

        awaitStop(FaultWorld.STRIPE);

        String meanwhile = world.pay(second);
        awaitStored(meanwhile);
        assertSilent(acme::stripeReads);

        world.resume(FaultWorld.STRIPE);
        acme.awaitState(before, "CONFIRMED");
        acme.awaitState(meanwhile, "CONFIRMED");
        world.assertOnce(before);
        world.assertOnce(meanwhile);
    }

    private void awaitStop(String connection) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> acme.number("select count(*) from connection where name = '" + connection
                                + "' and stopped_at is not null")
                        == 1);
        assertThat(world.alerts("connection-stopped"))
                .singleElement()
                .asString()
                .contains(connection)
                .doesNotContain("sandbox-only", "sk_test_acme");
    }

    /** The door answers 200 only after the commit, so a delivered webhook is a stored one. */
    private void awaitStored(String charge) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(acme.stripeTable("deliveries"))
                        .filteredOn(delivery -> delivery.path("type").asText().equals("charge.succeeded"))
                        .filteredOn(
                                delivery -> world.isAbout(delivery.path("event").asText(), charge))
                        .isNotEmpty()
                        .allMatch(delivery -> delivery.path("state").asText().equals("delivered")));
    }

    private static void assertSilent(java.util.function.LongSupplier calls) {
        long before = calls.getAsLong();
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(3)).until(() -> calls.getAsLong() == before);
    }
}
