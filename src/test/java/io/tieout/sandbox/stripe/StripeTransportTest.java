package io.tieout.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.ApiException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StripeTransportTest {

    private StripeSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = StripeSandbox.start();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private HttpResponse<String> form(String path, String body) throws Exception {
        return sandbox.plain()
                .send(sandbox.plain()
                        .request(path)
                        .header("Authorization", "Bearer sk_test_acme")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
    }

    private Customer customer(String name, String key) throws StripeException {
        return sandbox.client()
                .v1()
                .customers()
                .create(
                        CustomerCreateParams.builder().setName(name).build(),
                        RequestOptions.builder().setIdempotencyKey(key).build());
    }

    @Test
    void key_wrongOrMissing_isRefusedWithoutShowingIt() throws Exception {
        AuthenticationException refused = catchThrowableOfType(
                AuthenticationException.class,
                () -> sandbox.client("sk_test_other").v1().balance().retrieve());

        assertThat(refused.getMessage()).contains("Invalid API Key").doesNotContain("sk_test_other");
        assertThat(sandbox.plain().get("/v1/balance").statusCode()).isEqualTo(401);
        String basic = Base64.getEncoder().encodeToString("sk_test_acme:".getBytes(StandardCharsets.UTF_8));
        assertThat(sandbox.plain()
                        .send(sandbox.plain()
                                .request("/v1/account")
                                .header("Authorization", "Basic " + basic)
                                .GET())
                        .body())
                .contains("\"id\": \"acct_acme\"");
        assertThat(sandbox.client().v1().accounts().retrieveCurrent().getId()).isEqualTo("acct_acme");
    }

    @Test
    void parameters_unknownMissingOrIllTyped_areNamed() throws Exception {
        assertThat(form("/v1/payment_intents", "amount=100&currency=usd&invoice=in_1")
                        .body())
                .contains("\"code\": \"parameter_unknown\"", "\"param\": \"invoice\"");
        assertThat(form("/v1/payment_intents", "amount=100").body())
                .contains("\"code\": \"parameter_missing\"", "\"param\": \"currency\"");
        assertThat(form("/v1/payment_intents", "amount=1.5&currency=usd").body())
                .contains("parameter_invalid_integer");
        assertThat(form("/v1/payment_intents", "amount=&currency=usd").body()).contains("parameter_invalid_empty");
        assertThat(form("/v1/payment_intents", "amount=100&currency=usd&capture_method=later")
                        .body())
                .contains("must be one of automatic, automatic_async, or manual");
        assertThat(form("/v1/refunds", "amount=100").body()).contains("parameter_missing");
    }

    @Test
    void answer_always_carriesTheHeadersOfStripe() throws Exception {
        HttpResponse<String> answer = sandbox.plain()
                .send(sandbox.plain()
                        .request("/v1/customers/cus_acme0001")
                        .header("Authorization", "Bearer sk_test_acme")
                        .header("Stripe-Version", "2026-07-29.dahlia")
                        .GET());

        assertThat(answer.headers().firstValue("Request-Id").orElse("")).startsWith("req_");
        assertThat(answer.headers().firstValue("Stripe-Version")).contains("2026-07-29.dahlia");
        assertThat(answer.body()).startsWith("{\n  \"id\": \"cus_acme0001\",\n  \"object\": \"customer\"");
        assertThat(form("/v1/nothing", "").body()).contains("Unrecognized request URL");
    }

    @Test
    void unknownId_inPathOrParameter_is404Or400() {
        InvalidRequestException path = catchThrowableOfType(
                InvalidRequestException.class,
                () -> sandbox.client().v1().customers().retrieve("cus_x"));
        assertThat(path.getStatusCode()).isEqualTo(404);
        assertThat(path.getMessage()).startsWith("No such customer: 'cus_x'");
        assertThat(path.getParam()).isEqualTo("id");
        InvalidRequestException parameter = catchThrowableOfType(
                InvalidRequestException.class,
                () -> sandbox.client()
                        .v1()
                        .paymentIntents()
                        .create(StripeSandbox.intent(100, "usd", "pm_card_visa")
                                .setCustomer("cus_x")
                                .build()));
        assertThat(parameter.getStatusCode()).isEqualTo(400);
        assertThat(parameter.getParam()).isEqualTo("customer");
    }

    @Test
    void liveKey_seesNothingOfTestMode() throws Exception {
        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class,
                () -> sandbox.client("sk_live_acme").v1().customers().retrieve("cus_acme0001"));

        assertThat(refused.getCode()).isEqualTo("resource_missing");
        assertThat(refused.getMessage()).contains("exists in test mode, but a live mode key was used");
        assertThat(sandbox.client("sk_live_acme").v1().customers().list().getData())
                .isEmpty();
        assertThat(sandbox.client("sk_live_acme").v1().balance().retrieve().getLivemode())
                .isTrue();
    }

    @Test
    void idempotencyKey_usedAgain_replaysOrRefuses() throws Exception {
        Customer first = customer("Dora", "key-1");
        Customer again = customer("Dora", "key-1");

        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .contains("true");
        assertThat(again.getLastResponse().headers().firstValue("Original-Request"))
                .contains(first.getLastResponse().requestId());
        IdempotencyException mismatch =
                catchThrowableOfType(IdempotencyException.class, () -> customer("Other", "key-1"));
        assertThat(mismatch.getStatusCode()).isEqualTo(400);
        assertThat(mismatch.getMessage()).contains("'key-1'");
    }

    @Test
    void idempotencyKey_afterFailedValidation_isFree() throws Exception {
        String key = "key-2";
        var plain = sandbox.plain();
        HttpResponse<String> refused = plain.send(plain.request("/v1/customers")
                .header("Authorization", "Bearer sk_test_acme")
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("nme=Dora")));
        assertThat(refused.statusCode()).isEqualTo(400);

        assertThat(customer("Dora", key).getName()).isEqualTo("Dora");
    }

    @Test
    void declinedPayment_withTheSameKey_isReplayedAsDeclined() throws Exception {
        RequestOptions key = RequestOptions.builder().setIdempotencyKey("key-3").build();
        var params = StripeSandbox.intent(500, "usd", "pm_card_chargeDeclined").build();
        var intents = sandbox.client().v1().paymentIntents();
        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowableOfType(StripeException.class, () -> intents.create(params, key))
                            .getStatusCode())
                    .isEqualTo(402);
        }
        assertThat(sandbox.plain().table("charges")).hasSize(1);
    }

    @Test
    void rateLimit_exceeded_answers429WithItsReason() throws Exception {
        sandbox.settings("{\"rateLimitPerSecond\":3}");
        RateLimitException refused = null;
        for (int i = 0; i < 10 && refused == null; i++) {
            try {
                sandbox.client().v1().balance().retrieve();
            } catch (RateLimitException e) {
                refused = e;
            }
        }
        assertThat(refused).isNotNull();
        assertThat(refused.getCode()).isEqualTo("rate_limit");
    }

    @Test
    void rateLimits_ofEndpointAndAccount_holdNobodyElse() throws Exception {
        sandbox.settings("{\"endpointRateLimitPerSecond\":2}");
        assertThat(overTheLimit()).contains("endpoint-rate");
        assertThat(sandbox.client().v1().customers().list().getData()).isNotEmpty();

        sandbox.settings("{\"endpointRateLimitPerSecond\":0,\"rateLimitPerSecond\":2}");
        assertThat(overTheLimit()).contains("global-rate");
        assertThat(sandbox.client("sk_live_acme").v1().balance().retrieve().getLivemode())
                .isTrue();
    }

    /** Reads the balance until it is refused, and answers the reason that Stripe gives. */
    private Optional<String> overTheLimit() throws Exception {
        for (int i = 0; i < 200; i++) {
            HttpResponse<String> answer = sandbox.plain()
                    .send(sandbox.plain()
                            .request("/v1/balance")
                            .header("Authorization", "Bearer sk_test_acme")
                            .GET());
            if (answer.statusCode() == 429) {
                return answer.headers().firstValue("Stripe-Rate-Limited-Reason");
            }
        }
        return Optional.empty();
    }

    @Test
    void error_always_saysWhatStripeSays() {
        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class,
                () -> sandbox.client().v1().charges().retrieve("ch_x"));

        StripeError error = refused.getStripeError();
        assertThat(refused.getRequestId()).matches("req_[0-9A-Za-z]{14}");
        assertThat(error.getType()).isEqualTo("invalid_request_error");
        assertThat(error.getCode()).isEqualTo("resource_missing");
        assertThat(error.getDocUrl()).isEqualTo("https://stripe.com/docs/error-codes/resource-missing");
        assertThat(error.getRequestLogUrl()).contains("/test/logs/" + refused.getRequestId() + "?t=");
    }

    @Test
    void namedFaults_areStripesOwn() throws Exception {
        sandbox.fault("GET /v1/charges", "lock-timeout");
        assertThat(catchThrowableOfType(
                                RateLimitException.class,
                                () -> sandbox.client().v1().charges().list())
                        .getCode())
                .isEqualTo("lock_timeout");
        sandbox.fault("POST /v1/customers", "stripe-should-retry-false-500");
        assertThat(catchThrowableOfType(ApiException.class, () -> customer("Dora", "key-4"))
                        .getStatusCode())
                .isEqualTo(500);
        assertThat(catchThrowableOfType(ApiException.class, () -> customer("Dora", "key-4"))
                        .getStatusCode())
                .isEqualTo(500);
        sandbox.fault("POST /v1/payment_intents", "declined");
        assertThat(catchThrowableOfType(StripeException.class, () -> sandbox.pay(100, "usd", "pm_card_visa"))
                        .getStatusCode())
                .isEqualTo(402);
        assertThat(sandbox.plain()
                        .post("/_sandbox/faults", "{\"operation\":\"GET /v1/nothing\",\"fault\":\"reset\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void expand_toFourLevels_putsObjectsInPlace() throws Exception {
        sandbox.settings("{\"balanceTransactionDelay\":\"PT0S\"}");
        String id = sandbox.client()
                .v1()
                .paymentIntents()
                .create(StripeSandbox.intent(500, "usd", "pm_card_visa")
                        .setCaptureMethod(com.stripe.param.PaymentIntentCreateParams.CaptureMethod.AUTOMATIC)
                        .build())
                .getId();

        PaymentIntent intent = sandbox.client()
                .v1()
                .paymentIntents()
                .retrieve(
                        id,
                        PaymentIntentRetrieveParams.builder()
                                .addExpand("customer")
                                .addExpand("latest_charge.balance_transaction.source")
                                .build());

        assertThat(intent.getCustomerObject().getEmail()).isEqualTo("payables@aurora.example");
        assertThat(intent.getLatestChargeObject()
                        .getBalanceTransactionObject()
                        .getSourceObject()
                        .getId())
                .isEqualTo(intent.getLatestCharge());
        InvalidRequestException wrong = catchThrowableOfType(
                InvalidRequestException.class,
                () -> sandbox.client()
                        .v1()
                        .paymentIntents()
                        .retrieve(
                                id,
                                PaymentIntentRetrieveParams.builder()
                                        .addExpand("status")
                                        .build()));
        assertThat(wrong.getMessage()).contains("cannot be expanded");
    }

    @Test
    void metadata_updated_mergesAndDrops() throws Exception {
        var customers = sandbox.client().v1().customers();
        Customer made = customers.create(CustomerCreateParams.builder()
                .putMetadata("a", "1")
                .putMetadata("b", "2")
                .build());

        Customer changed = customers.update(
                made.getId(),
                CustomerUpdateParams.builder()
                        .putMetadata("b", "")
                        .putMetadata("c", "3")
                        .build());

        assertThat(changed.getMetadata()).isEqualTo(Map.of("a", "1", "c", "3"));
        assertThat(customers.delete(made.getId()).getDeleted()).isTrue();
        assertThat(customers.retrieve(made.getId()).getDeleted()).isTrue();
    }
}
