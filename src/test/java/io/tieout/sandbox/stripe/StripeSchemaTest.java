package io.tieout.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.stripe.StripeClient;
import com.stripe.param.InvoiceCreateParams;
import com.stripe.param.InvoiceItemCreateParams;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.WebhookEndpointCreateParams;
import io.tieout.sandbox.stripe.wire.Operations;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Everything that the sandbox answers agrees with the facts about Stripe's API at the pinned version. */
class StripeSchemaTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String REFERENCE = "#/components/schemas/";

    private static final Map<String, String> TABLES = Map.ofEntries(
            Map.entry("customers", "customer"),
            Map.entry("payment_methods", "payment_method"),
            Map.entry("payment_intents", "payment_intent"),
            Map.entry("charges", "charge"),
            Map.entry("balance_transactions", "balance_transaction"),
            Map.entry("refunds", "refund"),
            Map.entry("disputes", "dispute"),
            Map.entry("invoices", "invoice"),
            Map.entry("invoiceitems", "invoiceitem"),
            Map.entry("invoice_payments", "invoice_payment"),
            Map.entry("payouts", "payout"),
            Map.entry("webhook_endpoints", "webhook_endpoint"));

    private static ObjectNode facts() throws IOException {
        try (InputStream in =
                new GZIPInputStream(StripeSchemaTest.class.getResourceAsStream("/stripe/openapi-facts.json.gz"))) {
            return (ObjectNode) MAPPER.readTree(in);
        }
    }

    /**
     * OpenAPI 3.0 says nullable beside the type; JSON Schema wants null among the types. Tables hold ids where Stripe
     * could expand, and open enums may grow.
     */
    private static JsonNode plain(JsonNode schema) {
        if (schema instanceof ArrayNode array) {
            ArrayNode copy = MAPPER.createArrayNode();
            array.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode copy = MAPPER.createObjectNode();
        object.properties().stream()
                .filter(field ->
                        !field.getKey().startsWith("x-") && !field.getKey().equals("nullable"))
                .forEach(field -> copy.set(field.getKey(), plain(field.getValue())));
        if (object.path("x-openEnum").asBoolean()) {
            copy.remove("enum");
        }
        if (object.has("x-expansionResources")) {
            copy.removeAll();
            copy.put("type", "string");
        }
        if (!object.path("nullable").isBoolean() || !object.path("nullable").asBoolean()) {
            return copy;
        }
        ObjectNode either = MAPPER.createObjectNode();
        either.putArray("anyOf").add(copy).addObject().put("type", "null");
        return either;
    }

    /** One schema with what it refers to, and nothing else of the large document. */
    private static JsonSchema schema(JsonNode facts, String name) {
        ObjectNode document = MAPPER.createObjectNode().put("$ref", REFERENCE + name);
        collect(facts, name, document.putObject("components").putObject("schemas"));
        return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(document);
    }

    private static void collect(JsonNode facts, String name, ObjectNode schemas) {
        if (schemas.has(name)) {
            return;
        }
        JsonNode schema = plain(facts.path("components").path("schemas").path(name));
        schemas.set(name, schema);
        schema.findValuesAsText("$ref")
                .forEach(reference -> collect(facts, reference.substring(REFERENCE.length()), schemas));
    }

    private static void everything(StripeSandbox sandbox) throws Exception {
        StripeClient client = sandbox.client();
        client.v1()
                .webhookEndpoints()
                .create(WebhookEndpointCreateParams.builder()
                        .setUrl("http://127.0.0.1:9/none")
                        .addEnabledEvent(WebhookEndpointCreateParams.EnabledEvent.CHARGE__UPDATED)
                        .build());
        String charge = sandbox.pay(5_000, "usd", "pm_card_visa").getLatestCharge();
        sandbox.pay(5_000, "gbp", "pm_card_visa");
        sandbox.pay(5_000, "usd", "pm_card_createDispute");
        sandbox.plain().post("/_sandbox/pay", "{\"invoice\":\"INV-10001\",\"scenario\":\"declined\"}");
        client.v1()
                .refunds()
                .create(RefundCreateParams.builder()
                        .setCharge(charge)
                        .setAmount(100L)
                        .build());
        String invoice = client.v1()
                .invoices()
                .create(InvoiceCreateParams.builder()
                        .setCustomer("cus_acme0001")
                        .build())
                .getId();
        client.v1()
                .invoiceItems()
                .create(InvoiceItemCreateParams.builder()
                        .setCustomer("cus_acme0001")
                        .setInvoice(invoice)
                        .setAmount(2_500L)
                        .setCurrency("usd")
                        .build());
        client.v1()
                .invoices()
                .pay(
                        invoice,
                        InvoicePayParams.builder()
                                .setPaymentMethod("pm_card_visa")
                                .build());
        await().until(() -> !sandbox.plain().table("disputes").isEmpty());
        sandbox.plain().post("/_sandbox/payouts", "{\"currency\":\"usd\"}");
    }

    @Test
    void objects_ofEveryKind_validate() throws Exception {
        ObjectNode facts = facts();
        List<String> problems = new ArrayList<>();
        try (StripeSandbox sandbox = StripeSandbox.start()) {
            everything(sandbox);
            for (Map.Entry<String, String> table : TABLES.entrySet()) {
                JsonSchema schema = schema(facts, table.getValue());
                JsonNode rows = sandbox.plain().table(table.getKey());
                assertThat(rows).as(table.getKey()).isNotEmpty();
                assertThat(schema.validate(MAPPER.createObjectNode()))
                        .as(table.getKey())
                        .isNotEmpty();
                rows.forEach(row -> schema.validate(row)
                        .forEach(problem -> problems.add(table.getKey() + " " + problem.getMessage())));
            }
        }
        assertThat(problems.stream().distinct().limit(30)).isEmpty();
    }

    @Test
    void events_ofEveryType_areKnownAndHoldTheirObject() throws Exception {
        ObjectNode facts = facts();
        List<String> problems = new ArrayList<>();
        Map<String, JsonSchema> schemas = new HashMap<>();
        try (StripeSandbox sandbox = StripeSandbox.start()) {
            everything(sandbox);
            for (JsonNode event : sandbox.plain().table("events")) {
                String type = event.path("type").asText();
                String reference = facts.path("x-stripeEvents").path(type).asText();
                assertThat(reference).as(type).startsWith(REFERENCE);
                schemas.computeIfAbsent(reference.substring(REFERENCE.length()), name -> schema(facts, name))
                        .validate(event.path("data").path("object"))
                        .forEach(problem -> problems.add(type + " " + problem.getMessage()));
            }
        }
        assertThat(problems.stream().distinct().limit(30)).isEmpty();
    }

    @Test
    void operations_ofTheSandbox_takeWhatStripeTakes() throws Exception {
        ObjectNode facts = facts();
        Operations operations = Operations.load();
        for (String name : operations.names()) {
            var operation = operations.get(name);
            JsonNode found = facts.path("paths")
                    .path(operation.path())
                    .path(operation.method().toLowerCase());
            if (name.equals("GET /v1/account")) {
                continue;
            }
            assertThat(found.isMissingNode()).as(name).isFalse();
            TreeSet<String> known = new TreeSet<>();
            found.path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals("query")) {
                    known.add(parameter.path("name").asText());
                }
            });
            found.path("requestBody")
                    .path("content")
                    .path("application/x-www-form-urlencoded")
                    .path("schema")
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(known::add);
            TreeSet<String> taken = new TreeSet<>();
            operation.parameters().fieldNames().forEachRemaining(taken::add);
            assertThat(taken).as(name).isEqualTo(known);
        }
    }
}
