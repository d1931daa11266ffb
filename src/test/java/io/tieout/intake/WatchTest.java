package io.tieout.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.net.URL;
import org.junit.jupiter.api.Test;

/** What operators watch: health and metrics, on a port of their own. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class WatchTest {

    @Inject
    AcmeWorld acme;

    @TestHTTPResource(value = "/health", management = true)
    URL health;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void health_whileEverythingRuns_isUpAndNamesItsParts() {
        given().get(health + "/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItems("intake", "worker loops"));
        given().get(health + "/live").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void metrics_afterACharge_tellOfEachStageWithoutIds() {
        String charge = acme.pay("INV-10035", "plain", "prompt").path("charge").asText();
        acme.awaitState(charge, "CONFIRMED");

        String text = given().get(metrics).then().statusCode(200).extract().asString();

        assertThat(text)
                .contains("tieout_webhooks_total{provider=\"stripe\",status=\"200\"}")
                .containsPattern(
                        "tieout_events_total\\{flow=\"stripe-charges-to-ebs-ledger.events\",outcome=\"done\"\\}")
                .containsPattern("tieout_facts_total\\{flow=\"stripe-charges-to-ebs-ledger\",outcome=\"matched\"\\}")
                .containsPattern("tieout_batches_total\\{flow=\"tracking\",outcome=\"done\"\\}")
                .contains("tieout_polls_total{link=\"acme-charges\",outcome=\"done\",poll=\"list-events\"}")
                .contains(
                        "tieout_postings{state=\"REVIEW\"}",
                        "tieout_reviews{kind=\"on-account\"}",
                        "tieout_queue_due{queue=\"events\"}")
                .contains("tieout_queue_oldest_seconds{queue=\"facts\"}")
                .contains("tieout_remote_calls_seconds_count{connection=\"acme-stripe\",outcome=\"200\"}")
                .contains("tieout_remote_calls_seconds_count{connection=\"acme-ebs\"");
        assertThat(text).doesNotContain(charge, "INV-10035");
    }
}
