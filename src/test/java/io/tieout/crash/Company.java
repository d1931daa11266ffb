package io.tieout.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The company whose charges are posted: both simulated systems, and what an administrator sets up. */
final class Company {
    static final String TOKEN = "token-of-the-crash-test";
    static final String STRIPE_KEY = "sk_test_acme";
    static final String EBS_USER = "TIEOUT_SVC";
    static final String EBS_PASSWORD = "sandbox-only";
    static final String RECEIPTS = "01-000-2150-0000-000";
    static final Map<String, String> CLEARING = Map.of(
            "USD", "01-000-1150-0000-000",
            "EUR", "01-000-1151-0000-000",
            "JPY", "01-000-1152-0000-000",
            "KWD", "01-000-1153-0000-000");
    static final String ZONE = "America/New_York";
    private static final Map<String, Integer> DECIMALS = Map.of("USD", 2, "EUR", 2, "JPY", 0, "KWD", 3);
    private static final int ORDERS_PER_CUSTOMER = 40;

    private final Http stripe;
    private final Http ebs;
    private final Database database;
    private final String stripeAddress;
    private final String ebsAddress;
    private final List<Customer> customers = new ArrayList<>();
    private Optional<Endpoint> endpoint = Optional.empty();

    /** A customer of EBS: its account id, and the number by which a charge names it. */
    record Customer(String account, String number) {}

    /** Where Stripe sends its webhooks; prints without the secret. */
    record Endpoint(String id, String secret) {
        @Override
        public String toString() {
            return "Endpoint[" + id + "]";
        }
    }

    Company(Simulators simulators, Database database) {
        this.stripeAddress = simulators.stripe();
        this.ebsAddress = simulators.ebs();
        this.database = database;
        this.stripe = new Http(stripeAddress, "Bearer " + STRIPE_KEY, simulators.gate());
        this.ebs = new Http(ebsAddress, "", simulators.gate());
    }

    Http stripe() {
        return stripe;
    }

    Http ebs() {
        return ebs;
    }

    /** Minor units of a currency as EBS has them. */
    static BigDecimal major(long minor, String currency) {
        return BigDecimal.valueOf(minor, DECIMALS.get(currency));
    }

    /** What must not stand in any log. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>(List.of(TOKEN, STRIPE_KEY, EBS_PASSWORD));
        secrets.add(
                Base64.getEncoder().encodeToString((EBS_USER + ":" + EBS_PASSWORD).getBytes(StandardCharsets.UTF_8)));
        secrets.add(database.address().password());
        endpoint.map(Endpoint::secret).ifPresent(secrets::add);
        return secrets;
    }

    /** Takes limits away that are the simulator's own, and shortens the times between its retries. */
    void unlimit() {
        stripe.post(
                "/_sandbox/settings",
                Map.of(
                        "rateLimitPerSecond",
                        0,
                        "endpointRateLimitPerSecond",
                        0,
                        "retryIntervals",
                        List.of("PT0.5S", "PT1S", "PT2S", "PT4S")));
    }

    /** A tenant and the token of its administrator, in a database that the application has made its tables in. */
    void letIn() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8));
            database.change("insert into tenant (name) values ('acme')");
            database.change("insert into api_token (name, tenant, role, token_hash) values ('crash', 'acme', 'admin', '"
                    + HexFormat.of().formatHex(hash) + "')");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Connections and link, by the API of a process; webhooks go to the same process. */
    void setUp(String application) {
        Http api = new Http(application, "Bearer " + TOKEN);
        JsonNode made =
                stripe.form("/v1/webhook_endpoints", Map.of("url", application + WEBHOOKS, "enabled_events[]", "*"));
        Endpoint created =
                new Endpoint(made.path("id").asText(), made.path("secret").asText());
        endpoint = Optional.of(created);
        api.put("/api/v1/connections/acme-stripe", """
                {"system":"stripe","baseUrl":"%s","settings":{"account":"acct_acme","livemode":false,
                 "requestsPerSecond":1000,"callsAtOnce":50,"readTimeout":"PT3S"}}""".formatted(stripeAddress));
        api.put("/api/v1/connections/acme-stripe/credentials", """
                {"credentials":{"apiKey":"%s","webhookSecret":"%s"}}""".formatted(STRIPE_KEY, created.secret()));
        api.put("/api/v1/connections/acme-ebs", """
                {"system":"ebs","baseUrl":"%s","settings":{"alias":"tieout","responsibility":"TIEOUT_INTEGRATION",
                 "application":"SQLGL","org":"204","requestsPerSecond":1000,"callsAtOnce":50,
                 "readTimeout":"PT3S"}}""".formatted(ebsAddress));
        api.put("/api/v1/connections/acme-ebs/credentials", """
                {"credentials":{"user":"%s","password":"%s"}}""".formatted(EBS_USER, EBS_PASSWORD));
        api.put(
                "/api/v1/links/acme-charges",
                LINK.formatted(LocalDate.now(ZoneOffset.UTC).minusMonths(1).withDayOfMonth(1), ZONE));
    }

    static final String WEBHOOKS = "/webhooks/stripe/acme-stripe";
    private static final String LINK = """
            {"flow":"stripe-charges-to-ebs-ledger","source":"acme-stripe","target":"acme-ebs","settings":{
             "livemode":false,"startDate":"%s","zone":"%s",
             "ledger":{"id":"1","currency":"USD","source":"Tieout","category":"Tieout Receipts"},
             "accounts":{"credit":"01-000-2150-0000-000","clearing":{"USD":"01-000-1150-0000-000",
              "EUR":"01-000-1151-0000-000","JPY":"01-000-1152-0000-000","KWD":"01-000-1153-0000-000"}},
             "entities":["204"],"batch":{"most":20,"age":"PT0.4S"}}}""";

    /** Stripe's webhooks go to another process from now on. */
    void aim(String application) {
        endpoint.ifPresent(
                to -> stripe.form("/v1/webhook_endpoints/" + to.id(), Map.of("url", application + WEBHOOKS)));
    }

    /** Enters the customers and the invoices of all orders in EBS. */
    void invoice(List<Order> orders) {
        for (int i = 0; i <= orders.size() / ORDERS_PER_CUSTOMER; i++) {
            String[] words =
                    done("customer", Map.of("name", "Crash customer " + i)).split(" ", -1);
            customers.add(new Customer(words[1], words[2]));
        }
        orders.stream().filter(order -> order.invoice() == order.number()).forEach(order -> {
            Customer customer = customer(order);
            done(
                    "invoice",
                    Map.of(
                            "customer", customer.account(),
                            "number", order.invoiceNumber(),
                            "currency", order.currency(),
                            "amount", major(order.invoiced(), order.currency()).toPlainString()));
        });
    }

    /** Whose invoice the order pays. */
    Customer customer(Order order) {
        return customers.get(order.invoice() % customers.size());
    }

    /** A person's hand in EBS; answers what it did. */
    String done(String action, Map<String, ?> fields) {
        return ebs.post("/_sandbox/ebs/" + action, fields).path("done").asText();
    }
}
