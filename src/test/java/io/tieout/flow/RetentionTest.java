package io.tieout.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import io.tieout.testing.TrialProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.Test;
import org.quartz.JobKey;
import org.quartz.SchedulerException;

/** A charge in the books, fourteen months later: its texts go by the route, and a replay brings them back. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class RetentionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String STORY = "/api/v1/facts/{id}";

    @Inject
    AcmeWorld acme;

    @Inject
    CamelContext camel;

    @Inject
    MeterRegistry meters;

    @Test
    void confirmedCharge_isThinnedByItsRoute_andReplayedWithoutEffect() throws SchedulerException {
        String charge = acme.pay("INV-10190", "plain", "prompt").path("charge").asText();
        acme.awaitState(charge, "CONFIRMED");
        long fact = acme.fact(charge);
        String texts = "select count(*) from fact where snapshot -> 'metadata' <> '{}' and id = " + fact;
        assertThat(acme.number(texts)).as("the shop's metadata").isOne();
        await().atMost(PATIENCE).until(() -> acme.number("""
                select count(*) from fact f join posting p on p.fact_id = f.id join batch b on b.id = p.batch_id
                where f.next_attempt_at is null and b.done_at is not null and f.id = %d""".formatted(fact)) == 1);
        long version = acme.number("select version from fact where id = " + fact);
        age(fact);

        thin();

        await().atMost(PATIENCE).until(() -> acme.number(texts) == 0);
        assertThat(meters.counter("tieout.retention.thinned", "what", "facts").count())
                .isPositive();
        assertThat(acme.number("select count(*) from audit_entry where action = 'retention.thin'"))
                .isPositive();
        api().get(STORY, fact).then().statusCode(200).body("fact.payloadThinned", notNullValue());

        api().post(STORY + "/replay", fact).then().statusCode(202);

        await().atMost(PATIENCE).until(() -> acme.number(texts) == 1);
        api().get(STORY, fact).then().statusCode(200).body("fact.payloadThinned", nullValue());
        assertThat(acme.number("select version from fact where id = " + fact)).isEqualTo(version);
        acme.awaitState(charge, "CONFIRMED");
        assertThat(acme.booked(charge)).hasSize(2);
    }

    @Test
    void notificationOutsideOfTheMonths_goes_andItsTenantIsTold() throws SchedulerException {
        long event = acme.number("""
                with added as (
                  insert into event (connection_id, event_id, type, created, received_at, origin, state, done_at)
                  select id, 'evt_stray', 'charge.failed', '2019-03-02T10:00:00Z', '2019-03-02T10:00:00Z', 'webhook',
                    'DONE', '2019-03-02T10:00:00Z' from connection where name = 'acme-stripe'
                  returning id, received_at),
                stored as (
                  insert into event_payload (event, received_at, payload) select id, received_at, '{}' from added)
                select id from added""");

        thin();

        await().atMost(PATIENCE)
                .until(() -> acme.number("select count(*) from event_payload where event = " + event) == 0);
        assertThat(acme.number("""
                select count(*) from audit_entry
                where action = 'retention.thin' and tenant = 'acme'
                  and detail ->> 'what' = 'notifications' and detail ->> 'rows' = '1'""")).isEqualTo(1);
    }

    @Test
    void eventWithoutPayload_isRefusedInWords_andSaysSinceWhen() {
        long event = acme.number("""
                with added as (
                  insert into event (connection_id, event_id, type, created, received_at, origin, state, done_at)
                  select id, 'evt_thinned', 'charge.failed', '2020-01-02T10:00:00Z', '2020-01-02T10:00:00Z', 'webhook',
                    'DEAD', '2020-01-02T10:00:00Z' from connection where name = 'acme-stripe' returning id),
                noted as (
                  insert into payload_month (first, gone, kept) values ('2020-01-01', 1, 0))
                select id from added""");

        api().get("/api/v1/events?state=DEAD")
                .then()
                .body("items.find { it.id == " + event + " }.payloadThinned", notNullValue());
        api().post("/api/v1/events/{id}/replay", event)
                .then()
                .statusCode(409)
                .body("detail", containsString("payload was thinned"));
    }

    /** The facts before it are passed already: other tests may need them as they are. */
    private void age(long fact) {
        acme.change("update retention_mark set passed = %d - 1 where subject = 'facts'".formatted(fact));
        acme.change("""
                update batch set done_at = done_at - interval '14 months'
                where id in (select batch_id from posting where fact_id = %d)""".formatted(fact));
        acme.change("update posting set updated_at = updated_at - interval '14 months' where fact_id = " + fact);
        acme.change("""
                update fact set updated_at = updated_at - interval '14 months',
                  first_seen_at = first_seen_at - interval '14 months' where id = %d""".formatted(fact));
    }

    private static RequestSpecification api() {
        return given().header("Authorization", "Bearer " + TrialProfile.TOKEN);
    }

    private void thin() throws SchedulerException {
        camel.getComponent("quartz", QuartzComponent.class)
                .getScheduler()
                .triggerJob(JobKey.jobKey("thin", "retention"));
    }
}
