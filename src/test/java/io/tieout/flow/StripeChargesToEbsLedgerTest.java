package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.AcmeWorld.BookedLine;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job, end to end: door, workers, connectors over real sockets to the simulators, real PostgreSQL. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class StripeChargesToEbsLedgerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    AcmeWorld acme;

    @Inject
    MeterRegistry meters;

    @AfterEach
    void clear() {
        acme.clearFaults();
    }

    @ParameterizedTest
    @CsvSource({
        "INV-10002, 01-000-1150-0000-000", // USD, two decimals
        "INV-10003, 01-000-1151-0000-000", // EUR, two decimals, not the ledger's currency
        "INV-10004, 01-000-1152-0000-000", // JPY, none
        "INV-10005, 01-000-1153-0000-000" // KWD, three
    })
    void paidInvoice_standsInTheBooksOnce_inEveryCurrency(String invoice, String clearing) {
        JsonNode paid = acme.pay(invoice, "plain", "prompt");
        String charge = paid.path("charge").asText();

        acme.awaitState(charge, "CONFIRMED");

        List<BookedLine> lines = acme.booked(charge);
        assertThat(lines).hasSize(2).allMatch(line -> line.status().equals("P"));
        assertThat(lines.stream().map(BookedLine::debit).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(lines.stream().map(BookedLine::credit).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(openAmount(invoice));
        assertThat(acme.number("select count(*) from posting p join fact f on f.id = p.fact_id, lateral"
                        + " jsonb_array_elements(p.journal -> 'lines') line where f.object_id = '" + charge
                        + "' and line ->> 'account' = '" + clearing + "' and line ->> 'side' = 'DEBIT'"))
                .isEqualTo(1);
    }

    private BigDecimal openAmount(String invoice) {
        return acme.ebsTable("AR_PAYMENT_SCHEDULES_ALL").stream()
                .filter(row -> row.path("TRX_NUMBER").asText().equals(invoice))
                .map(row -> new BigDecimal(row.path("AMOUNT_DUE_REMAINING").asText()))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"twice, INV-10010", "out-of-order, INV-10011", "late, INV-10012", "never, INV-10013"})
    void notifications_howeverTheyArrive_leadToTheSamePosting(String delivery, String invoice) {
        String charge = acme.pay(invoice, "plain", delivery).path("charge").asText();

        acme.awaitState(charge, "CONFIRMED");

        assertThat(acme.booked(charge)).hasSize(2);
        assertThat(acme.number("select count(*) from fact where object_id = '" + charge + "'"))
                .isEqualTo(1);
    }

    private String posted(String invoice) {
        String charge = acme.pay(invoice, "plain", "prompt").path("charge").asText();
        acme.awaitState(charge, "CONFIRMED");
        return charge;
    }

    @Test
    void eventOfAChargeThatWasReadSinceItCame_leadsToItWithoutAnotherReading() {
        String charge = posted("INV-10150");
        String about = " from event_fact l join fact f on f.id = l.fact where f.object_id = '" + charge + "'";
        String mine = "id = (select min(l.event)" + about + ")";
        await().atMost(PATIENCE)
                .until(() -> acme.number("select count(*) from event where state = 'NEW' and id in (select l.event"
                                + about + ")")
                        == 0);
        long readings = readings(charge);
        double done = done();

        acme.change("update event set state = 'NEW', next_attempt_at = now() where " + mine);

        await().atMost(PATIENCE)
                .until(() -> acme.number("select count(*) from event where state = 'DONE' and " + mine
                                + " and reason = 'led to 1 charge(s), 1 of them read since it came'")
                        == 1);
        assertThat(readings(charge)).isEqualTo(readings);
        await().atMost(PATIENCE).until(() -> done() > done);

        acme.change("update fact set fetched_after = (select min(l.event) - 1" + about + ") where object_id = '"
                + charge + "'");
        acme.change("update event set state = 'NEW', next_attempt_at = now() where " + mine);

        await().atMost(PATIENCE).until(() -> readings(charge) == readings + 1);
    }

    @Test
    void eventsOfAPayment_thatAreDueTogether_haveItsChargeReadOnce() {
        String charge = posted("INV-10151");
        String ofIt = "id in (select l.event from event_fact l join fact f on f.id = l.fact where f.object_id = '"
                + charge + "')";
        String waiting = "select count(*) from event where state = 'NEW' and " + ofIt;
        await().atMost(PATIENCE).until(() -> acme.number(waiting) == 0);
        long readings = readings(charge);
        assertThat(acme.number("select count(*) from event where " + ofIt)).isGreaterThan(2);

        acme.change("update fact set fetched_after = 0 where object_id = '" + charge + "'");
        acme.change("update event set state = 'NEW', next_attempt_at = now() where " + ofIt);

        await().atMost(PATIENCE).until(() -> acme.number(waiting) == 0);
        assertThat(readings(charge)).isEqualTo(readings + 1);
    }

    @Test
    void eventOfAPayment_thatIsBeingRead_waitsForThatReading() {
        String charge = posted("INV-10153");
        String ofIt = "id in (select l.event from event_fact l join fact f on f.id = l.fact where f.object_id = '"
                + charge + "' and e.type like 'charge.%')";
        acme.change("""
                with again as (
                  insert into event (connection_id, event_id, type, created, origin, next_attempt_at)
                  select connection_id, event_id || n, type, created, origin, now() + interval '1 hour'
                  from (select * from event e where %s order by id limit 1) one, unnest(array['_first', '_second']) n
                  returning id, event_id, received_at)
                insert into event_payload (event, received_at, payload)
                select again.id, again.received_at, p.payload from again
                join event e on again.event_id like e.event_id || '\\_%%' join event_payload p on p.event = e.id
                """.formatted(ofIt));
        await().atMost(PATIENCE)
                .until(() -> acme.number("select count(*) from event where state = 'NEW'"
                                + " and next_attempt_at < now() + interval '1 minute'")
                        == 0);
        String reading = "/v1/charges/" + charge;
        long reads = acme.stripeReads(reading);
        acme.stripeFault("GET /v1/charges/{id}", "latency", 10);

        acme.change("update event set next_attempt_at = now() where event_id like '%_second'");
        await().atMost(PATIENCE)
                .until(() -> acme.number("select count(*) from event where lease_until is not null"
                                + " and event_id like '%_second'")
                        == 1);
        acme.change("update event set next_attempt_at = now() where event_id like '%_first'");

        await().atMost(PATIENCE)
                .until(() -> acme.number("select count(*) from event where state = 'DONE' and"
                                + " (event_id like '%_first' or event_id like '%_second')")
                        == 2);
        assertThat(acme.stripeReads(reading)).isEqualTo(reads + 1);
    }

    @Test
    void eventOfAPaymentIntent_hasItsChargesListed_unlessItCameBeforeAListing() {
        String charge = posted("INV-10152");
        String intents = "event_id in (select event_id from event e join event_fact l on l.event = e.id"
                + " join fact f on f.id = l.fact where f.object_id = '" + charge
                + "' and e.type like 'payment_intent.%')";
        String waiting = "select count(*) from event where state = 'NEW' and ";
        await().atMost(PATIENCE).until(() -> acme.number(waiting + intents) == 0);
        String path = "/v1/payment_intents/" + intent(charge);
        long reads = acme.stripeReads(path);

        acme.change("""
                with again as (
                  insert into event (connection_id, event_id, type, created, origin)
                  select connection_id, event_id || '_again', type, created, origin from event where id =
                    (select max(id) from event where %s)
                  returning id, event_id, received_at)
                insert into event_payload (event, received_at, payload)
                select again.id, again.received_at, p.payload from again
                join event e on e.event_id || '_again' = again.event_id join event_payload p on p.event = e.id
                """.formatted(intents));
        String again = "event_id like '%_again' and id = (select max(id) from event where event_id like '%_again')";
        await().atMost(PATIENCE)
                .until(() -> acme.number("select count(*) from event where state = 'DONE' and " + again) == 1);

        assertThat(acme.stripeReads(path)).as("it came after the listing").isEqualTo(reads + 1);

        acme.change(
                "update event set state = 'NEW', next_attempt_at = now() where (" + intents + ") or (" + again + ")");
        await().atMost(PATIENCE).until(() -> acme.number(waiting + "((" + intents + ") or (" + again + "))") == 0);

        assertThat(acme.stripeReads(path)).as("one listing serves all").isLessThanOrEqualTo(reads + 2);
    }

    private String intent(String charge) {
        return acme.stripeTable("charges").stream()
                .filter(row -> row.path("id").asText().equals(charge))
                .map(row -> row.path("payment_intent").asText())
                .findFirst()
                .orElseThrow();
    }

    private double done() {
        return meters.counter("tieout.events", "flow", "stripe-charges-to-ebs-ledger.events", "outcome", "done")
                .count();
    }

    private long readings(String charge) {
        return acme.number("select count(*) from audit_entry a join fact f on f.id = a.fact_id"
                + " where a.action = 'fact.fetched' and f.object_id = '" + charge + "'");
    }

    @Test
    void chargeWithoutInvoiceNumber_paysTheCustomersOnlyOpenItemOfItsAmount() {
        String charge = acme.pay("INV-10017", "no-invoice-number", "prompt")
                .path("charge")
                .asText();

        assertThat(acme.awaitState(charge, "CONFIRMED")).isNotEmpty();

        assertThat(acme.booked(charge)).anyMatch(line -> line.description().endsWith("INV-10017"));
    }

    @Test
    void chargeWithoutInvoiceNumber_whenTwoItemsFit_isAQuestionWithBothAsEvidence() {
        String charge = acme.pay("INV-10001", "no-invoice-number", "prompt")
                .path("charge")
                .asText();

        assertThat(acme.awaitState(charge, "REVIEW")).contains("2 open items of the customer have this amount");

        assertThat(acme.number("select jsonb_array_length(p.evidence) from posting p join fact f on f.id = p.fact_id"
                        + " where f.object_id = '" + charge + "'"))
                .isGreaterThanOrEqualTo(2);
        assertThat(acme.booked(charge)).isEmpty();
    }

    @Test
    void partOfANamedInvoice_isAQuestion() {
        String charge =
                acme.pay("INV-10020", "partial-amount", "prompt").path("charge").asText();

        assertThat(acme.awaitState(charge, "REVIEW")).contains("named");

        assertThat(acme.booked(charge)).isEmpty();
    }

    @Test
    void invoiceOfAnotherEntity_isNeverTaken() {
        String charge = acme.pay("INV-10042", "plain", "prompt").path("charge").asText();

        assertThat(acme.awaitState(charge, "REVIEW")).contains("named, but none of that number can be taken");

        assertThat(acme.booked(charge)).isEmpty();
        assertThat(acme.number("select count(*) from posting where evidence @> '[{\"whyNot\":"
                        + "\"it belongs to another entity (205)\"}]' and fact_id = " + acme.fact(charge)))
                .isEqualTo(1);
    }

    @Test
    void disputedCharge_isHeld_andPostedOnceItIsWon() {
        String charge =
                acme.pay("INV-10021", "dispute", "prompt").path("charge").asText();
        acme.awaitState(charge, "HELD");

        acme.stripe("/_sandbox/dispute", Map.of("dispute", dispute(charge), "outcome", "win"));

        acme.awaitState(charge, "CONFIRMED");
        assertThat(acme.booked(charge)).hasSize(2);
    }

    @Test
    void disputedCharge_whenItIsLost_isAQuestion() {
        String charge =
                acme.pay("INV-10022", "dispute", "prompt").path("charge").asText();
        acme.awaitState(charge, "HELD");

        acme.stripe("/_sandbox/dispute", Map.of("dispute", dispute(charge), "outcome", "lose"));

        assertThat(acme.awaitState(charge, "REVIEW")).contains("lost");
        assertThat(acme.booked(charge)).isEmpty();
    }

    private String dispute(String charge) {
        return acme.stripeTable("disputes").stream()
                .filter(row -> row.toString().contains(charge))
                .map(row -> row.path("id").asText())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void twoChargesForOneInvoice_neverTakeItTwice() {
        String first = acme.pay("INV-10023", "plain", "prompt").path("charge").asText();
        acme.awaitState(first, "CONFIRMED");

        String second = acme.pay("INV-10023", "plain", "prompt").path("charge").asText();

        acme.awaitState(second, "REVIEW");
        assertThat(acme.booked(second)).isEmpty();
    }

    @Test
    void refundAfterwards_waitsAsAFactOfItsOwn_andTheChargeIsPostedGross() {
        String charge = posted("INV-10025");

        acme.stripe("/_sandbox/refund", Map.of("charge", charge, "amount", 100));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> acme.number("select count(*) from posting p join fact r on r.id = p.fact_id"
                                + " join fact f on f.id = r.parent where f.object_id = '" + charge
                                + "' and p.effect = 'REFUND' and p.state = 'WAITING'")
                        == 1);
        assertThat(acme.posting(charge))
                .hasValueSatisfying(state -> assertThat(state).startsWith("CONFIRMED"));
        assertThat(acme.booked(charge)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"declined"})
    void declinedCharge_isClosedWithItsReason(String scenario) {
        String charge = acme.pay("INV-10026", scenario, "prompt").path("charge").asText();

        assertThat(acme.awaitState(charge, "IGNORED")).contains("has not succeeded");
    }
}
