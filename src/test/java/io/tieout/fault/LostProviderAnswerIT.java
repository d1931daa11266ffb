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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every read from Stripe, and every way in which its answer can be lost, refused or garbled. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class LostProviderAnswerIT {
    private static final List<String> FAULTS =
            List.of("status-429", "lock-timeout", "status-500", "malformed", "html-503", "half-page", "answer-lost");
    private static final String EVENTS = "GET /v1/events";

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

    static Stream<Arguments> readsAndFaults() {
        AtomicInteger invoice = new AtomicInteger(10_170);
        return Stream.of("GET /v1/charges/{id}", "GET /v1/payment_intents/{id}")
                .flatMap(read ->
                        FAULTS.stream().map(fault -> Arguments.of(read, fault, "INV-" + invoice.getAndIncrement())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("readsAndFaults")
    void read_whoseAnswerIsLostOrGarbled_endsConfirmedAndOnce(String read, String fault, String invoice) {
        acme.stripeFault(read, fault, 3);

        String charge = world.pay(invoice);

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    static Stream<Arguments> pollFaults() {
        AtomicInteger invoice = new AtomicInteger(10_184);
        return FAULTS.stream().map(fault -> Arguments.of(fault, "INV-" + invoice.getAndIncrement()));
    }

    @ParameterizedTest(name = "GET /v1/events {0}")
    @MethodSource("pollFaults")
    void poll_whoseAnswerIsLostOrGarbled_findsTheChargeLater(String fault, String invoice) {
        acme.stripeFault(EVENTS, fault, 1);

        String charge = acme.pay(invoice, "plain", "never").path("charge").asText();

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void questionAboutAnEvent_isOverOnceTheEventHasGoneThrough() {
        acme.stripeFault("GET /v1/charges/{id}", "status-500", 1000);
        String charge = world.pay("INV-10139");
        String failed = " from event e join connection c on c.id = e.connection_id"
                + " where e.state = 'NEW' and e.attempts > 1";
        await().atMost(Duration.ofSeconds(20)).until(() -> acme.number("select count(*)" + failed) > 0);
        acme.change("insert into alert (tenant, kind, subject, text)"
                + " select c.tenant, 'needs-person', 'event:' || e.id, 'as if the key lacked a permission'" + failed);
        assertThat(world.alerts("needs-person")).isNotEmpty();

        acme.clearFaults();

        acme.awaitState(charge, "CONFIRMED");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(world.alerts("needs-person")).isEmpty());
    }

    @Test
    void poll_thatFails_isAnAlertUntilItWorksAgain() {
        acme.stripeFault(EVENTS, "status-500", 1000);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(world.alerts("poll-failed"))
                        .singleElement()
                        .asString()
                        .contains("GET /v1/events"));
        acme.clearFaults();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(world.alerts("poll-failed")).isEmpty());
    }
}
