package io.tieout.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes a fresh trial ready: the simulators answer without delays or limits of their own, and the two connections may
 * call as often as their settings allow at most, so that Tieout is measured and not a setting.
 */
final class Preparation {
    private static final String STRIPE = "/api/v1/connections/acme-stripe";
    private static final String EBS = "/api/v1/connections/acme-ebs";
    private static final String STRIPE_KEY = "sk_test_acme";
    private static final String NONE = "PT0S";
    private static final String ENTITY = "204";
    private static final Duration START = Duration.ofMinutes(3);
    private static final int MOST_A_SECOND = 1000;
    private static final int MOST_AT_ONCE = 100;

    private final Calls api;
    private final Calls stripe;
    private final Calls ebs;

    Preparation(Calls api, Calls stripe, Calls ebs) {
        this.api = api;
        this.stripe = stripe;
        this.ebs = ebs;
    }

    /** Waits until the application says that it is ready. */
    static void awaitReady(Calls management) {
        Wait.until(
                () -> management.answers("/q/health/ready"),
                START,
                () -> "the application is not ready, see its log above");
    }

    /** Takes delays and limits away. */
    void unlimit() {
        stripe.post(
                "/_sandbox/settings",
                Map.of(
                        "balanceTransactionDelay",
                        NONE,
                        "disputeDelay",
                        NONE,
                        "rateLimitPerSecond",
                        0,
                        "endpointRateLimitPerSecond",
                        0));
        ebs.post("/_sandbox/settings", Map.of("requestDuration", NONE, "autoPostDelay", NONE));
        unlimit(STRIPE);
        unlimit(EBS);
    }

    private void unlimit(String connection) {
        JsonNode shown = api.get(connection);
        ObjectNode settings = shown.path("settings").deepCopy();
        settings.put("requestsPerSecond", MOST_A_SECOND).put("callsAtOnce", MOST_AT_ONCE);
        Map<String, Object> draft = Map.of(
                "system", shown.path("system").asText(),
                "baseUrl", shown.path("baseUrl").asText(),
                "settings", settings);
        api.put(connection, draft, shown.path("version").asInt());
    }

    /** A secret that signs notifications from now on; the simulator's own go on being signed with it too. */
    String newSigningSecret() {
        String endpoint = stripe.get("/v1/webhook_endpoints?limit=1")
                .path("data")
                .path(0)
                .path("id")
                .asText();
        String secret = stripe.post("/_sandbox/webhook_endpoints/roll", Map.of("id", endpoint))
                .path("secret")
                .asText();
        Map<String, String> credentials = Map.of("apiKey", STRIPE_KEY, "webhookSecret", secret);
        api.put(STRIPE + "/credentials", Map.of("credentials", credentials));
        return secret;
    }

    /** Numbers of the open invoices that the trial's link may match. */
    List<String> invoices() {
        List<String> numbers = new ArrayList<>();
        ebs.get("/_sandbox/tables/AR_PAYMENT_SCHEDULES_ALL?STATUS=OP&CLASS=INV&ORG_ID=" + ENTITY)
                .forEach(row -> numbers.add(row.path("TRX_NUMBER").asText()));
        return numbers;
    }

    /** Headers by which the simulated Stripe knows its account. */
    static Map<String, String> stripeAccount() {
        return Map.of("Authorization", "Bearer " + STRIPE_KEY);
    }
}
