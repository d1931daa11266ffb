package io.tieout.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import io.tieout.testing.StripeDoor;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The answers of Stripe's door over a real socket. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class WebhookDoorTest {
    private static final int MEBIBYTE = 1 << 20;

    @Inject
    AcmeWorld acme;

    @Inject
    StripeDoor stripe;

    @ConfigProperty(name = "quarkus.http.port")
    int port;

    // Payment services deliver over HTTP/1.1.
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void genuineEvent_isStoredOnce_andADuplicateIsAnsweredAlike() throws Exception {
        String id = "evt_door_" + UUID.randomUUID();
        String body = event(id, "customer.updated");

        HttpResponse<String> first = deliver("acme-stripe", body, stripe.signature(body), "application/json");
        HttpResponse<String> again =
                deliver("acme-stripe", body, stripe.signature(body), "application/json; charset=utf-8");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(stored(id)).isEqualTo(1);
    }

    @Test
    void eventOfATypeThatNoFlowFollows_hasEndedWithItsReason_asSoonAsItIsStored() throws Exception {
        String id = "evt_door_" + UUID.randomUUID();
        String body = event(id, "customer.updated");

        deliver("acme-stripe", body, stripe.signature(body), "application/json");

        assertThat(acme.number(
                        "select count(*) from event e join event_payload p on p.event = e.id where event_id = '" + id
                                + "' and state = 'IGNORED' and reason = 'no flow follows events of this type'"
                                + " and done_at = e.received_at and payload_sha256 = sha256(p.payload)"))
                .isEqualTo(1);
    }

    @Test
    void signatureOfOtherBytes_isRefused_andNothingIsStored() throws Exception {
        String id = "evt_door_" + UUID.randomUUID();
        String body = event(id, "charge.succeeded");

        HttpResponse<String> answer = deliver("acme-stripe", body + " ", stripe.signature(body), "application/json");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(stored(id)).isZero();
    }

    @Test
    void missingSignature_isRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(door("acme-stripe"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event("evt_x", "charge.succeeded")))
                .build();

        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void signedBodyThatIsNoEvent_isRefused() throws Exception {
        for (String body : new String[] {"[]", "{", "{\"id\":1}", "\u0000"}) {
            assertThat(deliver("acme-stripe", body, stripe.signature(body), "application/json")
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    @Test
    void eventWhoseIdHoldsANul_isRefused_andItsNeighboursAreStored() throws Exception {
        String id = "evt_door_" + UUID.randomUUID();
        String spoiled = event("evt\\u0000x", "charge.succeeded");
        String sound = event(id, "customer.updated");

        var first = http.sendAsync(
                request("acme-stripe", spoiled, stripe.signature(spoiled), "application/json"),
                HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> second = deliver("acme-stripe", sound, stripe.signature(sound), "application/json");

        assertThat(first.get().statusCode()).isEqualTo(400);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(stored(id)).isEqualTo(1);
    }

    @Test
    void unknownConnectionOrOneOfAnotherSystem_isNotFound() throws Exception {
        String body = event("evt_x", "charge.succeeded");

        assertThat(deliver("nobody", body, stripe.signature(body), "application/json")
                        .statusCode())
                .isEqualTo(404);
        assertThat(deliver("acme-ebs", body, stripe.signature(body), "application/json")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void otherContentType_isRefused() throws Exception {
        String body = event("evt_x", "charge.succeeded");

        assertThat(deliver("acme-stripe", body, stripe.signature(body), "text/plain")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void bodyAboveOneMebibyte_isTooLarge_andOneOfThatSizeIsRead() throws Exception {
        String large = " ".repeat(MEBIBYTE + 1);
        String most = " ".repeat(MEBIBYTE);

        // Who is still writing when the connection is ended may not see why; this one asks first.
        HttpRequest asking = HttpRequest.newBuilder(door("acme-stripe"))
                .header("Content-Type", "application/json")
                .expectContinue(true)
                .POST(HttpRequest.BodyPublishers.ofString(large))
                .build();
        assertThat(http.send(asking, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(413);
        assertThat(deliver("acme-stripe", most, "t=1,v1=00", "application/json").statusCode())
                .isEqualTo(400);
    }

    @Test
    void databaseThatCannotCommit_isNever2xx_andAnEventThatIsOnDiskIs() throws Exception {
        String known = event("evt_door_" + UUID.randomUUID(), "customer.updated");
        String id = "evt_door_" + UUID.randomUUID();
        String fresh = event(id, "customer.updated");
        assertThat(deliver("acme-stripe", known, stripe.signature(known), "application/json")
                        .statusCode())
                .isEqualTo(200);

        HttpResponse<String> duplicate;
        HttpResponse<String> refused;
        acme.change("alter table event rename to event_away");
        try {
            duplicate = deliver("acme-stripe", known, stripe.signature(known), "application/json");
            refused = deliver("acme-stripe", fresh, stripe.signature(fresh), "application/json");
        } finally {
            acme.change("alter table event_away rename to event");
        }

        assertThat(duplicate.statusCode()).isEqualTo(200);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(stored(id)).isZero();
        assertThat(deliver("acme-stripe", fresh, stripe.signature(fresh), "application/json")
                        .statusCode())
                .isEqualTo(200);
        assertThat(stored(id)).isEqualTo(1);
    }

    @Test
    void doorsThatCannotBeLookedUp_areNever404() throws Exception {
        String body = event("evt_door_" + UUID.randomUUID(), "customer.updated");
        acme.change("alter table connection rename to connection_away");
        try {
            // A door that was looked up before is remembered for a second.
            await().untilAsserted(() -> {
                HttpResponse<String> answer = deliver("acme-stripe", body, stripe.signature(body), "application/json");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });
        } finally {
            acme.change("alter table connection_away rename to connection");
        }
    }

    private long stored(String id) {
        return acme.number("select count(*) from event where event_id = '" + id + "'");
    }

    private static String event(String id, String type) {
        return """
                {"id":"%s","object":"event","type":"%s","created":1785600000,"livemode":false,
                 "data":{"object":{"id":"cus_1","object":"customer"}}}""".formatted(id, type);
    }

    private HttpResponse<String> deliver(String connection, String body, String signature, String type)
            throws IOException, InterruptedException {
        return http.send(request(connection, body, signature, type), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String connection, String body, String signature, String type) {
        return HttpRequest.newBuilder(door(connection))
                .header("Content-Type", type)
                .header("Stripe-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private URI door(String connection) {
        return URI.create("http://127.0.0.1:" + port + "/webhooks/stripe/" + connection);
    }
}
