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

/** What stands in EBS under a reference of ours, and is not known to be what we sent, is a question until it is answered. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class ForeignContentIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SOME_LOOKS = Duration.ofSeconds(2);

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
        world.calm();
    }

    @Test
    void referenceThatATwinLoadedWithOtherContent_isAQuestion_andItsGroupIsNotImportedByUs() {
        // The number of a load that this database knows; before the first one it knows none.
        acme.awaitState(world.pay("INV-10195"), "CONFIRMED");
        String charge = world.payAndMatch("INV-10192");
        String reference = world.column(charge, "reference").orElseThrow();
        acme.change("update load_number set last = last + 1");
        twin.load("test", acme.number("select max(last) from load_number"), reference);

        world.freezeNow();

        assertThat(acme.awaitState(charge, "REVIEW")).contains("other content");
        await().during(SOME_LOOKS).atMost(PATIENCE).untilAsserted(() -> {
            assertThat(acme.posting(charge).orElseThrow()).startsWith("REVIEW").contains("other content");
            assertThat(world.count("GL_INTERFACE", "REFERENCE21", reference)).isEqualTo(2);
        });
        assertThat(world.alerts("import-stuck")).singleElement().asString().contains("other content");

        acme.ebs("/_sandbox/ebs/person-imports", world.group(charge));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(world.count("GL_JE_LINES", "REFERENCE_1", reference)).isEqualTo(2);
            assertThat(world.alerts("import-stuck")).isEmpty();
        });
        assertStaysReview(charge);
    }

    @Test
    void journalWhoseKeyWasLost_isAQuestion_andNotConfirmedUnseen() {
        acme.ebs("/_sandbox/settings", Map.of("autoPost", false));
        String charge = world.pay("INV-10193");
        Map<String, String> group = world.group(charge);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(acme.posting(charge).orElseThrow()).startsWith("SENT: imported"));

        acme.ebs(
                "/_sandbox/ebs/lose-key",
                Map.of("reference", world.column(charge, "reference").orElseThrow()));

        assertThat(acme.awaitState(charge, "REVIEW")).contains("not known to be what was sent");
        acme.ebs("/_sandbox/ebs/post", group);
        assertStaysReview(charge);
        world.assertBookedOnce(charge);
    }

    private void assertStaysReview(String charge) {
        await().during(SOME_LOOKS)
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(acme.posting(charge).orElseThrow()).startsWith("REVIEW"));
        assertThat(world.column(charge, "live")).hasValue("t");
    }
}
