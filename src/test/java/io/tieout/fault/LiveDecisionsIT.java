package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
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

/** What persons decide about what lives, or may live, in EBS: only EBS' own word frees anything (protocol.md move 4). */
@QuarkusTest
@TestProfile(FlowProfile.class)
class LiveDecisionsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, ?> CLOSE = Map.of("reason", "the customer paid twice", "then", "close");
    private static final Map<String, ?> DECIDE = Map.of("reason", "to be decided anew", "then", "decide");
    private static final Map<String, ?> AGAIN = Map.of("reason", "rows were deleted by mistake");

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
    void gone_givenUp_isClosedInEbs_andFreesItsInvoice() {
        String invoice = desk.invoice();
        String charge = gone(invoice);

        desk.decide(charge, "give-up", CLOSE).then().statusCode(200);

        assertThat(acme.posting(charge).orElseThrow()).startsWith("IGNORED").contains("the customer paid twice");
        desk.assertTombstone(charge);
        assertThat(world.column(charge, "live")).hasValue("f");
        String second = desk.pay(invoice);
        acme.awaitState(second, "CONFIRMED");
        world.assertOnce(second);
        world.assertNotBooked(charge);
    }

    @Test
    void gone_givenUpToBeDecidedAnew_isAQuestion_thatNoReplaySends() {
        String charge = gone(desk.invoice());
        desk.decide(charge, "give-up", DECIDE).then().statusCode(200);
        assertThat(acme.posting(charge).orElseThrow()).startsWith("REVIEW");

        long fact = acme.fact(charge);
        long epoch = acme.number("select epoch from fact where id = " + fact);
        desk.replay(charge);

        await().atMost(PATIENCE).until(() -> acme.number("select epoch from fact where id = " + fact) > epoch);
        assertThat(acme.posting(charge).orElseThrow()).startsWith("REVIEW");
        desk.assertTombstone(charge);
        world.assertNotBooked(charge);
    }

    @Test
    void rowsInError_givenUp_areRefusedByEbs_andThePersonIsTold() {
        String charge = inError(desk.invoice());

        Response answer = desk.decide(charge, "give-up", CLOSE);

        answer.then().statusCode(409);
        assertThat(answer.path("detail").toString())
                .contains("lives in the target")
                .contains("interface");
        assertThat(acme.posting(charge).orElseThrow()).startsWith("REVIEW");
        assertThat(world.column(charge, "live")).hasValue("t");
        assertThat(desk.waiting(charge)).isZero();
    }

    @Test
    void sending_givenUpWhileEveryLoadFails_isClosed_andALateLoadFindsTheTombstone() {
        acme.ebsFault("LOAD_JOURNALS", "status-500", 1000, "PT1S");
        String charge = desk.pay(desk.invoice());
        acme.awaitState(charge, "SENDING");

        desk.decide(charge, "give-up", CLOSE).then().statusCode(200);
        acme.clearFaults();

        String batch = world.column(charge, "batch_id").orElseThrow();
        await().atMost(PATIENCE)
                .until(() -> acme.number("select count(*) from batch where state = 'DONE' and id = " + batch) == 1);
        assertThat(acme.posting(charge).orElseThrow()).startsWith("IGNORED");
        desk.assertTombstone(charge);
        world.assertNotBooked(charge);
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer-lost", "lands-late", "status-500"})
    void closureWhoseAnswerIsLost_isRepeatedUntilItIsKnown(String fault) {
        String charge = gone(desk.invoice());
        acme.ebsFault("CLOSE_REFERENCES", fault, 2, "PT0.3S");

        desk.decide(charge, "give-up", CLOSE).then().statusCode(202);

        acme.awaitState(charge, "IGNORED");
        assertThat(desk.waiting(charge)).isZero();
        desk.assertTombstone(charge);
        assertThat(desk.moves(charge, "IGNORED")).isEqualTo(1);
    }

    @Test
    void closureWhoseFirstAnswerComesAfterTheSecond_isWrittenOnce() {
        String charge = gone(desk.invoice());
        acme.ebsFault("CLOSE_REFERENCES", "latency", 1, "PT2S");

        // The look at the batch asks as well, and has its answer before the person's own call has.
        desk.decide(charge, "give-up", CLOSE).then().statusCode(200);

        assertThat(acme.posting(charge).orElseThrow()).startsWith("IGNORED");
        assertThat(desk.moves(charge, "IGNORED")).isEqualTo(1);
        desk.assertTombstone(charge);
    }

    @Test
    void closureThatEbsRefuses_isKept_andAnAlertUntilItIsGranted() {
        String charge = gone(desk.invoice());
        world.grant("CLOSE_REFERENCES", false);

        desk.decide(charge, "give-up", CLOSE).then().statusCode(202);

        assertThat(acme.posting(charge).orElseThrow()).startsWith("GONE");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(world.alerts("close-rejected")).isNotEmpty());
        world.grant("CLOSE_REFERENCES", true);
        acme.awaitState(charge, "IGNORED");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(world.alerts("close-rejected")).isEmpty());
    }

    @Test
    void gone_postedAgain_standsOnceUnderAnotherReference_andTheFirstIsClosed() {
        String charge = gone(desk.invoice());
        String first = world.column(charge, "reference").orElseThrow();

        desk.decide(charge, "post-again", AGAIN).then().statusCode(200);

        await().atMost(PATIENCE).until(() -> desk.states(charge).equals(List.of("1 IGNORED", "2 CONFIRMED")));
        world.assertBookedOnce(charge);
        assertThat(world.count("GL_JE_LINES", "REFERENCE_1", first)).isZero();
        assertThat(world.count("XX_TIEOUT_KEYS", "REFERENCE", first)).isEqualTo(1);
        assertThat(desk.audited(charge, "review.post-again"))
                .containsExactly("token:trial rows were deleted by mistake");
    }

    @Test
    void gone_postedAgain_keepsItsInvoiceFromOthersAllTheWhile() {
        String invoice = desk.invoice();
        String charge = gone(invoice);
        String rival = desk.pay(invoice);
        acme.awaitState(rival, "REVIEW");
        world.batchAge("PT1H");

        desk.decide(charge, "post-again", AGAIN).then().statusCode(200);
        desk.replay(rival);

        await().atMost(PATIENCE).until(() -> desk.states(charge).equals(List.of("1 IGNORED", "2 MATCHED")));
        acme.awaitState(rival, "REVIEW");
    }

    @Test
    void closed_isPostedAgainOnlyOnce() {
        String charge = gone(desk.invoice());
        desk.decide(charge, "give-up", DECIDE).then().statusCode(200);
        desk.decide(charge, "post-again", AGAIN).then().statusCode(200);

        Response second = desk.decide(charge, 1, "post-again", AGAIN);

        second.then().statusCode(409);
        assertThat(second.path("detail").toString()).contains("posted again already");
        await().atMost(PATIENCE).until(() -> desk.states(charge).equals(List.of("1 IGNORED", "2 CONFIRMED")));
    }

    @Test
    void confirmed_isNeitherGivenUpNorPostedAgain() {
        String charge = desk.pay(desk.invoice());
        acme.awaitState(charge, "CONFIRMED");

        desk.decide(charge, "give-up", CLOSE).then().statusCode(409);
        desk.decide(charge, "post-again", AGAIN).then().statusCode(409);

        assertThat(acme.posting(charge).orElseThrow()).startsWith("CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void twoPersonsAtOnce_theSecondIsToldWhoDecided() {
        String charge = gone(desk.invoice());
        String seen = desk.version(charge);
        desk.decide(charge, "give-up", DECIDE).then().statusCode(200);

        Response second = desk.decideOn(charge, seen, "post-again", AGAIN);

        second.then().statusCode(412);
        assertThat(second.path("detail").toString()).contains("token:trial", "give-up", "to be decided anew");
    }

    @Test
    void reasonOrVersion_missing_isRefused() {
        String charge = gone(desk.invoice());

        desk.decide(charge, "post-again", Map.of("reason", "no")).then().statusCode(400);
        desk.decideWithoutVersion(charge, "post-again", AGAIN).then().statusCode(428);

        assertThat(acme.posting(charge).orElseThrow()).startsWith("GONE");
    }

    private String gone(String invoice) {
        acme.ebsFault("LOAD_JOURNALS", "person-deletes", 1, "PT1S");
        String charge = desk.pay(invoice);
        acme.awaitState(charge, "GONE");
        return charge;
    }

    private String inError(String invoice) {
        acme.ebsFault("SUBMIT_IMPORT", "import-error", 1, "PT1S");
        String charge = desk.pay(invoice);
        acme.awaitState(charge, "REVIEW");
        return charge;
    }
}
