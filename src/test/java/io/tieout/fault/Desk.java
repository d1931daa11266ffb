package io.tieout.fault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tieout.store.Database;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.TrialProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A person at the desk: enters invoices in EBS, reads what stands there, and decides by the API. */
@ApplicationScoped
class Desk {
    private static final int STOCK = 20;

    private final Deque<String> invoices = new ArrayDeque<>();
    private final AcmeWorld acme;
    private final FaultWorld world;
    private final Database database;

    Desk(AcmeWorld acme, FaultWorld world, Database database) {
        this.acme = acme;
        this.world = world;
        this.database = database;
    }

    /** An open invoice of 120.00 US dollars of a customer of its own, which the mirror knows; answers its number. */
    String invoice() {
        synchronized (invoices) {
            if (invoices.isEmpty()) {
                enter();
            }
            return invoices.remove();
        }
    }

    private void enter() {
        for (int count = 0; count < STOCK; count++) {
            invoices.add(another());
        }
        world.awaitMirror(invoices.getLast());
    }

    /** As {@link #invoice}, entered at this moment. */
    String enterOne() {
        String number = another();
        world.awaitMirror(number);
        return number;
    }

    /** The payment schedule of an invoice. */
    String item(String invoice) {
        return database.with(handle -> handle.createQuery("select item_id from open_item where number = :number")
                .bind("number", invoice)
                .mapTo(String.class)
                .one());
    }

    private String another() {
        String number = "L-" + UUID.randomUUID().toString().substring(0, 8);
        String customer = acme.newCustomer("Customer of " + number).id();
        acme.enter(Map.of("customer", customer, "number", number, "amount", "120.00"));
        return number;
    }

    /** Somebody pays an invoice of {@link #invoice} in full and names it; answers the charge. */
    String pay(String invoice) {
        return acme.charge(12_000, "usd", "Invoice " + invoice, Map.of("invoice_number", invoice));
    }

    /** Decides on the version that stands now. */
    Response decide(String charge, String decision, Map<String, ?> body) {
        return decideOn(charge, version(charge), decision, body);
    }

    /** Decides about one generation, on the version that stands now. */
    Response decide(String charge, int generation, String decision, Map<String, ?> body) {
        String version = text(charge, generation, "version");
        return api().header("If-Match", version).body(body).post(path(charge, generation) + decision);
    }

    Response decideOn(String charge, String version, String decision, Map<String, ?> body) {
        return api().header("If-Match", "\"" + version + "\"").body(body).post(path(charge, latest(charge)) + decision);
    }

    Response decideWithoutVersion(String charge, String decision, Map<String, ?> body) {
        return api().body(body).post(path(charge, latest(charge)) + decision);
    }

    /** Has the fact of a charge looked at again. */
    void replay(String charge) {
        api().post("/api/v1/facts/" + acme.fact(charge) + "/replay").then().statusCode(202);
    }

    /** What EBS holds under the reference, as the API reads it now. */
    Response standing(String charge) {
        return api().get(path(charge, latest(charge)) + "standing");
    }

    String version(String charge) {
        return text(charge, latest(charge), "version");
    }

    private int latest(String charge) {
        return states(charge).size();
    }

    private String path(String charge, int generation) {
        return "/api/v1/reviews/" + text(charge, generation, "id") + "/";
    }

    private String text(String charge, int generation, String column) {
        return database.with(handle -> handle.createQuery("select p." + column
                        + " from posting p join fact f on f.id = p.fact_id where f.object_id = :charge"
                        + " and p.effect = 'RECORD' and p.generation = :generation")
                .bind("charge", charge)
                .bind("generation", generation)
                .mapTo(String.class)
                .one());
    }

    /** Generation and state of each posting that records a charge. */
    List<String> states(String charge) {
        return database.with(handle -> handle.createQuery("""
                        select p.generation || ' ' || p.state from posting p join fact f on f.id = p.fact_id
                        where f.object_id = :charge and p.effect = 'RECORD' order by p.generation""")
                .bind("charge", charge)
                .mapTo(String.class)
                .list());
    }

    /** How many decisions about a charge wait for EBS. */
    long waiting(String charge) {
        return acme.number("select count(*) from closure where posting_id = "
                + world.column(charge, "id").orElseThrow());
    }

    /** How often a posting was moved to a state. */
    long moves(String charge, String state) {
        return acme.number("select count(*) from audit_entry where action = 'posting.move' and detail ->> 'to' = '"
                + state + "' and posting_id = " + world.column(charge, "id").orElseThrow());
    }

    /** Actor and reason of the audited steps of this kind about a charge. */
    List<String> audited(String charge, String action) {
        return database.with(handle -> handle.createQuery("""
            select a.actor || ' ' || (a.detail ->> 'reason') from audit_entry a
            where a.fact_id = :fact and a.action = :action order by a.id\
            """)
                .bind("fact", acme.fact(charge))
                .bind("action", action)
                .mapTo(String.class)
                .list());
    }

    /** EBS keeps a tombstone under the reference of a charge, and nothing else. */
    void assertTombstone(String charge) {
        String reference = world.column(charge, "reference").orElseThrow();
        assertThat(acme.ebsTable("XX_TIEOUT_KEYS").stream()
                        .filter(key -> key.path("REFERENCE").asText().equals(reference))
                        .map(key -> key.path("STATE"))
                        .map(JsonNode::asText))
                .containsExactly("CLOSED");
        assertThat(world.rows(charge)).isEmpty();
    }

    private static RequestSpecification api() {
        return given().header("Authorization", "Bearer " + TrialProfile.TOKEN).contentType(ContentType.JSON);
    }
}
