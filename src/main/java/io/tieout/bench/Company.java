package io.tieout.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * A company with a Stripe account, an ERP, and a link between them. Its customers owe invoices of 100 US dollars and pay
 * them by charges that name the invoice.
 */
final class Company {
    private static final String AMOUNT_MINOR = "10000";
    private static final String AMOUNT = "100.00";
    private static final int INVOICES_OF_ONE_CUSTOMER = 50;
    private static final int MOST_A_SECOND = 1000;
    private static final int MOST_AT_ONCE = 100;
    private static final Duration START = Duration.ofMinutes(1);
    /** Simulators without limits and pauses of their own, so that Tieout is measured and not a setting. */
    private static final Map<String, Object> STRIPE_SETTINGS = Map.of(
            "balanceTransactionDelay",
            "PT0S",
            "disputeDelay",
            "PT0S",
            "rateLimitPerSecond",
            0,
            "endpointRateLimitPerSecond",
            0);

    private static final Map<String, Object> LINK = Map.of(
            "livemode",
            false,
            "zone",
            "America/New_York",
            "ledger",
            Map.of("id", "1", "currency", "USD", "source", "Tieout", "category", "Tieout Receipts"),
            "accounts",
            Map.of("credit", "01-000-2150-0000-000", "clearing", Map.of("USD", "01-000-1150-0000-000")),
            "entities",
            List.of("204"));

    private final String name;
    private final Calls stripe;
    private final Calls erp;
    private final URI stripeAddress;
    private final URI erpAddress;
    private final Queue<String> unpaid = new ArrayDeque<>();
    private String customer = "";
    private int entered;

    /** @param number of the company, from zero */
    Company(int number, HttpClient http, URI stripe, URI erp) {
        this.name = "bench" + (char) ('a' + number);
        this.stripeAddress = stripe;
        this.erpAddress = erp;
        this.stripe = new Calls(http, stripe, Map.of("Authorization", "Bearer " + key()));
        this.erp = new Calls(http, erp, Map.of());
    }

    private String key() {
        return "sk_test_" + name;
    }

    /** The path of the door for its webhooks. */
    String door() {
        return "/webhooks/stripe/" + name + "-stripe";
    }

    /**
     * Sets up both systems, and Tieout by its API.
     *
     * @param application where its webhooks go
     * @param work how the ERP and the link work
     * @return the secret that signs the webhooks
     */
    String setUp(Calls api, URI application, Work work, LocalDate today) {
        Wait.until(
                () -> stripe.answers("/") && erp.answers("/"),
                START,
                () -> "the simulators don't answer, see their log");
        stripe.post("/_sandbox/settings", with(STRIPE_SETTINGS, Map.of("account", name)));
        erp.post(
                "/_sandbox/settings",
                Map.of(
                        "requestDuration",
                        "PT0S",
                        "autoPostDelay",
                        "PT0S",
                        "latency",
                        work.latency().toString()));
        JsonNode endpoint = stripe.form(
                "/v1/webhook_endpoints",
                Map.of("url", application.resolve(door()).toString(), "enabled_events[]", "*"));
        String secret = endpoint.path("secret").asText();
        connect(api, "stripe", stripeAddress, Map.of("account", "acct_" + name, "livemode", false));
        credentials(api, "stripe", Map.of("apiKey", key(), "webhookSecret", secret));
        Map<String, Object> ebs =
                Map.of("alias", "tieout", "responsibility", "TIEOUT_INTEGRATION", "application", "SQLGL", "org", "204");
        connect(api, "ebs", erpAddress, ebs);
        credentials(api, "ebs", Map.of("user", "TIEOUT_SVC", "password", "sandbox-only"));
        Map<String, Object> settings = with(
                LINK,
                Map.of(
                        "startDate",
                        today.minusMonths(1).withDayOfMonth(1).toString(),
                        "batch",
                        Map.of("most", work.batch(), "age", work.age().toString())));
        api.put(
                "/api/v1/links/" + name,
                Map.of(
                        "flow",
                        "stripe-charges-to-ebs-ledger",
                        "source",
                        name + "-stripe",
                        "target",
                        name + "-ebs",
                        "settings",
                        settings));
        return secret;
    }

    private void connect(Calls api, String system, URI address, Map<String, Object> settings) {
        Map<String, Object> body = Map.of(
                "system",
                system,
                "baseUrl",
                address.toString(),
                "settings",
                with(settings, Map.of("requestsPerSecond", MOST_A_SECOND, "callsAtOnce", MOST_AT_ONCE)));
        api.put("/api/v1/connections/" + name + "-" + system, body);
    }

    private void credentials(Calls api, String system, Map<String, String> credentials) {
        api.put("/api/v1/connections/" + name + "-" + system + "/credentials", Map.of("credentials", credentials));
    }

    private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> others) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(others);
        return all;
    }

    /** Enters so many more invoices in the ERP. */
    void invoice(int count) {
        for (int i = 0; i < count; i++) {
            if (entered % INVOICES_OF_ONE_CUSTOMER == 0) {
                customer = done("customer", Map.of("name", "Bench customer " + entered))
                        .split(" ", -1)[1];
            }
            String number = "BENCH-" + ++entered;
            done("invoice", Map.of("customer", customer, "number", number, "currency", "USD", "amount", AMOUNT));
            unpaid.add(number);
        }
    }

    private String done(String action, Map<String, String> fields) {
        return erp.post("/_sandbox/ebs/" + action, fields).path("done").asText();
    }

    /** Open items in the ERP of the entity that the link may match. */
    long openItems() {
        return erp.get("/_sandbox/tables/AR_PAYMENT_SCHEDULES_ALL?STATUS=OP&ORG_ID=204")
                .size();
    }

    /** Payments of so many invoices that nobody has paid; each pays one when it is run. */
    List<Runnable> payments(int count) {
        List<Runnable> payments = new ArrayList<>();
        Iterator<String> invoices = unpaid.iterator();
        for (int i = 0; i < count; i++) {
            String invoice = invoices.next();
            invoices.remove();
            payments.add(() -> pay(invoice));
        }
        return payments;
    }

    private void pay(String invoice) {
        stripe.form(
                "/v1/payment_intents",
                Map.of(
                        "amount", AMOUNT_MINOR,
                        "currency", "usd",
                        "confirm", "true",
                        "payment_method", "pm_card_visa",
                        "metadata[invoice_number]", invoice));
    }
}
