package io.tieout.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.tieout.access.Role;
import io.tieout.store.Database;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import io.tieout.testing.Tenants.Tenant;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for its fact after a restore: listed at its connection, released by a person with a reason. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class AdoptedApiTest {
    private static final Map<String, String> REASON = Map.of("reason", "the charge was deleted at Stripe");

    @Inject
    Tenants tenants;

    @Inject
    Database database;

    Tenant tenant;
    String reference;

    @BeforeEach
    void waits() {
        tenant = tenants.create().withConnections();
        reference = "TIE" + tenant.name().toUpperCase(java.util.Locale.ROOT);
        database.run(handle -> {
            handle.execute("""
                    insert into adopted (reference, target, object_id, closed, stage, load_incarnation, load_number,
                      journal, accounting_date)
                    select ?, id, 'ch_lost', false, 'posted', 1, 7, cast(? as jsonb), '2026-11-20'
                    from connection where name = ?""", reference, """
                    {"reference":{"value":"%s"},"lines":[
                     {"account":"clearing","side":"DEBIT","amount":{"minorUnits":500,"currency":"USD"},"item":"",
                      "description":"ch_lost"},
                     {"account":"credit","side":"CREDIT","amount":{"minorUnits":500,"currency":"USD"},"item":"10001",
                      "description":"ch_lost INV-1"}]}""".formatted(reference), tenant.ebs());
            handle.execute(
                    "insert into adopted_item select id, '10001', ?, 500, 'USD' from connection where name = ?",
                    reference,
                    tenant.ebs());
        });
    }

    private String path() {
        return "/api/v1/connections/" + tenant.ebs() + "/adopted";
    }

    private static String release(String path, String reference) {
        return path + "/" + reference + "/release";
    }

    private RequestSpecification operator() {
        return tenant.as(Role.OPERATOR);
    }

    @Test
    void list_showsWhatStands_toAViewer() {
        tenant.as(Role.VIEWER)
                .get(path())
                .then()
                .statusCode(200)
                .body("reference", contains(reference))
                .body("[0].object", equalTo("ch_lost"))
                .body("[0].accountingDate", equalTo("2026-11-20"))
                .body("[0].lines[1].item", equalTo("10001"))
                .body("[0].lines[1].amount.text", equalTo("5.00"));
    }

    @Test
    void release_freesItsItems_once_andIsAudited() {
        operator()
                .body(REASON)
                .post(release(path(), reference))
                .then()
                .statusCode(200)
                .body("", empty());

        operator().body(REASON).post(release(path(), reference)).then().statusCode(404);
        assertThat(number("select count(*) from adopted_item where reference = '" + reference + "'"))
                .isZero();
        assertThat(number("select count(*) from audit_entry where action = 'adopted.release' and tenant = '"
                        + tenant.name() + "' and detail ->> 'reference' = '" + reference
                        + "' and detail ->> 'reason' = '" + REASON.get("reason") + "'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from adopted where released_by is not null and released_reason is not null"
                        + " and released_at is not null and reference = '" + reference + "'"))
                .isEqualTo(1);
    }

    @Test
    void release_byAViewer_isForbidden() {
        tenant.as(Role.VIEWER)
                .body(REASON)
                .post(release(path(), reference))
                .then()
                .statusCode(403);
    }

    @Test
    void release_withoutWords_isRefused() {
        operator()
                .body(Map.of("reason", " "))
                .post(release(path(), reference))
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TIEUNKNOWN", "no-reference"})
    void release_ofWhatDoesNotWait_isUnknown(String unknown) {
        operator().body(REASON).post(release(path(), unknown)).then().statusCode(404);
    }

    /** Another tenant with a connection to the same ERP sees nothing of it: it can't be told whose it is. */
    @Test
    void another_tenant_seesAndReleasesNothing() {
        Tenant other = tenants.create().withConnections();

        other.admin().get(path()).then().statusCode(404);
        other.admin().body(REASON).post(release(path(), reference)).then().statusCode(404);
        String own = "/api/v1/connections/" + other.ebs() + "/adopted";
        other.admin().get(own).then().statusCode(200).body("", empty());
        other.admin().body(REASON).post(release(own, reference)).then().statusCode(404);
    }

    private long number(String sql) {
        return database.with(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
