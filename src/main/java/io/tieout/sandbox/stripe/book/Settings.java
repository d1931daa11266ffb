package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;
import java.util.List;

/**
 * What can be set at the sandbox Stripe while it runs. Rates count calls per second (0: no limit); delays pass on the
 * sandbox's own clock; {@code seed} makes the order of chance repeatable; {@code account} is what stands behind
 * {@code acct_}, {@code sk_test_} and {@code sk_live_}.
 */
public record Settings(
        String account,
        DeliveryMode deliveryMode,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration deliveryDelay,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration balanceTransactionDelay,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration disputeDelay,
        int rateLimitPerSecond,
        int endpointRateLimitPerSecond,
        List<String> retryIntervals,
        long seed,
        List<Link> links) {

    /** A link to another page of the trial. */
    public record Link(String label, String url) {}

    public Settings {
        if (!account.matches("[a-z]{1,20}")) {
            throw new IllegalArgumentException("account: up to 20 small letters are needed");
        }
        notNegative("deliveryDelay", deliveryDelay);
        notNegative("balanceTransactionDelay", balanceTransactionDelay);
        notNegative("disputeDelay", disputeDelay);
        retryIntervals.forEach(interval -> notNegative("retryIntervals", Duration.parse(interval)));
        retryIntervals = List.copyOf(retryIntervals);
        links = List.copyOf(links);
    }

    /** What a fresh sandbox starts with. */
    public static Settings defaults() {
        return new Settings(
                "acme",
                DeliveryMode.PROMPT,
                Duration.ofSeconds(2),
                Duration.ofMillis(300),
                Duration.ofMillis(500),
                25,
                25,
                List.of("PT1S", "PT5S", "PT30S", "PT5M"),
                1,
                List.of());
    }

    private static void notNegative(String field, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(field + ": a duration that is not negative is needed");
        }
    }
}
