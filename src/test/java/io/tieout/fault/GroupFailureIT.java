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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People work in the same tables as Journal Import does. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class GroupFailureIT {

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
    void rowThatAPersonCorrectedToAnotherAccount_isAQuestion_sinceTheBooksDifferFromWhatWasSent() {
        acme.ebsFault("SUBMIT_IMPORT", "import-error", 1, "PT1S");
        String charge = world.pay("INV-10066");
        acme.awaitState(charge, "REVIEW");
        String row = world.rows(charge).get(0).path("ROW_ID").asText();

        acme.ebs("/_sandbox/ebs/correct-row", Map.of("row", row, "account", "01-000-2160-0000-000"));
        acme.ebs("/_sandbox/ebs/person-imports", world.group(charge));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(acme.posting(charge).orElseThrow())
                        .startsWith("REVIEW")
                        .contains("01-000-2160-0000-000"));
        world.assertOnce(charge);
    }

    @ParameterizedTest
    @CsvSource({"LOAD_JOURNALS, INV-10067", "SUBMIT_IMPORT, INV-10068"})
    void periodClosedAfterTheFreeze_isAQuestion_untilAPersonReopensItAndImports(String call, String invoice) {
        acme.ebsFault(call, "period-closed", 1, "PT1S");
        String charge = world.pay(invoice);
        assertThat(acme.awaitState(charge, "REVIEW")).contains("not in an open");
        world.assertNotBooked(charge);

        world.period(world.currentPeriod(), "O");
        acme.ebs("/_sandbox/ebs/person-imports", world.group(charge));

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @ParameterizedTest
    @CsvSource({"LOAD_JOURNALS, INV-10069", "SUBMIT_IMPORT, INV-10070"})
    void rowsOrJournalDeletedByAPerson_areGone_andStillReserveTheirInvoice(String call, String invoice) {
        acme.ebsFault(call, "person-deletes", 1, "PT1S");
        String charge = world.pay(invoice);
        acme.awaitState(charge, "GONE");

        String second = world.pay(invoice);

        acme.awaitState(second, "REVIEW");
        assertThat(acme.posting(charge).orElseThrow()).startsWith("GONE");
        world.assertNotBooked(charge);
        world.assertNotBooked(second);
    }

    @ParameterizedTest
    @CsvSource({"LOAD_JOURNALS, INV-10071", "SUBMIT_IMPORT, INV-10072"})
    void groupThatAPersonImports_standsInTheBooksOnce(String call, String invoice) {
        acme.ebsFault(call, "person-imports", 1, "PT1S");

        String charge = world.pay(invoice);

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void groupThatAPersonImports_whileOurImportRuns_standsInTheBooksOnce() {
        acme.ebs("/_sandbox/settings", Map.of("requestDuration", "PT1S"));
        String charge = world.pay("INV-10073");
        Map<String, String> group = world.group(charge);

        acme.ebs("/_sandbox/ebs/person-imports", group);
        acme.ebs("/_sandbox/ebs/person-imports", group);

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void journalThatNobodyPosts_waitsForAutoPost_andIsConfirmedOnceItIsPosted() {
        acme.ebs("/_sandbox/settings", Map.of("autoPost", false));
        String charge = world.pay("INV-10074");
        awaitReason(charge, "SENT: imported, waits for posting of its journal batch, by AutoPost or a person");

        acme.ebs("/_sandbox/ebs/post", world.group(charge));

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void journalThatNeedsApproval_saysSo_andIsConfirmedOnceItIsApproved() {
        acme.ebs("/_sandbox/settings", Map.of("approval", true));
        String charge = world.pay("INV-10075");
        awaitReason(charge, "approval of its journal batch");

        acme.ebs("/_sandbox/ebs/approve", world.group(charge));

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    private void awaitReason(String charge, String words) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(acme.posting(charge).orElse("")).contains(words));
    }
}
