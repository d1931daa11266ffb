package io.tieout.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.RefundCreateParams;
import io.tieout.sandbox.stripe.contract.Exchange;
import io.tieout.sandbox.stripe.contract.Recorder;
import io.tieout.sandbox.stripe.contract.StripeContract;
import io.tieout.sandbox.stripe.wire.Operations;
import io.tieout.testing.NodeProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What passes over the wire between the official client and the sandbox agrees with the facts about Stripe's API. */
class StripeTrafficTest {

    private static final StripeContract CONTRACT = StripeContract.load();
    private static final Path CLIENT = Path.of("src", "test", "js", "stripe");
    private static final int JAVASCRIPT_PARTS = 19;

    private StripeSandbox sandbox;
    private Recorder recorder;

    @BeforeEach
    void start() {
        sandbox = StripeSandbox.start();
        recorder = new Recorder(sandbox.url());
    }

    @AfterEach
    void stop() {
        recorder.close();
        sandbox.close();
    }

    private StripeClient client() {
        return StripeSandbox.client(recorder.url(), "sk_test_acme");
    }

    @Test
    void tour_throughEveryOperation_agreesWithTheFacts() throws Exception {
        Tour tour = new Tour(sandbox, client(), recorder.hook());

        tour.run();

        await().until(() ->
                recorder.hooks().size() >= sandbox.plain().table("events").size());
        tour.end();
        assertThat(CONTRACT.problems(recorder.exchanges(), recorder.hooks())).isEmpty();
        // Only refunds that wait for their payer can be cancelled, and cards have none.
        TreeSet<String> answered = new TreeSet<>(Set.of("POST /v1/refunds/{id}/cancel"));
        for (Exchange exchange : recorder.exchanges()) {
            if (exchange.status() == 200) {
                answered.add(
                        CONTRACT.operation(exchange.method(), exchange.path()).orElseThrow());
            }
        }
        assertThat(answered).containsAll(Operations.load().names());
    }

    @Test
    void javaScriptClient_driven_behavesAndAgreesWithTheFacts() throws Exception {
        List<String> printed = NodeProject.installed(CLIENT).run("tour.mjs", Map.of("STRIPE_BASE", recorder.url()));

        assertThat(printed).hasSize(JAVASCRIPT_PARTS).allMatch(line -> line.startsWith("ok "));
        List<Exchange> good = recorder.exchanges().stream()
                .filter(exchange -> exchange.status() == 200)
                .toList();
        assertThat(CONTRACT.problems(good, recorder.hooks())).isEmpty();
        assertThat(refusals()).contains(400, 401, 402, 403, 404, 409, 429);
    }

    /** The statuses of the refusals seen, each of which is what Stripe would say. */
    private Set<Integer> refusals() {
        Set<Integer> statuses = new TreeSet<>();
        for (Exchange exchange : recorder.exchanges()) {
            if (exchange.status() != 200) {
                assertThat(CONTRACT.answerProblems(exchange)).isEmpty();
                statuses.add(exchange.status());
            }
        }
        return statuses;
    }

    private void refused(StripeCall call) {
        assertThatThrownBy(() -> call.on(client())).isInstanceOf(StripeException.class);
    }

    private interface StripeCall {
        void on(StripeClient client) throws StripeException;
    }

    @Test
    void refusals_ofTheSandboxItself_agreeWithTheFacts() throws Exception {
        for (String fault : List.of("status-401", "status-429", "status-500", "lock-timeout")) {
            sandbox.fault("GET /v1/balance", fault);
            refused(client -> client.v1().balance().retrieve());
        }
        sandbox.fault("POST /v1/customers", "stripe-should-retry-false-500");
        refused(client -> client.v1().customers().create());
        String charge = sandbox.pay(900, "usd", "pm_card_visa").getLatestCharge();
        String refund = client().v1()
                .refunds()
                .create(RefundCreateParams.builder().setCharge(charge).build())
                .getId();
        refused(client -> client.v1().refunds().cancel(refund));
        refused(client -> client.v1().creditNotes().list());

        assertThat(refusals()).containsExactly(400, 401, 404, 429, 500);
    }

    @Test
    void idempotencyKey_whileItsCallRuns_isRefusedAndLaterReplayed() throws Exception {
        sandbox.plain()
                .post(
                        "/_sandbox/faults",
                        "{\"operation\":\"POST /v1/customers\",\"fault\":\"still-running\",\"delay\":\"PT3S\"}");
        RequestOptions key = RequestOptions.builder().setIdempotencyKey("key-9").build();
        CustomerCreateParams dora =
                CustomerCreateParams.builder().setName("Dora").build();
        CompletableFuture<Customer> first = CompletableFuture.supplyAsync(() -> created(dora, key));
        await().until(() -> !sandbox.plain().get("/_sandbox/faults").body().contains("\"times\""));

        assertThatThrownBy(() -> client().v1().customers().create(dora, key))
                .isInstanceOfSatisfying(StripeException.class, busy -> {
                    assertThat(busy.getStatusCode()).isEqualTo(409);
                    assertThat(busy.getCode()).isEqualTo("idempotency_key_in_use");
                });

        String made = first.join().getId();
        assertThat(created(dora, key).getId()).isEqualTo(made);
        assertThat(refusals()).containsExactly(409);
    }

    private Customer created(CustomerCreateParams params, RequestOptions key) {
        try {
            return client().v1().customers().create(params, key);
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void operations_ofTheSandbox_takeWhatStripeTakes() {
        Operations operations = Operations.load();
        for (String name : operations.names()) {
            assertThat(CONTRACT.operation(
                            operations.get(name).method(), operations.get(name).path()))
                    .contains(name);
            JsonNode known = CONTRACT.parameters(name);
            assertThat(names(operations.get(name).parameters())).as(name).isEqualTo(names(known.path("properties")));
            TreeSet<String> required = new TreeSet<>();
            known.path("required").forEach(field -> required.add(field.asText()));
            operations
                    .get(name)
                    .required()
                    .forEach(field -> assertThat(required.remove(field.asText()))
                            .as(name + " " + field)
                            .isTrue());
            assertThat(required).as(name).isEmpty();
        }
    }

    private static Set<String> names(JsonNode object) {
        TreeSet<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void contract_givenWrongTraffic_findsEachFault() {
        String answer = "{\"id\":1,\"object\":\"customer\",\"invoice\":null,\"deleted\":true}";
        Map<String, List<String>> headers = Map.of(
                "request-id", List.of("req_12345678901234"),
                "content-type", List.of("application/json"),
                "stripe-version", List.of(CONTRACT.version()));

        assertThat(CONTRACT.requestProblems(
                        new Exchange("GET", "/v1/charges", "limit=x&colour=red", "", 200, "{}", headers, Map.of())))
                .hasSize(2);
        assertThat(CONTRACT.requestProblems(new Exchange("GET", "/v1/nothing", "", "", 200, "{}", headers, Map.of())))
                .singleElement()
                .asString()
                .contains("no such operation");
        assertThat(CONTRACT.answerProblems(
                        new Exchange("POST", "/v1/customers", "", "", 200, answer, headers, Map.of())))
                .anyMatch(problem -> problem.contains("$.id is no string"))
                .anyMatch(problem -> problem.contains("$.created is missing"))
                .anyMatch(problem -> problem.contains("$.invoice is unknown"));
        assertThat(CONTRACT.answerProblems(
                        new Exchange("GET", "/v1/charges/ch_1", "", "", 404, "{}", Map.of(), Map.of())))
                .anyMatch(problem -> problem.contains("Request-Id"))
                .anyMatch(problem -> problem.contains("$.error is missing"));
        assertThat(CONTRACT.eventProblems("{\"type\":\"charge.paid\"}"))
                .anyMatch(problem -> problem.contains("no such type"));
    }
}
