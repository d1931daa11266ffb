package io.tieout.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What a person at Acme does and sees: at Stripe, in EBS, and in the application's own tables. */
@ApplicationScoped
public class AcmeWorld {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Database database;
    private final String stripe;
    private final String ebs;

    AcmeWorld(
            Database database,
            @ConfigProperty(name = "tieout.sandbox.stripe.port") int stripePort,
            @ConfigProperty(name = "tieout.sandbox.ebs.port") int ebsPort) {
        this.database = database;
        this.stripe = "http://127.0.0.1:" + stripePort;
        this.ebs = "http://127.0.0.1:" + ebsPort;
    }

    /** A line of a journal as it stands in EBS: account id, debit or credit in major units. */
    public record BookedLine(String description, BigDecimal debit, BigDecimal credit, String status) {}

    /** A customer pays an invoice by card. */
    public JsonNode pay(String invoice, String scenario, String delivery) {
        return stripe("/_sandbox/pay", Map.of("invoice", invoice, "scenario", scenario, "delivery", delivery));
    }

    /**
     * A customer pays an amount by card without the shop.
     *
     * @param minorUnits in the minor unit of Stripe
     * @param currency in lower case
     * @return the charge
     */
    public String charge(long minorUnits, String currency, String description, Map<String, String> metadata) {
        Map<String, String> form = new HashMap<>();
        form.put("amount", Long.toString(minorUnits));
        form.put("currency", currency);
        form.put("description", description);
        form.put("payment_method", "pm_card_visa");
        form.put("confirm", "true");
        metadata.forEach((key, value) -> form.put("metadata[" + key + "]", value));
        return intent(form);
    }

    /** A customer that is new at Stripe; nothing maps it to an account of EBS. */
    public String customer(String name) {
        return stripeForm("/v1/customers", Map.of("name", name)).path("id").asText();
    }

    /** Confirms a payment intent of these fields at Stripe; answers the charge. */
    public String intent(Map<String, String> form) {
        return stripeForm("/v1/payment_intents", form).path("latest_charge").asText();
    }

    private JsonNode stripeForm(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(stripe + path))
                .header("Authorization", "Bearer sk_test_acme")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /**
     * A customer account that is new in EBS; a charge names it by metadata {@code ebs_account_number}.
     *
     * @return id and number of the account
     */
    public Account newCustomer(String name) {
        Scanner words = new Scanner(
                ebs("/_sandbox/ebs/customer", Map.of("name", name)).path("done").asText());
        words.next();
        return new Account(words.next(), words.next());
    }

    /** A customer account of EBS. */
    public record Account(String id, String number) {}

    /** Enters a transaction in EBS (fields as in src/docs/sandbox-ebs.md); answers its payment schedules' ids. */
    public List<String> enter(Map<String, ?> fields) {
        String done = ebs("/_sandbox/ebs/invoice", fields).path("done").asText();
        return new Scanner(done).tokens().skip(1).toList();
    }

    public JsonNode stripe(String path, Map<String, ?> body) {
        return post(stripe + path, body);
    }

    public JsonNode ebs(String path, Map<String, ?> body) {
        return post(ebs + path, body);
    }

    /** Sets a fault of the simulated EBS for its next calls of an operation. */
    public void ebsFault(String operation, String fault, int times, String delay) {
        ebs("/_sandbox/faults", Map.of("operation", operation, "fault", fault, "times", times, "delay", delay));
    }

    public void stripeFault(String operation, String fault, int times) {
        stripe("/_sandbox/faults", Map.of("operation", operation, "fault", fault, "times", times, "delay", "PT1S"));
    }

    /** Takes back every fault that is still set. */
    public void clearFaults() {
        delete(stripe + "/_sandbox/faults");
        delete(ebs + "/_sandbox/faults");
    }

    /** How many faults of the simulated EBS are still set. */
    public long ebsFaults() {
        return get(ebs + "/_sandbox/faults").path("set").size();
    }

    /** How many calls of the simulated EBS they will still hit. */
    public int ebsFaultsLeft() {
        int left = 0;
        for (JsonNode fault : get(ebs + "/_sandbox/faults").path("set")) {
            left += fault.path("times").asInt();
        }
        return left;
    }

    public List<JsonNode> ebsTable(String name) {
        List<JsonNode> rows = new ArrayList<>();
        get(ebs + "/_sandbox/tables/" + name).forEach(rows::add);
        return rows;
    }

    public List<JsonNode> stripeTable(String name) {
        List<JsonNode> rows = new ArrayList<>();
        get(stripe + "/_sandbox/tables/" + name).forEach(rows::add);
        return rows;
    }

    /** How many calls of the package EBS has received, those without an answer too. */
    public long ebsRequests() {
        return get(ebs + "/_sandbox/requests").size();
    }

    /** How many of these were of an operation. */
    public long ebsRequests(String operation) {
        long calls = 0;
        for (JsonNode request : get(ebs + "/_sandbox/requests")) {
            calls += request.path("operation").asText().equals(operation) ? 1 : 0;
        }
        return calls;
    }

    /** How many reads Stripe has received, those without an answer too. */
    public long stripeReads() {
        return stripeReads("/");
    }

    /** How many of these were of a path that begins so. */
    public long stripeReads(String path) {
        long reads = 0;
        for (JsonNode request : get(stripe + "/_sandbox/requests")) {
            boolean read = request.path("method").asText().equals("GET");
            reads += read && request.path("path").asText().startsWith(path) ? 1 : 0;
        }
        return reads;
    }

    /** Every line in EBS' books that names this charge. */
    public List<BookedLine> booked(String charge) {
        return ebsTable("GL_JE_LINES").stream()
                .filter(row -> row.path("DESCRIPTION").asText().startsWith(charge))
                .map(row -> new BookedLine(
                        row.path("DESCRIPTION").asText(),
                        decimal(row.path("ENTERED_DR")),
                        decimal(row.path("ENTERED_CR")),
                        row.path("STATUS").asText()))
                .toList();
    }

    private static BigDecimal decimal(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? BigDecimal.ZERO : new BigDecimal(value.asText());
    }

    /** State and reason of the posting that records a charge, for example {@code CONFIRMED: posted ...}. */
    public Optional<String> posting(String charge) {
        return database.with(handle -> handle.createQuery("""
                        select p.state || ': ' || p.reason from posting p join fact f on f.id = p.fact_id
                        where f.object_id = :charge and p.effect = 'RECORD' order by p.generation desc limit 1""")
                .bind("charge", charge)
                .mapTo(String.class)
                .findOne());
    }

    /** Waits until the posting of a charge is in a state. */
    public String awaitState(String charge, String state) {
        return Awaitility.await("posting of " + charge + " becomes " + state)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> posting(charge).orElse("none"), now -> now.startsWith(state + ":"));
    }

    /** The number of the fact of a provider's object. */
    public long fact(String object) {
        return number("select id from fact where object_id = '" + object + "'");
    }

    public long number(String sql) {
        return database.with(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    public int change(String sql) {
        return database.with(handle -> handle.createUpdate(sql).execute());
    }

    private JsonNode post(String url, Map<String, ?> body) {
        try {
            return send(HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode get(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).GET());
    }

    private void delete(String url) {
        send(HttpRequest.newBuilder(URI.create(url)).DELETE());
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        request.build().uri() + " answered " + answer.statusCode() + " " + answer.body());
            }
            return answer.body().isBlank() ? json.nullNode() : json.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
