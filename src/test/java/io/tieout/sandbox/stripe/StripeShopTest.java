package io.tieout.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.sandbox.SandboxJson;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StripeShopTest {

    private StripeSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = StripeSandbox.start();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private JsonNode pay(String fields) throws Exception {
        return SandboxJson.MAPPER.readTree(
                sandbox.plain().post("/_sandbox/pay", "{" + fields + "}").body());
    }

    @Test
    void pay_plain_namesTheInvoiceOnTheCharge() throws Exception {
        JsonNode ids = pay("\"invoice\":\"INV-10001\",\"delivery\":\"twice\",\"scenario\":\"plain\"");

        var charge = sandbox.client().v1().charges().retrieve(ids.path("charge").asText());
        assertThat(charge.getMetadata()).containsEntry("invoice_number", "INV-10001");
        assertThat(charge.getAmount()).isEqualTo(867_122);
        assertThat(charge.getCustomer()).isEqualTo("cus_acme0001");
        assertThat(sandbox.plain().get("/").body())
                .contains("INV-10001", "Pay INV-10002", "8671.22 USD", "Refund all of " + charge.getId());
    }

    @Test
    void pay_withScenarios_goesWrongAsAsked() throws Exception {
        assertThat(pay("\"invoice\":\"INV-10004\",\"scenario\":\"partial-amount\"")
                        .path("amount")
                        .asLong())
                .isEqualTo(9_510);
        String plain = pay("\"invoice\":\"INV-10003\",\"scenario\":\"no-invoice-number\"")
                .path("charge")
                .asText();
        assertThat(sandbox.client().v1().charges().retrieve(plain).getMetadata())
                .isEmpty();
        assertThat(pay("\"invoice\":\"INV-10003\",\"scenario\":\"declined\"")
                        .path("status")
                        .asText())
                .isEqualTo("requires_payment_method");
        String back = pay("\"invoice\":\"INV-10002\",\"scenario\":\"refund-afterwards\"")
                .path("charge")
                .asText();
        await().until(() -> sandbox.client().v1().charges().retrieve(back).getRefunded());
        pay("\"invoice\":\"INV-10005\",\"scenario\":\"dispute\"");
        await().until(() -> !sandbox.plain().table("disputes").isEmpty());
        assertThat(pay("\"invoice\":\"INV-0\"").path("error").asText()).startsWith("invoice:");
        assertThat(pay("\"invoice\":\"INV-10001\",\"scenario\":\"x\"")
                        .path("error")
                        .asText())
                .startsWith("scenario:");
        assertThat(pay("\"invoice\":\"INV-10001\",\"delivery\":\"x\"")
                        .path("error")
                        .asText())
                .startsWith("delivery:");
    }

    @Test
    void payButton_pressed_leadsBackToThePage() throws Exception {
        var plain = sandbox.plain();
        var answer = plain.send(plain.request("/_sandbox/pay")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("delivery=prompt&scenario=plain&invoice=INV-10001")));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/");
        assertThat(plain.table("charges")).hasSize(1);
    }

    @Test
    void settings_wrongOrUnknown_areNamed() throws Exception {
        var plain = sandbox.plain();
        assertThat(plain.post("/_sandbox/settings", "{\"pace\":1}").body()).contains("pace: unknown");
        assertThat(plain.post("/_sandbox/settings", "{\"deliveryMode\":\"x\"}").statusCode())
                .isEqualTo(400);
        sandbox.settings("{\"links\":[{\"label\":\"Application\",\"url\":\"http://127.0.0.1:8080/\"}]}");
        assertThat(plain.get("/").body()).contains("<a href=\"http://127.0.0.1:8080/\">Application</a>");
    }

    @Test
    void manyPayments_atOnce_areFast() throws Exception {
        long before = System.nanoTime();
        for (int i = 0; i < 300; i++) {
            sandbox.pay(1_000 + i, "usd", "pm_card_visa");
        }
        long millis = (System.nanoTime() - before) / 1_000_000;
        assertThat(millis).isLessThan(20_000);
        assertThat(sandbox.plain().table("charges")).hasSize(300);
    }
}
