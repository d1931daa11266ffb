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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A posting that EBS refuses to load is absent only once its reference is closed; the others of its batch go on. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class RefusedPostingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LATE = Duration.ofMillis(300);
    private static final String REFUSED = "the target refused it";

    @Inject
    AcmeWorld acme;

    @Inject
    FaultWorld world;

    @Inject
    GroupWorld groups;

    @BeforeEach
    void hurry() {
        world.hurry();
    }

    @AfterEach
    void calm() {
        world.grant("CLOSE_REFERENCES", true);
        world.calm();
    }

    @Test
    void closureThatEbsRefuses_isAnAlert_andTheRestOfTheBatchIsConfirmedMeanwhile() {
        world.grant("CLOSE_REFERENCES", false);
        String refused = world.payAndMatch("INV-10194");
        String innocent = world.payAndMatch("INV-10199");
        groups.awaitRest(refused);
        groups.awaitRest(innocent);
        world.spoil(refused);

        world.freezeNow();

        acme.awaitState(innocent, "CONFIRMED");
        world.assertOnce(innocent);
        assertThat(world.column(refused, "batch_id")).isEqualTo(world.column(innocent, "batch_id"));
        assertThat(acme.posting(refused).orElseThrow()).startsWith("SENDING").contains(REFUSED);
        assertThat(world.alerts("close-rejected")).singleElement().asString().contains("grant the method");

        world.grant("CLOSE_REFERENCES", true);

        assertThat(acme.awaitState(refused, "REVIEW")).contains(REFUSED);
        assertClosedOnce(refused);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(world.alerts("close-rejected")).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"answer-lost, INV-10127", "lands-late, INV-10128", "malformed, INV-10129", "status-500, INV-10130"})
    void closureWhoseAnswerIsLost_endsAsAQuestionThatTellsWhyItWasRefused(String fault, String invoice) {
        acme.ebsFault("CLOSE_REFERENCES", fault, 2, LATE.toString());
        String charge = world.payAndMatch(invoice);
        world.spoil(charge);

        world.freezeNow();

        assertThat(acme.awaitState(charge, "REVIEW")).contains(REFUSED);
        await().during(LATE).atMost(PATIENCE).untilAsserted(() -> assertClosedOnce(charge));
    }

    @Test
    void closureWhoseFirstAnswerComesAfterTheSecond_isWrittenOnce() {
        Duration slow = Duration.ofSeconds(3);
        acme.ebsFault("CLOSE_REFERENCES", "latency", 1, slow.toString());
        String charge = world.payAndMatch("INV-10131");
        world.spoil(charge);
        world.freezeNow();
        await().atMost(PATIENCE).until(() -> acme.ebsFaults() == 0);

        acme.change("update batch set lease_until = now() - interval '1 second' where id = "
                + world.column(charge, "batch_id").orElseThrow());

        assertThat(acme.awaitState(charge, "REVIEW")).contains(REFUSED);
        await().during(slow).atMost(PATIENCE).untilAsserted(() -> assertClosedOnce(charge));
        assertThat(acme.number("select count(*) from audit_entry where action = 'posting.move'"
                        + " and detail ->> 'to' = 'REVIEW' and posting_id = "
                        + world.column(charge, "id").orElseThrow()))
                .isEqualTo(1);
    }

    private void assertClosedOnce(String charge) {
        String reference = world.column(charge, "reference").orElseThrow();
        assertThat(acme.ebsTable("XX_TIEOUT_KEYS").stream()
                        .filter(key -> key.path("REFERENCE").asText().equals(reference))
                        .map(key -> key.path("STATE"))
                        .map(JsonNode::asText))
                .containsExactly("CLOSED");
        assertThat(world.rows(charge)).isEmpty();
        assertThat(acme.posting(charge).orElseThrow()).startsWith("REVIEW");
        assertThat(world.column(charge, "live")).hasValue("f");
        world.assertNotBooked(charge);
    }
}
