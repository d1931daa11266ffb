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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One posting that an import refuses must not hold up the others of its group, whatever happens meanwhile. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class GroupSplitIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SOME_LOOKS = Duration.ofSeconds(1);

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
        groups.enable(false);
        world.calm();
    }

    @Test
    void guiltyPosting_isAQuestion_whileTheRestOfItsGroupIsPosted_untilAPersonMendedTheCause() {
        List<String> charges = groups.matched(3, "USD");
        String guilty = charges.get(1);
        groups.disable(guilty);

        world.freezeNow();

        assertThat(acme.awaitState(guilty, "REVIEW")).contains("the account is disabled (EF03)");
        List.of(charges.get(0), charges.get(2)).forEach(charge -> {
            acme.awaitState(charge, "CONFIRMED");
            world.assertOnce(charge);
        });
        assertThat(world.column(guilty, "live")).hasValue("t");
        assertThat(groups.splits(guilty)).containsExactly("DONE");
        assertThat(world.group(guilty)).isNotEqualTo(world.group(charges.get(0)));
        assertThat(world.audit(groups.batch(guilty))).contains("batch.split", "batch.split-done");
        world.assertNotBooked(guilty);

        groups.enable(true);
        acme.ebs("/_sandbox/ebs/person-imports", world.group(guilty));
        acme.awaitState(guilty, "CONFIRMED");
        world.assertOnce(guilty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer-lost", "lands-late", "reset", "status-500"})
    void split_whoseAnswerIsLostOrGarbled_isMadeOnce(String fault) {
        acme.ebsFault("SUBMIT_IMPORT", "import-error", 1, "PT1S");
        acme.ebsFault("REGROUP", fault, 2, "PT0.3S");
        List<String> charges = groups.matched(2, "USD");

        world.freezeNow();

        charges.forEach(charge -> acme.awaitState(charge, "CONFIRMED"));
        charges.forEach(world::assertOnce);
        assertThat(groups.splits(charges.get(0))).containsOnlyOnce("DONE").doesNotContain("INTENDED");
    }

    @Test
    void groupThatAPersonImports_whileItsSplitIsOnTheWay_standsInTheBooksOnce() {
        acme.ebsFault("SUBMIT_IMPORT", "import-error", 1, "PT1S");
        acme.ebsFault("REGROUP", "latency", 1, "PT0.6S");
        List<String> charges = groups.matched(2, "USD");
        Map<String, String> group = frozenUntilSplit(charges);

        acme.ebs("/_sandbox/ebs/person-imports", group);

        charges.forEach(charge -> acme.awaitState(charge, "CONFIRMED"));
        charges.forEach(world::assertOnce);
        assertThat(groups.splits(charges.get(0))).containsExactly("DROPPED");
    }

    @Test
    void rowsThatAPersonDeletes_whileTheirSplitIsOnTheWay_areGone() {
        acme.ebsFault("SUBMIT_IMPORT", "import-error", 1, "PT1S");
        acme.ebsFault("REGROUP", "latency", 1, "PT0.6S");
        List<String> charges = groups.matched(2, "USD");
        Map<String, String> group = frozenUntilSplit(charges);

        acme.ebs("/_sandbox/ebs/person-deletes", group);

        charges.forEach(charge -> acme.awaitState(charge, "GONE"));
        charges.forEach(world::assertNotBooked);
        assertThat(groups.splits(charges.get(0))).containsExactly("DROPPED");
    }

    @Test
    void rowThatAPersonCorrects_whileItsSplitIsOnTheWay_isNotImportedByUs_andTheRestIsPosted() {
        acme.ebsFault("REGROUP", "latency", 1, "PT0.6S");
        List<String> charges = groups.matched(2, "USD");
        String guilty = charges.get(0);
        groups.disable(guilty);
        frozenUntilSplit(charges);

        String row = world.rows(guilty).stream()
                .filter(one -> one.path("STATUS").asText().startsWith("EF"))
                .map(one -> one.path("ROW_ID"))
                .map(JsonNode::asText)
                .findFirst()
                .orElseThrow();
        acme.ebs("/_sandbox/ebs/correct-row", Map.of("row", row, "account", "01-000-2160-0000-000"));

        acme.awaitState(charges.get(1), "CONFIRMED");
        assertThat(acme.awaitState(guilty, "REVIEW")).contains("someone has changed them");
        await().during(SOME_LOOKS).atMost(PATIENCE).untilAsserted(() -> {
            world.assertNotBooked(guilty);
            assertThat(world.rows(guilty)).hasSize(2);
        });

        acme.ebs("/_sandbox/ebs/person-imports", world.group(guilty));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(acme.posting(guilty).orElseThrow())
                        .startsWith("REVIEW")
                        .contains("01-000-2160-0000-000"));
        world.assertOnce(guilty);
    }

    @Test
    void splitThatIsNotGranted_isAnAlertUntilItIs() {
        acme.ebsFault("SUBMIT_IMPORT", "import-error", 1, "PT1S");
        world.grant("REGROUP", false);
        List<String> charges = groups.matched(2, "USD");
        world.freezeNow();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(world.alerts("import-stuck")).anyMatch(text -> text.contains("grant the method")));
        charges.forEach(charge -> assertThat(acme.posting(charge).orElseThrow()).startsWith("SENT"));

        world.grant("REGROUP", true);

        charges.forEach(charge -> acme.awaitState(charge, "CONFIRMED"));
        charges.forEach(world::assertOnce);
        assertThat(world.alerts("import-stuck")).isEmpty();
    }

    @Test
    void postingsOfTwoCurrencies_leaveInTwoBatches() {
        List<String> dollars = groups.matched(1, "USD");
        List<String> euros = groups.matched(1, "EUR");

        world.freezeNow();

        acme.awaitState(dollars.get(0), "CONFIRMED");
        acme.awaitState(euros.get(0), "CONFIRMED");
        assertThat(groups.batch(dollars.get(0))).isNotEqualTo(groups.batch(euros.get(0)));
    }

    @Test
    void groupWithoutARate_isImportedAgainByItself_andAskedAboutWhenThatDoesNotHelp() {
        String charge = groups.matched(1, "EUR").get(0);
        Map<String, String> rate = Map.of(
                "currency",
                "EUR",
                "date",
                world.column(charge, "accounting_date").orElseThrow());
        acme.ebs("/_sandbox/ebs/rate", rate);
        world.freezeNow();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(acme.posting(charge).orElseThrow())
                        .startsWith("SENT")
                        .contains("(EC06)", "imported again by itself"));

        assertThat(acme.awaitState(charge, "REVIEW")).contains("after 4 imports");
        world.assertNotBooked(charge);

        acme.ebs("/_sandbox/ebs/rate", Map.of("currency", "EUR", "date", rate.get("date"), "rate", "1.10"));
        acme.ebs("/_sandbox/ebs/person-imports", world.group(charge));
        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void groupWithoutARate_isPostedOnceThereIsOne() {
        String charge = groups.matched(1, "EUR").get(0);
        String day = world.column(charge, "accounting_date").orElseThrow();
        acme.ebs("/_sandbox/ebs/rate", Map.of("currency", "EUR", "date", day));
        world.freezeNow();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(acme.posting(charge).orElseThrow()).contains("(EC06)"));

        acme.ebs("/_sandbox/ebs/rate", Map.of("currency", "EUR", "date", day, "rate", "1.10"));

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    /** Lets the charges leave and waits until their group is about to be split. */
    private Map<String, String> frozenUntilSplit(List<String> charges) {
        world.freezeNow();
        Map<String, String> group = world.group(charges.get(0));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> groups.splits(charges.get(0)).contains("INTENDED"));
        return group;
    }
}
