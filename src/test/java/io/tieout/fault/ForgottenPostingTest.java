package io.tieout.fault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import io.tieout.testing.TrialProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After a restore, a link that was made again under another key finds what the former one had posted. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class ForgottenPostingTest {
    private static final String FORGOTTEN = "TIEFORGOTTENPOSTING";

    @Inject
    AcmeWorld acme;

    @Inject
    FaultWorld world;

    @Inject
    Desk desk;

    @BeforeEach
    void hurry() {
        world.hurry();
    }

    @AfterEach
    void calm() {
        world.calm();
    }

    @Test
    void charge_thatStandsUnderAReferenceOfNoLink_orAnother_isAQuestion_untilThatIsReleased() {
        String invoice = desk.invoice();
        world.batchAge("PT1H");
        String charge = desk.pay(invoice);
        acme.awaitState(charge, "MATCHED");
        acme.change("insert into adopted (reference, target, object_id, closed, stage) select '" + FORGOTTEN
                + "', target, '" + charge + "', false, 'posted' from link where key = 'acme-charges'");

        desk.replay(charge);

        assertThat(acme.awaitState(charge, "REVIEW")).contains(FORGOTTEN).contains("former key");
        takenByAnotherLink(charge);
        desk.replay(charge);
        Awaitility.await("it is still a question")
                .atMost(Duration.ofSeconds(30))
                .until(() -> acme.posting(charge).orElseThrow(), now -> now.contains("a posting of another link"));
        assertThat(acme.awaitState(charge, "REVIEW")).contains(FORGOTTEN);
        takenByNobody();
        world.batchAge("PT0.05S");
        given().header("Authorization", "Bearer " + TrialProfile.TOKEN)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "it was reversed in EBS by hand"))
                .post("/api/v1/connections/acme-ebs/adopted/" + FORGOTTEN + "/release")
                .then()
                .statusCode(200);
        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    private void takenByNobody() {
        acme.change("update adopted set posting_id = null where reference = '" + FORGOTTEN + "'");
        acme.change("delete from posting where reference = 'TIETAKEN'");
        acme.change("delete from link where key = 'acme-charges-before'");
    }

    /** As if the link had been made again under its former key beside this one, and had found what it had posted. */
    private void takenByAnotherLink(String charge) {
        acme.change("""
                with former as (
                  insert into link (key, tenant, flow, source, target, settings, settings_hash, enabled)
                  select 'acme-charges-before', tenant, flow, source, target, settings, settings_hash, false
                  from link where key = 'acme-charges' returning id),
                taken as (
                  insert into posting (tenant, fact_id, link_id, target, ledger, effect, posting_key, reference, state,
                    reason, amount_minor, currency, fact_version, settings_version, settings_hash, routes_hash)
                  select p.tenant, p.fact_id, former.id, p.target, p.ledger, 'REFUND', p.posting_key || ' before',
                    'TIETAKEN', 'WAITING', 'new', p.amount_minor, p.currency, p.fact_version, p.settings_version,
                    p.settings_hash, p.routes_hash
                  from posting p join fact f on f.id = p.fact_id, former where f.object_id = '%s' returning id)
                update adopted set posting_id = taken.id from taken where reference = '%s'""".formatted(charge, FORGOTTEN));
    }
}
