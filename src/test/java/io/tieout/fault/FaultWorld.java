package io.tieout.fault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tieout.store.Database;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.TrialProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Acme in a hurry: short pauses on both sides, so that many faults fit into a minute; and what must hold after each. */
@ApplicationScoped
class FaultWorld {
    static final String EBS = "acme-ebs";
    static final String STRIPE = "acme-stripe";
    private static final String LINK = "/api/v1/links/acme-charges";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AcmeWorld acme;
    private final Database database;
    private final ObjectMapper json = new ObjectMapper();

    FaultWorld(AcmeWorld acme, Database database) {
        this.acme = acme;
        this.database = database;
    }

    /** Shortens every pause, on both sides. */
    void hurry() {
        pauses("PT0.05S");
    }

    private void pauses(String batchAge) {
        List.of(EBS, STRIPE).forEach(this::resume);
        change("/api/v1/connections/" + EBS, Map.of("requestsPerSecond", 1000, "callsAtOnce", 20));
        batchAge(batchAge);
        acme.ebs(
                "/_sandbox/settings",
                Map.of("requestDuration", "PT0.05S", "autoPost", true, "autoPostDelay", "PT0.05S", "approval", false));
        acme.stripe(
                "/_sandbox/settings",
                Map.of(
                        "balanceTransactionDelay",
                        "PT0.05S",
                        "disputeDelay",
                        "PT0.5S",
                        "rateLimitPerSecond",
                        0,
                        "endpointRateLimitPerSecond",
                        0));
    }

    /** Takes back what a test did to both sides; what stands in the books stays. */
    void calm() {
        acme.clearFaults();
        List.of("FIND_REFERENCES", "CLOSE_REFERENCES", "REGROUP").forEach(operation -> grant(operation, true));
        // A dispute that comes half a second after its charge must find it unfrozen in the classes that follow.
        pauses("PT2S");
        post(LINK + "/resume");
        reopenPeriod();
    }

    private void reopenPeriod() {
        String period = currentPeriod();
        if (!mirrorSaysOpen(period)) {
            period(period, "O");
        }
        await().atMost(PATIENCE).until(() -> mirrorSaysOpen(period));
    }

    /** Whether the application knows a period of the link's ledger as open. */
    boolean mirrorSaysOpen(String period) {
        return database.with(handle -> handle.createQuery("select open from ledger_period where name = :name"
                        + " and connection_id = (select target from link where key = 'acme-charges')")
                .bind("name", period)
                .mapTo(Boolean.class)
                .one());
    }

    /** The name of the period in which Acme's clock stands, for example {@code NOV-26}. */
    String currentPeriod() {
        return database.with(
                handle -> handle.createQuery("""
                    select distinct name from ledger_period
                    where (now() at time zone 'America/New_York')::date between start_date and end_date
                      and not adjusting\
                    """).mapTo(String.class).one());
    }

    /** How many questions wait until the periods of their ledger are written. */
    int questionsInWait() {
        return database.with(handle -> handle.createQuery("select count(*) from pg_locks"
                        + " where locktype = 'advisory' and mode = 'ShareLock' and not granted and database ="
                        + " (select oid from pg_database where datname = current_database())")
                .mapTo(Integer.class)
                .one());
    }

    void period(String name, String status) {
        acme.ebs("/_sandbox/ebs/period", Map.of("period_name", name, "closing_status", status));
    }

    /** How long a matched posting waits before its batch is frozen: the window for what happens in between. */
    void batchAge(String age) {
        change(LINK, Map.of("batch", Map.of("age", age)));
    }

    /** How old the oldest posting of a group becomes before the group leaves, and how many one batch takes at most. */
    void batch(String age, int most) {
        change(LINK, Map.of("batch", Map.of("age", age, "most", most)));
    }

    /** Opens a quiet window of the link around this hour; {@link #hurry} takes it away. */
    void quietNow() {
        LocalTime now = LocalTime.now(ZoneId.of("America/New_York")).truncatedTo(ChronoUnit.MINUTES);
        Map<String, String> window = Map.of(
                "from", now.minusHours(1).toString(), "to", now.plusHours(1).toString());
        change(LINK, Map.of("batch", Map.of("age", "PT0.05S", "quietWindow", window)));
    }

    /**
     * Changes an account of the link.
     *
     * @param name its role, for example {@code credit}
     * @return the one before
     */
    String account(String name, String account) {
        JsonNode accounts = tree(api().get(LINK).asString()).at("/settings/accounts");
        ObjectNode wanted = accounts.deepCopy();
        wanted.put(name, account);
        change(LINK, Map.of("accounts", wanted));
        return accounts.path(name).asText();
    }

    /** How long a batch may take before a person is told; its postings still leave at once. */
    void alertAfter(String age) {
        change(LINK, Map.of("batch", Map.of("age", "PT0.05S", "alertAfter", age)));
    }

    /** How far polls of changes go back; a page must come within half of it. */
    void overlap(String overlap) {
        change("/api/v1/connections/" + EBS, Map.of("assumptions", Map.of("watermarkOverlap", overlap)));
    }

    /** What the link does with money that can't be matched: {@code record} or {@code hold}. */
    void unmatched(String what) {
        change(LINK, Map.of("unmatched", what));
    }

    /** Names the account for money of known payers on account, or none. */
    void onAccount(Optional<String> account) {
        ObjectNode accounts = (ObjectNode) tree(api().get(LINK).asString()).at("/settings/accounts");
        accounts.remove("unapplied");
        account.ifPresent(name -> accounts.put("unapplied", name));
        change(LINK, Map.of("accounts", accounts));
    }

    /** A customer pays; the posting stays matched until {@link #freezeNow}. */
    String payAndMatch(String invoice) {
        batchAge("PT1H");
        String charge = pay(invoice);
        acme.awaitState(charge, "MATCHED");
        return charge;
    }

    /** Adds a connection to the same EBS, for example one of another responsibility, with Acme's customers. */
    void addConnection(String name) {
        ObjectNode draft = tree(api().get("/api/v1/connections/" + EBS).asString());
        draft.retain(List.of("system", "baseUrl", "settings"));
        String path = "/api/v1/connections/" + name;
        api().body(draft.toString()).put(path).then().statusCode(200);
        api().body("""
            {"credentials":{"user":"TIEOUT_SVC","password":"sandbox-only"}}\
            """).put(path + "/credentials").then().statusCode(200);
        acme.change("""
                insert into customer_map (source, customer, target, account, account_number)
                select m.source, m.customer, c.id, m.account, m.account_number
                from customer_map m join connection c on c.name = '\
                """ + name + "'");
    }

    /** Lets Acme's link post over another connection, in place of a second link of a second account. */
    void linkTo(String connection) {
        acme.change("update link set target = (select id from connection where name = '" + connection + "')");
    }

    /** Waits until the mirror of the link's new target knows an invoice. */
    void awaitMirror(String invoice) {
        String rows = "select count(*) from open_item i join link l on l.target = i.connection_id where i.number = '";
        await().atMost(PATIENCE).until(() -> acme.number(rows + invoice + "'") > 0);
    }

    /** Everything that is matched leaves, in one batch; a change of the link's settings would have it decided anew. */
    void freezeNow() {
        acme.change("update posting set updated_at = now() - interval '2 hours' where state = 'MATCHED'");
    }

    /** Has a matched posting name an account that EBS does not know, so that its load is refused. */
    void spoil(String charge) {
        acme.change("update posting set journal = replace(journal::text, '-2150-', '-2159-')::jsonb where id = "
                + column(charge, "id").orElseThrow());
    }

    /** Gives the service user the right to call an operation, or takes it away. */
    void grant(String operation, boolean granted) {
        acme.ebs("/_sandbox/ebs/grant", Map.of("user", "TIEOUT_SVC", "operation", operation, "granted", granted));
    }

    private void change(String path, Map<String, ?> settings) {
        Response before = api().get(path).then().statusCode(200).extract().response();
        ObjectNode draft = tree(before.asString());
        ObjectNode changed = (ObjectNode) draft.get("settings");
        ObjectNode wanted = changed.deepCopy();
        settings.forEach((name, value) -> wanted.set(name, json.valueToTree(value)));
        if (wanted.equals(changed)) {
            return;
        }
        draft.set("settings", wanted);
        draft.retain(List.of("flow", "source", "target", "system", "baseUrl", "settings"));
        api().header("If-Match", before.header("ETag"))
                .body(draft.toString())
                .put(path)
                .then()
                .statusCode(200);
    }

    private ObjectNode tree(String text) {
        try {
            return (ObjectNode) json.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a stopped connection work again, as a person does by the API. */
    void resume(String connection) {
        post("/api/v1/connections/" + connection + "/resume");
    }

    void post(String path) {
        api().post(path).then().statusCode(200);
    }

    private static RequestSpecification api() {
        return given().header("Authorization", "Bearer " + TrialProfile.TOKEN).contentType(ContentType.JSON);
    }

    /** The texts of the open alerts of a kind. */
    List<String> alerts(String kind) {
        return api().get("/api/v1/alerts").jsonPath().getList("findAll { it.kind == '" + kind + "' }.text");
    }

    /** A customer pays an invoice by card; answers the charge. */
    String pay(String invoice) {
        return acme.pay(invoice, "plain", "prompt").path("charge").asText();
    }

    /** A column of the posting that records a charge, in its latest generation. */
    Optional<String> column(String charge, String column) {
        return database.with(handle -> handle.createQuery("select p." + column
                        + " from posting p join fact f on f.id = p.fact_id"
                        + " where f.object_id = :charge and p.effect = 'RECORD' order by p.generation desc limit 1")
                .bind("charge", charge)
                .mapTo(String.class)
                .findOne());
    }

    /** The audited steps of a batch alone, each with the states that it left and reached. */
    List<String> audit(String batch) {
        return database.with(handle ->
                handle.createQuery("""
                    select concat_ws(' ', action, detail ->> 'from', detail ->> 'to') from audit_entry
                    where batch_id = cast(:batch as bigint) and fact_id is null order by id\
                    """).bind("batch", batch).mapTo(String.class).list());
    }

    /** The import group in which a posting lives. */
    Map<String, String> group(String charge) {
        return Map.of(
                "group",
                await().atMost(PATIENCE)
                        .until(() -> column(charge, "group_id"), Optional::isPresent)
                        .orElseThrow());
    }

    /** What a person must find: one journal of two posted lines, no row left waiting, one known reference. */
    void assertOnce(String charge) {
        String reference = column(charge, "reference").orElseThrow();
        assertBookedOnce(charge);
        assertThat(count("GL_INTERFACE", "REFERENCE21", reference))
                .as("rows of %s left in the interface", charge)
                .isZero();
        assertThat(count("XX_TIEOUT_KEYS", "REFERENCE", reference))
                .as("keys of %s", charge)
                .isEqualTo(1);
    }

    /** One journal of two posted lines, whatever else is known of it. */
    void assertBookedOnce(String charge) {
        assertThat(acme.booked(charge))
                .as("lines of %s in the books", charge)
                .hasSize(2)
                .allMatch(line -> line.status().equals("P"));
    }

    /** What a person must find while nothing may be in the books: no line, whatever the interface holds. */
    void assertNotBooked(String charge) {
        assertThat(acme.booked(charge)).as("lines of %s in the books", charge).isEmpty();
    }

    /** Rows of a table of EBS whose column has this value. */
    long count(String table, String column, String value) {
        return acme.ebsTable(table).stream()
                .filter(row -> row.path(column).asText().equals(value))
                .count();
    }

    /** Rows of the interface of a posting. */
    List<JsonNode> rows(String charge) {
        String reference = column(charge, "reference").orElseThrow();
        return acme.ebsTable("GL_INTERFACE").stream()
                .filter(row -> row.path("REFERENCE21").asText().equals(reference))
                .toList();
    }

    /** Whether a stored webhook of this event names a charge. */
    boolean isAbout(String event, String charge) {
        return database.with(handle -> handle.createQuery("""
            select count(*) from event e join event_payload p on p.event = e.id
            where e.event_id = :event and position(:charge in convert_from(p.payload, 'UTF8')) > 0\
            """)
                        .bind("event", event)
                        .bind("charge", charge)
                        .mapTo(Long.class)
                        .one())
                == 1;
    }

    /** The customer account that an invoice belongs to, by its payment schedule. */
    String customerOf(String item) {
        return acme.ebsTable("AR_PAYMENT_SCHEDULES_ALL").stream()
                .filter(row -> row.path("PAYMENT_SCHEDULE_ID").asText().equals(item))
                .map(row -> row.path("CUSTOMER_ID").asText())
                .findFirst()
                .orElseThrow();
    }
}
