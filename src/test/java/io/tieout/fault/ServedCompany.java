package io.tieout.fault;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.http.ContentType;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.tieout.launch.PostgresAddress;
import io.tieout.sandbox.SandboxHost;
import io.tieout.testing.KeySetResource;
import io.tieout.testing.TestPostgres;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;

/** An empty database, a key set and both simulators, for processes that run beside the test. */
final class ServedCompany implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private PostgresAddress database = TestPostgres.newDatabase();
    private final String keySet = new KeySetResource().start().get("tieout.keyset");
    private final ServedTenant acme = new ServedTenant("acme");
    private final SandboxHost stripe = acme.stripe();
    private final SandboxHost ebs = acme.ebs();

    /** What every process is told; the same for all of them, and nothing says that there is another. */
    Map<String, String> settings() {
        return settings(database, keySet);
    }

    /** The same of another company's database. */
    static Map<String, String> settings(PostgresAddress database, String keySet) {
        return Map.of(
                "TIEOUT_DB_URL", database.url(),
                "TIEOUT_DB_USER", database.user(),
                "TIEOUT_DB_PASSWORD", database.password(),
                "TIEOUT_KEYSET", keySet,
                "TIEOUT_INSTALLATION", "two-processes",
                "TIEOUT_POLLING_EVENTS", "500",
                "TIEOUT_POLLING_OPEN_ITEMS", "1000",
                "TIEOUT_WORK_LEASE", "PT5S",
                "TIEOUT_WORK_LONGEST_LOOK", "PT0.5S",
                "TIEOUT_WORK_LONGEST_RETRY", "PT2S");
    }

    /** Connections and link as an administrator sets them, by the API of a running process. */
    void setUp(String address) throws SQLException, GeneralSecurityException {
        acme.setUp(database, address);
    }

    /** What the database holds now, as a dump does; no process may run. */
    PostgresAddress backUp() {
        return TestPostgres.copyOf(database);
    }

    /** From now on, processes are given a database that holds what was backed up. */
    void restore(PostgresAddress backup) {
        database = TestPostgres.copyOf(backup);
    }

    /** Stripe lists no events, so that polling finds nothing, until {@link #listEvents}. */
    void hideEvents() {
        ServedTenant.control(
                stripe.baseUrl() + "/_sandbox/faults",
                Map.of("operation", "GET /v1/events", "fault", "status-500", "times", 1_000_000, "delay", "PT0S"));
    }

    void listEvents() {
        ServedTenant.clearFaults(stripe);
    }

    /** Has batches whose load has not left rest for longer than a test takes. */
    void restFrozenBatches() throws SQLException {
        change("update batch set next_attempt_at = now() + interval '1 day' where state = 'FROZEN'");
    }

    /** The call by which a frozen batch is loaded, as it is on its way to EBS. */
    Map<String, Map<String, Map<String, String>>> loadOf(String batch) throws SQLException {
        String row = " from batch where id = " + batch;
        return Map.of(
                "LOAD_JOURNALS_Input",
                Map.of(
                        "InputParameters",
                        Map.of(
                                "P_INSTALLATION", text("select name from installation"),
                                "P_INCARNATION", text("select incarnation" + row),
                                "P_LOAD_NUMBER", text("select number" + row),
                                "P_REQUEST_KEY", text("select request_key" + row),
                                "P_BATCH_JSON", text("select convert_from(bytes, 'UTF8')" + row))));
    }

    /** A load arrives at EBS; answers what EBS says of it. */
    String arrives(Map<String, Map<String, Map<String, String>>> load) {
        return given().auth()
                .preemptive()
                .basic("TIEOUT_SVC", "sandbox-only")
                .contentType(ContentType.JSON)
                .accept(ContentType.JSON)
                .body(load)
                .post(ebs.baseUrl() + "/webservices/rest/tieout/load_journals/")
                .then()
                .statusCode(200)
                .extract()
                .path("OutputParameters.X_MSG_CODE");
    }

    /**
     * Has Stripe tell a process of each event.
     *
     * @param administered the process whose API takes the secret
     * @param address the process that is told
     */
    void orderWebhooks(String administered, String address) {
        String secret = given().header("Authorization", "Bearer sk_test_acme")
                .formParam("url", address + "/webhooks/stripe/acme-stripe")
                .formParam("enabled_events[]", "*")
                .post(stripe.baseUrl() + "/v1/webhook_endpoints")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        acme.put(administered + "/api/v1/connections/acme-stripe/credentials", """
                {"credentials":{"apiKey":"sk_test_acme","webhookSecret":"%s"}}""".formatted(secret));
    }

    /** Has the link name another clearing account for euros; the API would refuse one that EBS does not know. */
    void clearingOfEuro(String account) throws SQLException {
        change("update link set settings = jsonb_set(settings, '{accounts,clearing,EUR}', '\"" + account + "\"')");
    }

    /** How long a matched posting waits for others that go into the books with it. */
    void batchAge(String age) throws SQLException {
        change("update link set settings = jsonb_set(settings, '{batch,age}', '\"" + age + "\"')");
    }

    /** Something that is held up until it is closed. */
    @FunctionalInterface
    interface Held extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /** Nothing of the audit trail is sealed meanwhile. */
    Held holdSealing() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "select pg_advisory_xact_lock(hashtext('tieout.audit_seal'), hashtext(name)) from tenant");
        }
        return connection::close;
    }

    /** What is matched waits until there is so much of it. */
    void batchOf(int most) throws SQLException {
        batchAge("PT1H");
        change("update link set settings = jsonb_set(settings, '{batch,most}', '" + most + "')");
    }

    /** Has EBS fail once, from the next such call on. */
    void ebsFault(String operation, String fault) {
        ebsControl("faults", Map.of("operation", operation, "fault", fault, "times", 1, "delay", "PT1S"));
    }

    /** Opens (O) or closes (C) a period of the ledger. */
    void period(String name, String status) {
        ebsControl("ebs/period", Map.of("period_name", name, "closing_status", status));
    }

    /** What becomes of money that can't be matched: {@code record} or {@code hold}. */
    void unmatched(String what) throws SQLException {
        change("update link set settings = settings || '{\"unmatched\":\"" + what + "\"}'");
    }

    /** A customer account of EBS: its id, and the number by which a charge names it. */
    record Payer(String account, String number) {}

    /** A customer that is new in EBS, with one invoice, which the application knows. */
    Payer payer(String invoiced) {
        Scanner words = done("customer", Map.of("name", "Payer on account"));
        words.next();
        Payer payer = new Payer(words.next(), words.next());
        String item = enter(payer, invoiced);
        await().until(() -> number("select count(*) from open_item where item_id = '" + item + "'") == 1);
        return payer;
    }

    /** Enters an invoice in EBS; answers its payment schedule. */
    String enter(Payer payer, String amount) {
        Scanner words = done("invoice", Map.of("customer", payer.account(), "amount", amount));
        words.next();
        return words.next();
    }

    /** The customer pays an invoice by other means: a person enters the receipt in EBS. */
    void receipt(String invoice) throws IOException {
        for (JsonNode item : ebsTable("AR_PAYMENT_SCHEDULES_ALL")) {
            if (item.path("TRX_NUMBER").asText().equals(invoice)) {
                String schedule = item.path("PAYMENT_SCHEDULE_ID").asText();
                ebsControl("ebs/receipt", Map.of("payment_schedule_id", schedule));
            }
        }
    }

    private Scanner done(String action, Map<String, ?> body) {
        String done = ebsControl("ebs/" + action, body).path("done");
        return new Scanner(done);
    }

    /** A customer pays US dollars by card without the shop, and names only the account. Answers the charge. */
    String charge(String cents, Payer payer) {
        return acme.charge(cents, payer.number());
    }

    /** Every dispute that waits for evidence is won. */
    void winDisputes() {
        List<Map<String, Object>> disputes =
                given().get(stripe.baseUrl() + "/_sandbox/tables/disputes").path("$");
        disputes.stream()
                .filter(one -> "needs_response".equals(one.get("status")))
                .forEach(one -> ServedTenant.control(
                        stripe.baseUrl() + "/_sandbox/dispute", Map.of("dispute", one.get("id"), "outcome", "win")));
    }

    /** Has a charge looked at again, by the API of a process. */
    void replay(String address, String charge) throws SQLException {
        given().header("Authorization", "Bearer " + acme.token())
                .post(address + "/api/v1/facts/" + number("select id from fact where object_id = '" + charge + "'")
                        + "/replay")
                .then()
                .statusCode(202);
    }

    private ExtractableResponse<Response> ebsControl(String path, Map<String, ?> body) {
        return ServedTenant.control(ebs.baseUrl() + "/_sandbox/" + path, body);
    }

    /** A customer pays an invoice; no webhook tells of it, so polling must find it. Answers the charge. */
    String pay(String invoice) {
        return pay(invoice, "never");
    }

    /** A customer pays an invoice; {@code delivery} says how webhooks tell of it. Answers the charge. */
    String pay(String invoice, String delivery) {
        return pay(invoice, delivery, "plain");
    }

    /** As {@link #pay(String, String)}; {@code scenario} is one of {@code src/docs/sandbox-stripe.md}. */
    String pay(String invoice, String delivery, String scenario) {
        return acme.pay(invoice, delivery, scenario);
    }

    /** The rows of a table of EBS. */
    List<JsonNode> ebsTable(String name) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        json.readTree(given().get(ebs.baseUrl() + "/_sandbox/tables/" + name).asString())
                .forEach(rows::add);
        return rows;
    }

    long number(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    String text(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** The ids of all facts. */
    List<String> facts() throws SQLException {
        List<String> facts = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select id from fact")) {
            while (row.next()) {
                facts.add(row.getString(1));
            }
        }
        return facts;
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        acme.close();
    }
}
