package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call to EBS, and every way in which its answer can be lost, refused or garbled. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class LostAnswerIT {
    private static final Duration LATE = Duration.ofMillis(300);
    private static final List<String> LOST = List.of("answer-lost", "lands-late");
    private static final List<String> REFUSED_OR_GARBLED =
            List.of("reset", "status-429", "status-500", "html-503", "malformed", "half-page");
    private static final List<String> CALLS = List.of(
            "GET_PERIODS",
            "GET_ITEMS",
            "LOAD_JOURNALS",
            "FIND_REFERENCES",
            "SUBMIT_IMPORT",
            "GET_REQUEST",
            "GET_JOURNAL_LINES");

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

    static Stream<Arguments> callsAndLosses() {
        AtomicInteger invoice = new AtomicInteger(10_100);
        return CALLS.stream()
                .flatMap(call ->
                        LOST.stream().map(fault -> Arguments.of(call, fault, "INV-" + invoice.getAndIncrement())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("callsAndLosses")
    void call_whoseAnswerIsLost_endsConfirmedAndOnce(String call, String fault, String invoice) {
        acme.ebsFault(call, fault, 2, LATE.toString());

        String charge = world.pay(invoice);

        acme.awaitState(charge, "CONFIRMED");
        assertStaysOnce(charge, fault);
    }

    static Stream<Arguments> refusals() {
        AtomicInteger invoice = new AtomicInteger(10_120);
        return REFUSED_OR_GARBLED.stream().map(fault -> Arguments.of(fault, "INV-" + invoice.getAndIncrement()));
    }

    @ParameterizedTest(name = "every call {0}")
    @MethodSource("refusals")
    void everyCall_thatIsRefusedOrGarbled_endsConfirmedAndOnce(String fault, String invoice) {
        CALLS.forEach(call -> acme.ebsFault(call, fault, 1, LATE.toString()));

        String charge = world.pay(invoice);

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void freeze_thatFails_isAnAlertUntilItWorksAgain() {
        acme.ebsFault("GET_ITEMS", "status-500", 1000, "PT1S");
        String charge = world.pay("INV-10168");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(world.alerts("freeze-failed"))
                        .singleElement()
                        .asString()
                        .contains("GET_ITEMS"));
        assertThat(acme.posting(charge).orElseThrow()).startsWith("MATCHED");

        acme.clearFaults();

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
        assertThat(world.alerts("freeze-failed")).isEmpty();
    }

    @Test
    void load_thatFailsForLong_isAnAlertUntilItIsInTheBooks() {
        world.alertAfter("PT0.5S");
        acme.ebsFault("LOAD_JOURNALS", "status-500", 1000, "PT1S");
        String charge = world.pay("INV-10132");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(world.alerts("batch-late")).anyMatch(text -> text.contains("the last look failed")));
        assertThat(acme.posting(charge).orElseThrow()).startsWith("SENDING");

        acme.clearFaults();

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(world.alerts("batch-late")).isEmpty());
    }

    @Test
    void find_thatIsNotGranted_isAnAlertUntilALookGoesThrough() {
        world.grant("FIND_REFERENCES", false);
        String charge = world.pay("INV-10133");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(world.alerts("needs-person")).anyMatch(text -> text.contains("grant the method")));

        world.grant("FIND_REFERENCES", true);

        acme.awaitState(charge, "CONFIRMED");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(world.alerts("needs-person")).noneMatch(text -> text.contains("grant the method")));
    }

    @Test
    void call_thatTakesLongerThanALease_isNotMadeByAnotherWorkerToo() {
        // Several: what others left on its way takes one, too.
        acme.ebsFault("LOAD_JOURNALS", "latency", 5, "PT12S");
        String charge = world.pay("INV-10137");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.column(charge, "state").equals(Optional.of("SENDING")));
        String batch = world.column(charge, "batch_id").orElseThrow();
        // Whoever freezes it does not send it: a worker that does takes it first.
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        acme.number("select count(*) from batch where lease_until > now() and id = " + batch) == 1);
        long epoch = acme.number("select epoch from batch where id = " + batch);

        await().during(Duration.ofSeconds(11))
                .atMost(Duration.ofSeconds(20))
                .until(() -> acme.number("select epoch from batch where id = " + batch) == epoch);

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void batch_onItsWay_hasEveryStepInTheAuditTrail() {
        acme.ebs("/_sandbox/settings", Map.of("autoPost", false));
        String charge = world.pay("INV-10138");
        Map<String, String> group = world.group(charge);
        String batch = world.column(charge, "batch_id").orElseThrow();
        await().atMost(Duration.ofSeconds(20)).until(() -> world.audit(batch).contains("batch.import-ended"));

        acme.ebs("/_sandbox/ebs/post", group);

        acme.awaitState(charge, "CONFIRMED");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(world.audit(batch))
                        .containsExactly(
                                "batch.frozen",
                                "batch.move FROZEN LOADED",
                                "batch.import",
                                "batch.import-submitted",
                                "batch.import-ended",
                                "batch.move LOADED DONE"));
    }

    static Stream<Arguments> faults() {
        AtomicInteger invoice = new AtomicInteger(10_160);
        return Stream.concat(LOST.stream(), REFUSED_OR_GARBLED.stream())
                .map(fault -> Arguments.of(fault, "INV-" + invoice.getAndIncrement()));
    }

    @ParameterizedTest(name = "GET_GROUP_ROWS {0}")
    @MethodSource("faults")
    void rowsOfAFailedGroup_whoseAnswerIsLostOrGarbled_areReadAgain(String fault, String invoice) {
        acme.ebsFault("SUBMIT_IMPORT", "import-error", 1, "PT1S");
        acme.ebsFault("GET_GROUP_ROWS", fault, 1, LATE.toString());
        String charge = world.pay(invoice);
        acme.awaitState(charge, "REVIEW");

        acme.ebs("/_sandbox/ebs/person-imports", world.group(charge));

        acme.awaitState(charge, "CONFIRMED");
        assertStaysOnce(charge, fault);
    }

    /** A call that lands late may still be on its way when the charge is confirmed: it must change nothing either. */
    private void assertStaysOnce(String charge, String fault) {
        if (fault.equals("lands-late")) {
            await().during(LATE).atMost(LATE.multipliedBy(10)).untilAsserted(() -> world.assertOnce(charge));
        } else {
            world.assertOnce(charge);
        }
    }
}
