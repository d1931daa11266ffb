package io.tieout.fault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tieout.store.Database;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.TrialProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person at Acme asks and answers by the API, and what they find in the books. */
@ApplicationScoped
class ReviewWorld {
    static final String CLEARING = "01-000-1150-0000-000";
    static final String RECEIPTS = "01-000-2150-0000-000";
    static final String UNAPPLIED = "01-000-2160-0000-000";
    static final String UNIDENTIFIED = "01-000-2161-0000-000";
    private static final String REVIEWS = "/api/v1/reviews/";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AcmeWorld acme;
    private final Database database;

    ReviewWorld(AcmeWorld acme, Database database) {
        this.acme = acme;
        this.database = database;
    }

    /** A charge of US dollars that names nothing but perhaps a customer account number. */
    String charge(long cents, Map<String, String> metadata) {
        return acme.charge(cents, "usd", "a payment", metadata);
    }

    /** A customer with one invoice, which the application knows. */
    Payer payer(String name, String amount) {
        AcmeWorld.Account account = acme.newCustomer(name);
        String item = enter(account, amount);
        return new Payer(account, item, Map.of("ebs_account_number", account.number()));
    }

    /** A customer of EBS, its first item, and how a charge names it. */
    record Payer(AcmeWorld.Account account, String item, Map<String, String> named) {}

    /** Enters an invoice and waits until the application knows it; answers its payment schedule. */
    String enter(AcmeWorld.Account account, String amount) {
        String item =
                acme.enter(Map.of("customer", account.id(), "amount", amount)).get(0);
        await().atMost(PATIENCE)
                .until(() -> acme.number("select count(*) from open_item where item_id = '" + item + "'") == 1);
        return item;
    }

    /** State and reason of the posting that applies money of a charge. */
    Optional<String> applied(String charge) {
        return database.with(handle -> handle.createQuery("""
            select p.state || ': ' || p.reason from posting p join fact f on f.id = p.fact_id
            where f.object_id = :charge and p.effect = 'APPLY'\
            """)
                .bind("charge", charge)
                .mapTo(String.class)
                .findOne());
    }

    /** Waits until the posting that applies money of a charge is in a state. */
    String awaitApplied(String charge, String state) {
        return await("what applies " + charge + " becomes " + state)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> applied(charge).orElse("none"), now -> now.startsWith(state + ":"));
    }

    /** The number of a posting of a charge. */
    long posting(String charge, String effect) {
        return acme.number("select p.id from posting p join fact f on f.id = p.fact_id where f.object_id = '" + charge
                + "' and p.effect = '" + effect + "'");
    }

    RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    /** A new token of a role of Acme. */
    String token(String name, String role) {
        return as(TrialProfile.TOKEN)
                .body(Map.of("name", name, "role", role))
                .post("/api/v1/tokens")
                .jsonPath()
                .getString("token");
    }

    /** A question as the API lays it out. */
    Response question(long posting) {
        return as(TrialProfile.TOKEN).get(REVIEWS + posting);
    }

    /** Answers a question on the version that stands now; where a worker changed it meanwhile, reads it again. */
    Response answer(long posting, String answer, Map<String, ?> body) {
        return await("an answer to a question that stands still")
                .atMost(PATIENCE)
                .until(
                        () -> answer(posting, answer, body, question(posting).header("ETag")),
                        response -> response.statusCode() != 412);
    }

    Response answer(long posting, String answer, Map<String, ?> body, String version) {
        return as(TrialProfile.TOKEN).header("If-Match", version).body(body).post(REVIEWS + posting + "/" + answer);
    }

    /** Answers a question by the form of its page, logged in as the operator of the trial. */
    Response page(long posting, String answer, Map<String, String> fields) {
        var cookie = form().formParam("name", "admin")
                .formParam("password", TrialProfile.PASSWORD)
                .post("/login")
                .getDetailedCookie("tieout-session");
        return form().cookie(cookie).formParams(fields).post("/reviews/" + posting + "/" + answer);
    }

    private static RequestSpecification form() {
        return given().redirects()
                .follow(false)
                .contentType(ContentType.URLENC)
                .header("Sec-Fetch-Site", "same-origin");
    }

    /** The body of an allocation. */
    static Map<String, Object> shares(String reason, boolean rest, Map<String, String> amounts) {
        List<Map<String, String>> items = amounts.entrySet().stream()
                .map(one -> Map.of("item", one.getKey(), "amount", one.getValue()))
                .toList();
        Map<String, Object> body = new HashMap<>();
        body.put("reason", reason);
        body.put("items", items);
        body.put("restOnAccount", rest);
        return body;
    }

    /** Lines of a charge in EBS' books: account, debit (positive) or credit (negative), and the item it settles. */
    List<String> books(String charge) {
        Map<String, String> accounts = acme.ebsTable("GL_CODE_COMBINATIONS").stream()
                .collect(Collectors.toMap(
                        row -> row.path("CODE_COMBINATION_ID").asText(),
                        row -> row.path("CONCATENATED_SEGMENTS").asText()));
        return acme.ebsTable("GL_JE_LINES").stream()
                .filter(row -> row.path("DESCRIPTION").asText().startsWith(charge))
                .filter(row -> row.path("STATUS").asText().equals("P"))
                .map(row -> accounts.get(row.path("CODE_COMBINATION_ID").asText()) + " " + signed(row) + item(row))
                .toList();
    }

    private static String signed(JsonNode row) {
        BigDecimal amount = major(row.path("ENTERED_DR")).subtract(major(row.path("ENTERED_CR")));
        return amount.setScale(2).toPlainString();
    }

    private static BigDecimal major(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? BigDecimal.ZERO : new BigDecimal(value.asText());
    }

    private static String item(JsonNode row) {
        String item = row.path("REFERENCE_2").asText("");
        return item.isEmpty() || item.equals("null") ? "" : " item " + item;
    }

    /** Says what an answer must have been. */
    static void accepted(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    }
}
