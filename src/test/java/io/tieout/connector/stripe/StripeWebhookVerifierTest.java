package io.tieout.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.provider.WebhookVerifier.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeWebhookVerifierTest {
    private static final long NOW = 1_795_253_400L;
    private static final String SETTINGS = "{\"account\":\"acct_1\",\"livemode\":false}";
    private static final String EVENT =
            "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"charge.succeeded\",\"created\":1795253395,\"data\":{}}";

    @Test
    void delivery_signedByASecret_isGenuineWithItsExactBytes() {
        byte[] body = bytes(EVENT + "\n");

        Verdict verdict = verify(SETTINGS, Signing.header(NOW, body, "whsec_new"), body);

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Genuine.class, genuine -> {
            assertThat(genuine.notification().id()).isEqualTo("evt_1");
            assertThat(genuine.notification().type()).isEqualTo("charge.succeeded");
            assertThat(genuine.notification().created()).isEqualTo(Instant.ofEpochSecond(1_795_253_395L));
            assertThat(genuine.notification().payload()).isEqualTo(body);
        });
    }

    @Test
    void delivery_signedByTheOlderSecret_isGenuine() {
        byte[] body = bytes(EVENT);

        assertThat(verify(SETTINGS, Signing.header(NOW, body, "whsec_old"), body))
                .isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void delivery_signedByTheApiKey_isRefused() {
        byte[] body = bytes(EVENT);

        assertThat(verify(SETTINGS, Signing.header(NOW, body, "sk_test_x"), body))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void delivery_withoutHeader_isRefused() {
        Verdict verdict = verifier(SETTINGS).verify(FixedConnections.ID, Optional.empty(), bytes(EVENT));

        assertThat(verdict).isEqualTo(new Verdict.Refused("the delivery has no header Stripe-Signature"));
    }

    @ParameterizedTest
    @CsvSource({"300, true", "301, false", "-100000, true"})
    void delivery_ofAnAge_passesUpTo300Seconds(long age, boolean genuine) {
        byte[] body = bytes(EVENT);

        Verdict verdict = verify(SETTINGS, Signing.header(NOW - age, body, "whsec_new"), body);

        assertThat(verdict instanceof Verdict.Genuine).isEqualTo(genuine);
    }

    @Test
    void tolerance_ofZero_acceptsAnyAge() {
        byte[] body = bytes(EVENT);
        String settings = "{\"account\":\"acct_1\",\"livemode\":false,\"signatureTolerance\":\"PT0S\"}";

        assertThat(verify(settings, Signing.header(1, body, "whsec_new"), body)).isInstanceOf(Verdict.Genuine.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"event\"",
                "{\"id\":\"evt_1\",\"object\":\"event\"",
                "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"a.b\",\"created\":1}{}",
                "{\"id\":\"evt_1\",\"object\":\"v2.core.event\",\"type\":\"a.b\",\"created\":1}",
                "{\"id\":7,\"object\":\"event\",\"type\":\"a.b\",\"created\":1}",
                "{\"id\":\" \",\"object\":\"event\",\"type\":\"a.b\",\"created\":1}",
                "{\"id\":\"evt_1\",\"object\":\"event\",\"created\":1}",
                "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"a.b\",\"created\":\"1\"}",
                "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"a.b\",\"created\":99999999999999999999}"
            })
    void body_thatIsNoEvent_isRefusedThoughWellSigned(String text) {
        byte[] body = bytes(text);

        assertThat(verify(SETTINGS, Signing.header(NOW, body, "whsec_new"), body))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void refusal_ofAnyKind_holdsNothingOfTheBody() {
        byte[] body = bytes("{\"id\":\"evt_1\",\"object\":\"event\",\"email\":\"jane@example.com\" oops");

        Verdict verdict = verify(SETTINGS, Signing.header(NOW, body, "whsec_new"), body);

        assertThat(verdict).isEqualTo(new Verdict.Refused("the body is not JSON in UTF-8"));
    }

    @Test
    void connection_withoutSecret_refusesAndSaysSo() {
        FixedConnections connections = new FixedConnections("", SETTINGS, Map.of("apiKey", "sk_test_x"));

        Verdict verdict = new StripeWebhookVerifier(connections, clock())
                .verify(FixedConnections.ID, Optional.of("t=1,v1=0"), bytes(EVENT));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains("webhookSecret"));
    }

    @Test
    void connection_unknown_refuses() {
        Verdict verdict = verifier(SETTINGS).verify(new ConnectionId(99), Optional.of("t=1,v1=0"), bytes(EVENT));

        assertThat(verdict).isEqualTo(new Verdict.Refused("there is no such connection"));
    }

    @Test
    void connection_stopped_verifiesStillSoThatTheEventIsStored() {
        byte[] body = bytes(EVENT);
        FixedConnections connections = new FixedConnections("", SETTINGS, Map.of("webhookSecret", "whsec_new"));
        connections.stop(FixedConnections.ID, 3, "refused");

        Verdict verdict = new StripeWebhookVerifier(connections, clock())
                .verify(FixedConnections.ID, Optional.of(Signing.header(NOW, body, "whsec_new")), body);

        assertThat(verdict).isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void secretThatWasSet_isGoodAtOnce_andTheOneItReplacedForTheRememberedSecondAtMost() {
        byte[] body = bytes(EVENT);
        Optional<String> old = Optional.of(Signing.header(NOW, body, "whsec_old"));
        Optional<String> fresh = Optional.of(Signing.header(NOW, body, "whsec_new"));
        FixedConnections connections = new FixedConnections("", SETTINGS, Map.of("webhookSecret", "whsec_old"));
        StripeWebhookVerifier verifier = new StripeWebhookVerifier(connections, clock());
        assertThat(verifier.verify(FixedConnections.ID, old, body)).isInstanceOf(Verdict.Genuine.class);

        connections.change(Map.of("webhookSecret", "whsec_new"));

        await().atMost(Duration.ofSeconds(5))
                .until(() -> verifier.verify(FixedConnections.ID, old, body) instanceof Verdict.Refused);
        connections.change(Map.of("webhookSecret", "whsec_old"));
        assertThat(verifier.verify(FixedConnections.ID, old, body)).isInstanceOf(Verdict.Genuine.class);
        connections.change(Map.of("webhookSecret", "whsec_new"));
        assertThat(verifier.verify(FixedConnections.ID, fresh, body)).isInstanceOf(Verdict.Genuine.class);
        assertThat(verifier.verify(FixedConnections.ID, old, body)).isInstanceOf(Verdict.Refused.class);
    }

    private static Verdict verify(String settings, String header, byte[] body) {
        return verifier(settings).verify(FixedConnections.ID, Optional.of(header), body);
    }

    private static StripeWebhookVerifier verifier(String settings) {
        Map<String, String> secrets =
                Map.of("apiKey", "sk_test_x", "webhookSecret", "whsec_old", "webhookSecret.2", "whsec_new");
        return new StripeWebhookVerifier(new FixedConnections("", settings, secrets), clock());
    }

    private static Clock clock() {
        return Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
