package io.tieout.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.stripe.StripeClient;
import com.stripe.param.InvoiceCreateParams;
import com.stripe.param.InvoiceItemCreateParams;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.RefundCreateParams;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.fact.DisputeStatus;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.Payments.EventPage;
import io.tieout.sandbox.HostSettings;
import io.tieout.sandbox.SandboxClient;
import io.tieout.sandbox.SandboxHost;
import io.tieout.sandbox.stripe.StripeSimulator;
import io.tieout.sandbox.stripe.contract.Exchange;
import io.tieout.sandbox.stripe.contract.Recorder;
import io.tieout.sandbox.stripe.contract.StripeContract;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every request that our connector can send, sent over a real socket, is one that Stripe's API takes. */
class StripeTruthTest {

    private static final String KEY = "sk_test_acme";

    private SandboxHost sandbox;
    private Recorder recorder;
    private StripeClient shop;
    private Bench bench;

    @BeforeEach
    void start() throws Exception {
        sandbox = StripeSimulator.host(new HostSettings("stripe", 0, Optional.empty(), Clock.systemUTC()));
        new SandboxClient(sandbox.baseUrl())
                .post(
                        "/_sandbox/settings",
                        "{\"balanceTransactionDelay\":\"PT0S\",\"disputeDelay\":\"PT0S\",\"rateLimitPerSecond\":0,"
                                + "\"endpointRateLimitPerSecond\":0}");
        recorder = new Recorder(sandbox.baseUrl());
        shop = StripeClient.builder()
                .setApiKey(KEY)
                .setApiBase(sandbox.baseUrl())
                .build();
        bench = new Bench(recorder.url(), "{\"account\":\"acct_acme\",\"livemode\":false}", KEY);
    }

    @AfterEach
    void stop() {
        recorder.close();
        sandbox.close();
    }

    private String pay(String card) throws Exception {
        return shop.v1()
                .paymentIntents()
                .create(PaymentIntentCreateParams.builder()
                        .setAmount(4_000L)
                        .setCurrency("usd")
                        .setCustomer("cus_acme0001")
                        .setPaymentMethod(card)
                        .setConfirm(true)
                        .build())
                .getLatestCharge();
    }

    private void payInvoice() throws Exception {
        String invoice = shop.v1()
                .invoices()
                .create(InvoiceCreateParams.builder()
                        .setCustomer("cus_acme0001")
                        .build())
                .getId();
        shop.v1()
                .invoiceItems()
                .create(InvoiceItemCreateParams.builder()
                        .setCustomer("cus_acme0001")
                        .setInvoice(invoice)
                        .setAmount(2_500L)
                        .setCurrency("usd")
                        .build());
        shop.v1()
                .invoices()
                .pay(
                        invoice,
                        InvoicePayParams.builder()
                                .setPaymentMethod("pm_card_visa")
                                .build());
    }

    private void refundInParts(String charge) throws Exception {
        await().until(() -> shop.v1().charges().retrieve(charge).getBalanceTransaction() != null);
        for (int i = 0; i < 12; i++) {
            shop.v1()
                    .refunds()
                    .create(RefundCreateParams.builder()
                            .setCharge(charge)
                            .setAmount(100L)
                            .build());
        }
    }

    private List<Notification> polled() {
        List<Notification> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            EventPage page = bench.payments.events(FixedConnections.ID, Instant.EPOCH, cursor);
            all.addAll(page.events());
            cursor = page.next();
        } while (cursor.isPresent());
        return all;
    }

    private List<Charge> followed() {
        Set<String> charges = new LinkedHashSet<>();
        for (Notification event : polled()) {
            if (bench.payments.follows(event.type())) {
                charges.addAll(bench.payments.chargesOf(FixedConnections.ID, event));
            }
        }
        return charges.stream()
                .map(id -> bench.payments.charge(FixedConnections.ID, id).orElseThrow())
                .toList();
    }

    @Test
    void everyRead_ofTheConnector_agreesWithTheFacts() throws Exception {
        String refunded = pay("pm_card_visa");
        refundInParts(refunded);
        String disputed = pay("pm_card_createDispute");
        pay("pm_usBankAccount_processing");
        payInvoice();
        await().until(() -> !shop.v1().disputes().list().getData().isEmpty());

        List<Charge> charges = followed();

        assertThat(bench.ping.ping(FixedConnections.ID).ok()).isTrue();
        assertThat(charges).hasSize(4);
        assertThat(charges)
                .filteredOn(charge -> charge.key().objectId().equals(refunded))
                .singleElement()
                .satisfies(charge -> assertThat(charge.refunds()).hasSize(12));
        assertThat(charges)
                .filteredOn(charge -> charge.key().objectId().equals(disputed))
                .singleElement()
                .satisfies(charge -> assertThat(charge.dispute()).isEqualTo(DisputeStatus.OPEN));
        StripeContract contract = StripeContract.load();
        assertThat(contract.problems(recorder.exchanges(), List.of())).isEmpty();
        Set<String> used = new TreeSet<>();
        for (Exchange exchange : recorder.exchanges()) {
            assertThat(exchange.requestHeaders()).containsEntry("stripe-version", List.of(contract.version()));
            used.add(contract.operation(exchange.method(), exchange.path()).orElseThrow());
        }
        assertThat(used)
                .containsExactlyInAnyOrder(
                        "GET /v1/account",
                        "GET /v1/balance",
                        "GET /v1/charges",
                        "GET /v1/charges/{id}",
                        "GET /v1/disputes",
                        "GET /v1/events",
                        "GET /v1/invoice_payments",
                        "GET /v1/invoice_payments/{id}",
                        "GET /v1/payment_intents/{id}",
                        "GET /v1/refunds");
    }
}
