package io.tieout.sandbox.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentCreateParams;
import io.tieout.sandbox.HostSettings;
import io.tieout.sandbox.SandboxClient;
import io.tieout.sandbox.SandboxHost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** A sandbox Stripe on a free port with short delays and without rate limits, and clients for it. */
final class StripeSandbox implements AutoCloseable {

    private final SandboxHost host;

    private StripeSandbox(SandboxHost host) {
        this.host = host;
    }

    static StripeSandbox start() {
        return start(Optional.empty());
    }

    static StripeSandbox start(Optional<Path> file) {
        StripeSandbox sandbox =
                new StripeSandbox(StripeSimulator.host(new HostSettings("stripe", 0, file, Clock.systemUTC())));
        sandbox.settings(
                "{\"balanceTransactionDelay\":\"PT0.1S\",\"disputeDelay\":\"PT0.1S\",\"deliveryDelay\":\"PT0.8S\","
                        + "\"rateLimitPerSecond\":0,\"endpointRateLimitPerSecond\":0,"
                        + "\"retryIntervals\":[\"PT0.1S\",\"PT0.2S\"]}");
        return sandbox;
    }

    void settings(String json) {
        try {
            if (plain().post("/_sandbox/settings", json).statusCode() != 200) {
                throw new IllegalArgumentException(json);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void fault(String operation, String fault) throws IOException {
        plain().post("/_sandbox/faults", "{\"operation\":\"" + operation + "\",\"fault\":\"" + fault + "\"}");
    }

    StripeClient client() {
        return client("sk_test_acme");
    }

    StripeClient client(String key) {
        return client(host.baseUrl(), key);
    }

    /** The official client at an address, such as that of a recorder in front of a sandbox. */
    static StripeClient client(String url, String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase(url)
                .setMaxNetworkRetries(0)
                .build();
    }

    String url() {
        return host.baseUrl();
    }

    SandboxClient plain() {
        return new SandboxClient(host.baseUrl());
    }

    /** A confirmed intent over so many minor units. */
    PaymentIntent pay(long amount, String currency, String card) throws StripeException {
        return client().v1()
                .paymentIntents()
                .create(intent(amount, currency, card).build());
    }

    static PaymentIntentCreateParams.Builder intent(long amount, String currency, String card) {
        return PaymentIntentCreateParams.builder()
                .setAmount(amount)
                .setCurrency(currency)
                .setCustomer("cus_acme0001")
                .setPaymentMethod(card)
                .setConfirm(true);
    }

    @Override
    public void close() {
        host.close();
    }
}
