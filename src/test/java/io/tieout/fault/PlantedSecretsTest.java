package io.tieout.fault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.http.Cookie;
import io.restassured.specification.RequestSpecification;
import io.tieout.store.Database;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.ApartProfile;
import io.tieout.testing.TrialProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Secrets and a payer's words, planted where they come from: by hand into credentials, by Stripe into charges, and by a
 * remote system that repeats in its errors all that it was sent. Secrets are found nowhere; words only in what is kept
 * of the provider's own texts, the notification and the fetched charge.
 */
@QuarkusTest
@TestProfile(ApartProfile.class)
class PlantedSecretsTest {
    private static final Path LOG = Path.of(ApartProfile.LOG_FILE);
    private static final String API = "/api/v1";
    private static final String KEY = "sk_test_plantedKeyOfTheRoof";
    private static final String HOOK = "whsec_plantedHookOfTheDoor";
    private static final String PASSWORD = "planted-Password-of-the-cellar";
    private static final String BASIC = Base64.getEncoder()
            .encodeToString(("TIEOUT_SVC:" + PASSWORD).getBytes(StandardCharsets.UTF_8))
            .substring(16, 40);
    private static final List<String> SECRETS =
            List.of(KEY, HOOK, PASSWORD, BASIC, "plantedKey", "plantedHook", "planted-Pass");
    private static final List<String> WORDS =
            List.of("Planted Holder", "planted.payer@example.com", "planted note", "planted description");
    /** What keeps a payer's words: Stripe's own notification, and the fetched charge. */
    private static final List<String> KEEPS_WORDS = List.of("event_payload", "fact");

    @Inject
    AcmeWorld acme;

    @Inject
    FaultWorld world;

    @Inject
    Database database;

    @ConfigProperty(name = "tieout.sandbox.stripe.port")
    int stripePort;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    private final TalkativeServer talkative = new TalkativeServer(WORDS);

    @AfterEach
    void calm() {
        database.run(handle -> handle.execute("alter table fact drop constraint if exists unwritable"));
        talkative.close();
        world.calm();
    }

    @Test
    void secrets_andWordsOfPayers_areFoundNowhereElse() throws IOException {
        world.hurry();
        String errors = failingCalls();
        String confirmed = charge("INV-10114", "cus_acme0034", 888_977, "usd");
        String review = charge("INV-10115", "cus_acme0035", 100_000, "eur");
        acme.awaitState(confirmed, "CONFIRMED");
        acme.awaitState(review, "REVIEW");
        unwritable();

        String found = String.join("\n", errors, answers(), story(confirmed), story(review), metrics());

        assertThat(found)
                .contains("connection-stopped", "tieout_postings", confirmed)
                .doesNotContain(SECRETS)
                .doesNotContain(WORDS);
        assertThat(Files.readString(LOG))
                .contains("unexpected failure", "talkative")
                .doesNotContain(SECRETS)
                .doesNotContain(WORDS);
        assertRows();
    }

    /** A charge with a payer's words in every place where Stripe takes some; answers its id. */
    private String charge(String invoice, String customer, long amount, String currency) {
        return given().header("Authorization", "Bearer sk_test_acme")
                .header("Stripe-Version", "2026-07-29.dahlia")
                .formParam("amount", amount)
                .formParam("currency", currency)
                .formParam("customer", customer)
                .formParam("description", WORDS.get(3) + " " + invoice)
                .formParam("metadata[invoice_number]", invoice)
                .formParam("metadata[note]", WORDS.get(2))
                .formParam("receipt_email", WORDS.get(1))
                .formParam("shipping[name]", WORDS.get(0))
                .formParam("shipping[address][line1]", "1 Main St")
                .formParam("payment_method", "pm_card_visa")
                .formParam("confirm", "true")
                .post("http://127.0.0.1:" + stripePort + "/v1/payment_intents")
                .then()
                .statusCode(200)
                .extract()
                .path("latest_charge");
    }

    /** Calls to remote systems that repeat what they are sent, and calls of the API with secrets in the wrong place. */
    private String failingCalls() {
        put("/connections/talkative-stripe", """
                {"system":"stripe","baseUrl":"%s","settings":{"account":"acct_talkative","livemode":false}}""".formatted(talkative.url()));
        put("/connections/talkative-stripe/credentials", """
                {"credentials":{"apiKey":"%s","webhookSecret":"%s"}}""".formatted(KEY, HOOK));
        put("/connections/talkative-ebs", """
                {"system":"ebs","baseUrl":"%s","settings":{}}""".formatted(talkative.url()));
        put("/connections/talkative-ebs/credentials", """
                {"credentials":{"user":"TIEOUT_SVC","password":"%s"}}""".formatted(PASSWORD));
        String link = api().get(API + "/links/acme-charges").asString();
        String draft = "{\"flow\":\"stripe-charges-to-ebs-ledger\",\"source\":\"talkative-stripe\",\"target\":\"%s\","
                + "\"settings\":" + link.replaceAll("(?s).*\"settings\":(\\{.*}),\"settingsHash.*", "$1") + "}";
        put("/links/talkative-charges", draft.formatted("acme-ebs"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.alerts("connection-stopped").stream().anyMatch(text -> text.contains("talkative")));
        return String.join(
                "\n",
                api().post(API + "/connections/talkative-stripe/ping").asString(),
                api().post(API + "/connections/talkative-ebs/ping").asString(),
                api().body(draft.formatted("talkative-ebs"))
                        .put(API + "/links/talkative-other")
                        .asString(),
                api().body("{\"credentials\":{\"apiKey\":[\"" + KEY + "\"]}}")
                        .put(API + "/connections/talkative-stripe/credentials")
                        .asString(),
                api().body("{\"system\":\"stripe\",\"settings\":{\"apiKey\":\"" + KEY + "\"}}")
                        .put(API + "/connections/talkative-other")
                        .asString(),
                given().header("Stripe-Signature", "t=1,v1=" + HOOK)
                        .body("{\"id\":\"evt_1\",\"note\":\"" + WORDS.get(2) + "\"}")
                        .post("/webhooks/stripe/talkative-stripe")
                        .asString());
    }

    /** A charge whose fact the database does not take for a while. */
    private void unwritable() {
        database.run(handle -> handle.execute(
                "alter table fact add constraint unwritable check (snapshot::text not like '%INV-10116%') not valid"));
        String charge = charge("INV-10116", "cus_acme0036", 70_774, "jpy");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> acme.number("select count(*) from event where last_error like 'unexpected failure%'") > 0);
        database.run(handle -> handle.execute("alter table fact drop constraint unwritable"));
        acme.awaitState(charge, "CONFIRMED");
    }

    /** The lists of the API and the overview page. */
    private String answers() {
        StringBuilder answers = new StringBuilder();
        for (String list : List.of(
                "/connections",
                "/links",
                "/postings",
                "/postings?state=CONFIRMED",
                "/events",
                "/alerts?cleared=true",
                "/tokens",
                "/overview",
                "/customer-map/acme-stripe/acme-ebs")) {
            answers.append(
                    api().get(API + list).then().statusCode(200).extract().asString());
        }
        Cookie session = session();
        for (String page : List.of("/", "/facts", "/events")) {
            answers.append(given().cookie(session)
                    .get(page)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
        }
        return answers.toString();
    }

    private static Cookie session() {
        return given().redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("name", "admin")
                .formParam("password", TrialProfile.PASSWORD)
                .post("/login")
                .getDetailedCookie("tieout-session");
    }

    private String story(String charge) {
        long fact = acme.fact(charge);
        return api().get(API + "/audit?fact=" + fact).asString()
                + api().get(API + "/facts/" + fact).asString()
                + api().get(API + "/facts?providerId=" + charge).asString()
                + given().cookie(session()).get("/facts/" + fact).asString();
    }

    private String metrics() {
        return given().get(metrics).then().statusCode(200).extract().asString();
    }

    private void assertRows() {
        List<String> tables = database.with(handle -> handle.createQuery(
                        "select tablename from pg_tables where schemaname = 'public' and tablename not like 'flyway%'")
                .mapTo(String.class)
                .list());
        assertThat(tables).contains("audit_entry", "alert", "event", "posting", "batch", "login_attempt");
        for (String table : tables) {
            String rows = rows(table);
            assertThat(rows).as(table).doesNotContain(SECRETS);
            if (KEEPS_WORDS.stream().noneMatch(table::startsWith)) {
                assertThat(rows).as(table).doesNotContain(WORDS);
            }
        }
        assertThat(KEEPS_WORDS).allSatisfy(table -> assertThat(rows(table)).contains(WORDS.get(3)));
    }

    /** All rows of a table as text, bytes as well as they can be read. */
    private String rows(String table) {
        return database.with(handle -> String.join(
                "\n",
                handle.createQuery("""
                        select to_jsonb(t)::text || coalesce((select string_agg(
                          encode(decode(substr(value #>> '{}', 3), 'hex'), 'escape'), ' ')
                          from jsonb_each(to_jsonb(t)) where value #>> '{}' ~ '^\\\\x([0-9a-f]{2})+$'), '')
                        from %s t""".formatted(table)).mapTo(String.class).list()));
    }

    private static void put(String path, String body) {
        api().body(body).put(API + path).then().statusCode(200);
    }

    private static RequestSpecification api() {
        return given().header("Authorization", "Bearer " + TrialProfile.TOKEN).contentType(ContentType.JSON);
    }
}
