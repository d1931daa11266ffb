package io.tieout.report;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tieout.access.Role;
import io.tieout.audit.Sealer;
import io.tieout.store.Database;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.StoryRows;
import io.tieout.testing.StoryRows.Place;
import io.tieout.testing.StoryRows.Texts;
import io.tieout.testing.Tenants;
import io.tieout.testing.Tenants.Tenant;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link's day is frozen once, with what doesn't add up said plainly. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class CompletenessTest {
    private static final String REPORTS = "/api/v1/reports/completeness";

    @Inject
    Tenants tenants;

    @Inject
    StoryRows rows;

    @Inject
    Completeness completeness;

    @Inject
    Sealer sealer;

    @Inject
    Database database;

    Tenant tenant;
    Place place;

    /** A link in New York that was made on 20 November, on which the stored charges occurred (10:00 UTC). */
    @BeforeEach
    void link() {
        tenant = tenants.create();
        place = rows.place(tenant.name());
        change("update link set created_at = '2026-11-20T09:00Z', settings = '{\"zone\": \"America/New_York\"}'"
                + " where id = " + place.link());
    }

    @Test
    void day_thatAddsUp_isFrozenOnceWithItsHashAndHead() throws Exception {
        rows.charge(place, "CONFIRMED", Texts.PLAIN);
        rows.charge(place, "CONFIRMED", Texts.PLAIN);
        rows.charge(place, "REVIEW", Texts.PLAIN);
        change("update event set received_at = '2026-11-20T10:00Z' where connection_id = " + place.source());
        sealer.seal();

        freezeAt("2026-11-21T05:10:00Z");
        assertThat(list()).as("before quarter past midnight in New York").isEmpty();
        freezeAt("2026-11-21T05:16:00Z");
        rows.charge(place, "CONFIRMED", Texts.PLAIN);
        freezeAt("2026-11-21T23:00:00Z");

        assertThat(list()).hasSize(1);
        Response answer = read(0);
        assertThat(answer.header("ETag")).contains(sha256(answer.asString()));
        assertThat(answer.header("Content-Disposition"))
                .contains("completeness-" + place.linkKey() + "-2026-11-20.json");
        JsonPath report = answer.jsonPath();
        assertThat(report.getBoolean("complete")).isTrue();
        assertThat(report.getString("from")).isEqualTo("2026-11-20T05:00:00Z");
        assertThat(report.getString("auditHead")).matches("\\d+:[0-9a-f]{64}");
        assertThat(report.getInt("events.find { it.state == 'DONE' }.count")).isEqualTo(3);
        assertThat(report.getString("sections[0].currency")).isEqualTo("USD");
        assertThat(report.getLong("sections[0].facts.amountMinor")).isEqualTo(3 * 12_345);
        assertThat(report.getLong("sections[0].buckets.find { it.bucket == 'confirmed' }.amountMinor"))
                .isEqualTo(2 * 12_345);
        assertThat(report.getInt("sections[0].buckets.find { it.bucket == 'review' }.count"))
                .isEqualTo(1);
        assertThat(report.getLong("sections[0].ledger.amountMinor")).isEqualTo(2 * 12_345);
        assertThat(audited()).containsExactly("2026-11-20");
    }

    @Test
    void day_thatDoesNotAddUp_saysWhat() {
        rows.charge(place, "CONFIRMED", Texts.PLAIN);
        long posting = rows.charge(place, "CONFIRMED", Texts.PLAIN).posting();
        change("update posting set amount_minor = 12000 where id = " + posting);

        freezeAt("2026-11-21T12:00:00Z");

        JsonPath report = read(0).jsonPath();
        assertThat(report.getBoolean("complete")).isFalse();
        assertThat(report.getList("differences", String.class))
                .containsExactly(
                        "facts (charge): 2 of 246.90 USD, but all buckets together: 2 of 243.45 USD; difference 0 of "
                                + "3.45 USD",
                        "confirmed (charge): 2 of 243.45 USD, but their lines in the ledger: 2 of 246.90 USD; "
                                + "difference 0 of -3.45 USD");
        tenant.admin().get(REPORTS).then().body("items[0].differences", equalTo(2));
        given().cookie(tenant.session())
                .get("/reports")
                .then()
                .statusCode(200)
                .body(containsString("no, 2 differences"))
                .body(containsString(REPORTS + "/" + list().get(0) + "/csv"));
    }

    @Test
    void charge_whoseBooksAPersonAccepted_standsBesideTheLedger() {
        long posting = rows.charge(place, "CONFIRMED", Texts.PLAIN).posting();
        change("update posting set accepted = 'other lines' where id = " + posting);

        freezeAt("2026-11-21T12:00:00Z");

        JsonPath report = read(0).jsonPath();
        assertThat(report.getBoolean("complete")).isTrue();
        assertThat(report.getInt("sections[0].ledger.count")).isZero();
        assertThat(report.getLong("sections[0].accepted.amountMinor")).isEqualTo(12_345);
    }

    @Test
    void days_missed_areMadeUpFor_andLateFactsAreCounted() {
        freezeAt("2026-11-21T12:00:00Z");
        rows.charge(place, "HELD", Texts.PLAIN);

        freezeAt("2026-11-25T12:00:00Z");

        assertThat(audited()).containsExactly("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24");
        JsonPath next = read(3).jsonPath();
        assertThat(next.getString("day")).isEqualTo("2026-11-21");
        assertThat(next.getInt("sections[0].facts.count")).isZero();
        assertThat(next.getInt("sections[0].late.count")).isEqualTo(1);
        assertThat(read(0).jsonPath().getList("sections")).isEmpty();
    }

    @Test
    void charge_recordedBesideAFreeze_isLateInTheNextReportOnly() {
        rows.charge(place, "HELD", Texts.PLAIN);
        QuarkusTransaction.requiringNew().run(() -> {
            rows.charge(place, "HELD", Texts.PLAIN);
            CompletableFuture.runAsync(() -> freezeAt("2026-11-21T12:00:00Z")).join();
        });

        freezeAt("2026-11-22T12:00:00Z");
        freezeAt("2026-11-23T12:00:00Z");

        assertThat(read(2).jsonPath().getInt("sections[0].facts.count")).isEqualTo(1);
        assertThat(read(1).jsonPath().getInt("sections[0].late.count")).isEqualTo(1);
        assertThat(read(0).jsonPath().getList("sections")).isEmpty();
    }

    /** In a restored dump old facts may have higher numbers of transactions than the next ones that are recorded. */
    @Test
    void charges_ofARestoredDatabase_areCountedByTheirTime() {
        long before = rows.charge(place, "HELD", Texts.PLAIN).fact();
        freezeAt("2026-11-21T12:00:00Z");
        change("update fact set xid = '9000000000000000000' where id = " + before);
        long after = rows.charge(place, "HELD", Texts.PLAIN).fact();
        change("update fact set xid = '3' where id = " + after);

        freezeAt("2026-11-22T12:00:00Z");

        assertThat(read(0).jsonPath().getInt("sections[0].late.count")).isEqualTo(1);
    }

    @Test
    void csv_hasMajorUnits() {
        rows.charge(place, "CONFIRMED", Texts.PLAIN);
        freezeAt("2026-11-21T12:00:00Z");

        String csv = tenant.as(Role.VIEWER)
                .get(REPORTS + "/" + list().get(0) + "/csv")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();

        String start = place.linkKey() + ",2026-11-20,America/New_York,";
        assertThat(csv.strip().split("\r\n", -1))
                .contains(
                        "link,day,zone,currency,kind,line,of,count,amount",
                        start + "USD,charge,facts,,1,123.45",
                        start + "USD,charge,bucket,confirmed,1,123.45",
                        start + "USD,charge,bucket,in flight,0,0.00",
                        start + "USD,charge,difference,,0,0.00",
                        start + "USD,charge,postings,RECORD CONFIRMED,1,123.45",
                        start + "USD,charge,ledger,,1,123.45");
    }

    @Test
    void report_neverChanges_andIsNobodyElses() {
        freezeAt("2026-11-21T12:00:00Z");

        for (String sql :
                List.of("update completeness_report set differences = 1", "delete from completeness_report")) {
            assertThatThrownBy(() -> change(sql)).hasStackTraceContaining("never changes");
        }
        Tenant other = tenants.create();
        other.admin().get(REPORTS + "/" + list().get(0)).then().statusCode(404);
        other.admin().get(REPORTS).then().body("items.size()", equalTo(0));
        tenant.admin().queryParam("day", "yesterday").get(REPORTS).then().statusCode(400);
        tenant.admin()
                .queryParam("day", "2026-11-20")
                .queryParam("link", place.linkKey())
                .get(REPORTS)
                .then()
                .body("items.size()", equalTo(1));
    }

    private void freezeAt(String instant) {
        completeness.freezeDueAt(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    }

    /** Newest first. */
    private List<Integer> list() {
        return tenant.as(Role.VIEWER)
                .get(REPORTS)
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    private Response read(int place) {
        return tenant.as(Role.VIEWER)
                .get(REPORTS + "/" + list().get(place))
                .then()
                .statusCode(200)
                .extract()
                .response();
    }

    private List<String> audited() {
        return database.with(
                handle -> handle.createQuery("select detail ->> 'day' from audit_entry where tenant = :tenant"
                                + " and action = 'report.freeze' order by id")
                        .bindMap(Map.of("tenant", tenant.name()))
                        .mapTo(String.class)
                        .list());
    }

    private void change(String sql) {
        database.run(handle -> handle.execute(sql));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
