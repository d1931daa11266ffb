package io.tieout.fault;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.tieout.access.Role;
import io.tieout.launch.PostgresAddress;
import io.tieout.sandbox.HostSettings;
import io.tieout.sandbox.SandboxHost;
import io.tieout.sandbox.ebs.EbsSimulator;
import io.tieout.sandbox.stripe.StripeSimulator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tenant of processes that run beside the test: a Stripe and an EBS of its own, and a token for the API. */
final class ServedTenant implements AutoCloseable {
    private final String name;
    private final String token;
    private final SandboxHost stripe = StripeSimulator.host(settings("stripe"));
    private final SandboxHost ebs = EbsSimulator.host(settings("ebs"));

    ServedTenant(String name) {
        this.name = name;
        this.token = "token-of-the-tenant-" + name;
    }

    private static HostSettings settings(String system) {
        return new HostSettings(system, 0, Optional.empty(), Clock.systemUTC());
    }

    String name() {
        return name;
    }

    SandboxHost stripe() {
        return stripe;
    }

    SandboxHost ebs() {
        return ebs;
    }

    String token() {
        return token;
    }

    /** The tenant with its connections and link, as an administrator sets them by the API of a running process. */
    void setUp(PostgresAddress database, String address) throws SQLException, GeneralSecurityException {
        letIn(database);
        given().contentType(ContentType.JSON)
                .body(Map.of("account", name, "rateLimitPerSecond", 0, "endpointRateLimitPerSecond", 0))
                .post(stripe.baseUrl() + "/_sandbox/settings");
        put(address + "/api/v1/connections/" + name + "-stripe", """
                {"system":"stripe","baseUrl":"%s","settings":{"account":"acct_%s","livemode":false}}""".formatted(stripe.baseUrl(), name));
        put(address + "/api/v1/connections/" + name + "-stripe/credentials", """
                {"credentials":{"apiKey":"sk_test_%s"}}""".formatted(name));
        put(address + "/api/v1/connections/" + name + "-ebs", """
                {"system":"ebs","baseUrl":"%s","settings":{"alias":"tieout","responsibility":"TIEOUT_INTEGRATION",
                 "application":"SQLGL","org":"204","requestsPerSecond":200,"callsAtOnce":10}}""".formatted(ebs.baseUrl()));
        put(address + "/api/v1/connections/" + name + "-ebs/credentials", """
                {"credentials":{"user":"TIEOUT_SVC","password":"sandbox-only"}}""");
        put(address + "/api/v1/links/" + name + "-charges", """
                {"flow":"stripe-charges-to-ebs-ledger","source":"%1$s-stripe","target":"%1$s-ebs","settings":{
                 "livemode":false,"startDate":"%2$s","zone":"America/New_York",
                 "ledger":{"id":"1","currency":"USD","source":"Tieout","category":"Tieout Receipts"},
                 "accounts":{"credit":"01-000-2150-0000-000","unapplied":"01-000-2160-0000-000",
                  "unidentified":"01-000-2161-0000-000","clearing":{"USD":"01-000-1150-0000-000",
                  "EUR":"01-000-1151-0000-000","JPY":"01-000-1152-0000-000","KWD":"01-000-1153-0000-000"}},
                 "entities":["204"],"batch":{"most":4,"age":"PT0.2S"}}}""".formatted(
                name, LocalDate.now(Clock.system(ZoneOffset.UTC)).minusMonths(1).withDayOfMonth(1)));
    }

    /** Has Stripe's notifications signed; answers the door that takes them. */
    Door openDoor(String address) {
        String secret = "whsec_of_the_tenant_" + name;
        put(address + "/api/v1/connections/" + name + "-stripe/credentials", """
                {"credentials":{"apiKey":"sk_test_%s","webhookSecret":"%s"}}""".formatted(name, secret));
        return new Door(URI.create(address + "/webhooks/stripe/" + name + "-stripe"), secret);
    }

    private void letIn(PostgresAddress database) throws SQLException, GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into tenant (name) values ('" + name + "')");
            statement.execute("insert into api_token (name, tenant, role, token_hash) values ('test-" + name + "', '"
                    + name + "', '" + Role.ADMIN_NAME + "', '" + HexFormat.of().formatHex(hash) + "')");
        }
    }

    void put(String url, String body) {
        given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(body)
                .put(url)
                .then()
                .statusCode(200);
    }

    /** A customer pays an invoice; how webhooks tell of it, and what happens, is said in {@code sandbox-stripe.md}. */
    String pay(String invoice, String delivery, String scenario) {
        return control(
                        stripe.baseUrl() + "/_sandbox/pay",
                        Map.of("invoice", invoice, "scenario", scenario, "delivery", delivery))
                .path("charge");
    }

    /** A customer pays US dollars by card without the shop, and names only the account. Answers the charge. */
    String charge(String cents, String accountNumber) {
        return given().header("Authorization", "Bearer sk_test_" + name)
                .formParam("amount", cents)
                .formParam("currency", "usd")
                .formParam("payment_method", "pm_card_visa")
                .formParam("confirm", "true")
                .formParam("metadata[ebs_account_number]", accountNumber)
                .post(stripe.baseUrl() + "/v1/payment_intents")
                .then()
                .statusCode(200)
                .extract()
                .path("latest_charge");
    }

    /** The numbers of the invoices that the link settles. */
    List<String> invoices() {
        List<Map<String, Object>> items = given().get(ebs.baseUrl() + "/_sandbox/tables/AR_PAYMENT_SCHEDULES_ALL")
                .path("$");
        return items.stream()
                .filter(item ->
                        "INV".equals(item.get("CLASS")) && Integer.valueOf(204).equals(item.get("ORG_ID")))
                .map(item -> (String) item.get("TRX_NUMBER"))
                .toList();
    }

    static void clearFaults(SandboxHost host) {
        given().delete(host.baseUrl() + "/_sandbox/faults").then().statusCode(200);
    }

    /** What a hand at a sandbox does. */
    static ExtractableResponse<Response> control(String address, Map<String, ?> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(address)
                .then()
                .statusCode(200)
                .extract();
    }

    @Override
    public void close() {
        stripe.close();
        ebs.close();
    }
}
