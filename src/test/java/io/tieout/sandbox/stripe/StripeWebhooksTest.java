package io.tieout.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.WebhookEndpoint;
import com.stripe.net.Webhook;
import com.stripe.param.EventListParams;
import com.stripe.param.WebhookEndpointCreateParams;
import com.stripe.param.WebhookEndpointUpdateParams;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tieout.sandbox.SandboxJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StripeWebhooksTest {

    private record Received(String signature, String body) {

        String type() {
            return event().path("type").asText();
        }

        String id() {
            return event().path("id").asText();
        }

        private com.fasterxml.jackson.databind.JsonNode event() {
            try {
                return SandboxJson.MAPPER.readTree(body);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @TempDir
    private Path folder;

    private StripeSandbox sandbox;
    private HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private String secret = "";

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::receive);
        server.start();
        sandbox = StripeSandbox.start(Optional.of(folder.resolve("stripe.mv")));
    }

    @AfterEach
    void stop() {
        sandbox.close();
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean refuse = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        received.add(new Received(exchange.getRequestHeaders().getFirst("Stripe-Signature"), body));
        exchange.sendResponseHeaders(refuse ? 500 : 204, -1);
        exchange.close();
    }

    private String endpoint() throws Exception {
        WebhookEndpoint made = sandbox.client()
                .v1()
                .webhookEndpoints()
                .create(WebhookEndpointCreateParams.builder()
                        .setUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/hook")
                        .addEnabledEvent(WebhookEndpointCreateParams.EnabledEvent.ALL)
                        .setApiVersion(WebhookEndpointCreateParams.ApiVersion.VERSION_2026_07_29_DAHLIA)
                        .build());
        secret = made.getSecret();
        return made.getId();
    }

    private List<String> types() {
        return received.stream().map(Received::type).toList();
    }

    @Test
    void delivery_always_isSignedForTheOfficialLibrary() throws Exception {
        String endpoint = endpoint();
        assertThat(sandbox.client().v1().webhookEndpoints().retrieve(endpoint).getSecret())
                .isNull();
        sandbox.pay(1_000, "usd", "pm_card_visa");
        await().until(() -> types().contains("charge.updated"));

        for (Received delivery : received) {
            Event event = Webhook.constructEvent(delivery.body(), delivery.signature(), secret);
            assertThat(event.getDataObjectDeserializer().getObject()).isPresent();
        }
        Received updated = received.stream()
                .filter(delivery -> delivery.type().equals("charge.updated"))
                .findFirst()
                .orElseThrow();
        Event event = Webhook.constructEvent(updated.body(), updated.signature(), secret);
        assertThat(((Charge) event.getDataObjectDeserializer().getObject().orElseThrow()).getBalanceTransaction())
                .startsWith("txn_");
        assertThat(event.getData().getPreviousAttributes()).containsOnlyKeys("balance_transaction");
    }

    @Test
    void refusedDelivery_isRepeatedWithTheSameEvent() throws Exception {
        refusals.set(2);
        endpoint();
        sandbox.client()
                .v1()
                .customers()
                .create(com.stripe.param.CustomerCreateParams.builder().build());

        await().until(() -> received.size() == 3);

        assertThat(received.stream().map(Received::id).distinct()).hasSize(1);
        await().untilAsserted(() -> assertThat(
                        sandbox.plain().table("deliveries").get(0).path("state").asText())
                .isEqualTo("delivered"));
        assertThat(sandbox.plain().table("deliveries").get(0).path("attempts")).hasSize(3);
        assertThat(sandbox.client().v1().events().list().getData().get(0).getPendingWebhooks())
                .isZero();
    }

    @Test
    void modes_twiceAndOutOfOrder_doWhatTheySay() throws Exception {
        endpoint();
        sandbox.plain().post("/_sandbox/pay", "{\"invoice\":\"INV-10001\",\"delivery\":\"twice\"}");
        await().until(() -> types().stream().filter("charge.succeeded"::equals).count() == 2);
        await().until(() -> types().stream().filter("charge.updated"::equals).count() == 2);
        received.clear();

        sandbox.plain().post("/_sandbox/pay", "{\"invoice\":\"INV-10002\",\"delivery\":\"out-of-order\"}");

        await().until(() -> types().contains("charge.succeeded") && types().contains("charge.updated"));
        assertThat(types().indexOf("charge.updated")).isLessThan(types().indexOf("charge.succeeded"));
    }

    @Test
    void withheldDelivery_canBeCaughtUpByEventsAndRedelivered() throws Exception {
        endpoint();
        sandbox.settings("{\"deliveryMode\":\"never\"}");
        sandbox.pay(1_000, "usd", "pm_card_visa");
        List<Event> missed = sandbox.client()
                .v1()
                .events()
                .list(EventListParams.builder()
                        .setDeliverySuccess(false)
                        .setType("payment_intent.*")
                        .build())
                .getData();
        assertThat(missed).hasSize(2);
        assertThat(received).isEmpty();

        sandbox.plain()
                .post("/_sandbox/redeliver", "{\"event\":\"" + missed.get(0).getId() + "\"}");

        await().until(() -> received.size() == 1);
        assertThat(received.get(0).id()).isEqualTo(missed.get(0).getId());
    }

    @Test
    void rolledSecret_signsBesideTheOldOne() throws Exception {
        String endpoint = endpoint();
        String rolled = SandboxJson.MAPPER
                .readTree(sandbox.plain()
                        .post("/_sandbox/webhook_endpoints/roll", "{\"id\":\"" + endpoint + "\"}")
                        .body())
                .path("secret")
                .asText();
        sandbox.client()
                .v1()
                .customers()
                .create(com.stripe.param.CustomerCreateParams.builder().build());
        await().until(() -> !received.isEmpty());

        Received delivery = received.get(0);
        assertThat(Webhook.constructEvent(delivery.body(), delivery.signature(), secret))
                .isNotNull();
        assertThat(Webhook.constructEvent(delivery.body(), delivery.signature(), rolled))
                .isNotNull();
    }

    @Test
    void restart_withPendingWork_goesOn() throws Exception {
        endpoint();
        sandbox.settings("{\"deliveryMode\":\"late\",\"balanceTransactionDelay\":\"PT2S\"}");
        String charge = sandbox.pay(1_000, "usd", "pm_card_visa").getLatestCharge();
        sandbox.close();
        assertThat(received).isEmpty();

        sandbox = StripeSandbox.start(Optional.of(folder.resolve("stripe.mv")));

        await().until(() -> types().contains("charge.succeeded"));
        await().until(() -> types().contains("charge.updated"));
        assertThat(sandbox.client().v1().charges().retrieve(charge).getBalanceTransaction())
                .isNotNull();
        assertThat(Webhook.constructEvent(
                        received.get(0).body(), received.get(0).signature(), secret))
                .isNotNull();
    }

    @Test
    void endpoints_disabledOrTooMany_getNothing() throws Exception {
        String endpoint = endpoint();
        var endpoints = sandbox.client().v1().webhookEndpoints();
        WebhookEndpoint disabled = endpoints.update(
                endpoint,
                WebhookEndpointUpdateParams.builder().setDisabled(true).build());
        assertThat(disabled.getStatus()).isEqualTo("disabled");
        sandbox.client().v1().customers().create();
        assertThat(sandbox.client().v1().events().list().getData().get(0).getPendingWebhooks())
                .isZero();
        for (int i = 1; i < 16; i++) {
            endpoint();
        }

        assertThat(endpoints.list().autoPagingIterable()).hasSize(16);
        assertThat(catchThrowableOfType(InvalidRequestException.class, this::endpoint)
                        .getMessage())
                .contains("maximum of 16");
        assertThat(endpoints.delete(endpoint).getDeleted()).isTrue();
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> endpoints.retrieve(endpoint))
                        .getStatusCode())
                .isEqualTo(404);
        assertThat(received).isEmpty();
    }

    @Test
    void reset_always_keepsTheEndpoints() throws Exception {
        String endpoint = endpoint();
        sandbox.pay(1_000, "usd", "pm_card_visa");
        assertThat(sandbox.plain().post("/_sandbox/reset", "{}").statusCode()).isEqualTo(200);

        assertThat(sandbox.plain().table("charges")).isEmpty();
        assertThat(sandbox.client().v1().webhookEndpoints().retrieve(endpoint).getStatus())
                .isEqualTo("enabled");
    }
}
