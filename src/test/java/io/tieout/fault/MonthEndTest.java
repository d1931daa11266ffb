package io.tieout.fault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.Period;
import io.tieout.store.Database;
import io.tieout.store.item.LedgerPeriods;
import io.tieout.store.watch.Watermarks;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import io.tieout.testing.TrialProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Charges that are booked while the accountants close their month. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class MonthEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FAR = "2999-12-31";

    @Inject
    AcmeWorld acme;

    @Inject
    FaultWorld world;

    @Inject
    Database database;

    @Inject
    LedgerPeriods periods;

    @Inject
    Watermarks watermarks;

    @BeforeEach
    void hurry() {
        world.hurry();
    }

    @AfterEach
    void calm() {
        period(next(), false);
        world.calm();
    }

    @Test
    void charge_inAClosedPeriod_isPostedOnTheNextOpenDay_andKeepsItsDayAndTheReason() {
        period(next(), true);
        period(world.currentPeriod(), false);

        String charge = world.pay("INV-10033");
        acme.awaitState(charge, "CONFIRMED");

        String booked = text("(now() at time zone 'America/New_York')::date::text");
        assertThat(world.column(charge, "accounting_date"))
                .contains(text("(date_trunc('month', '" + booked + "'::date) + interval '1 month')::date::text"));
        assertThat(world.column(charge, "original_date")).contains(booked);
        assertThat(told(charge))
                .contains("instead of " + booked + ": period " + world.currentPeriod() + " is not open, moved to "
                        + next());
        world.assertOnce(charge);
    }

    @Test
    void charge_whileNoPeriodIsOpen_isAQuestion_listedAtTheCutOffUntilItIsPosted() {
        String part =
                acme.pay("INV-10155", "partial-amount", "prompt").path("charge").asText();
        acme.awaitState(part, "REVIEW");
        period(world.currentPeriod(), false);
        String charge = world.pay("INV-10019");
        assertThat(acme.awaitState(charge, "REVIEW"))
                .contains("period " + world.currentPeriod() + " is not open and no later period is open");
        assertThat(listed()).contains(charge);
        Optional<String> version = world.column(part, "version");

        period(world.currentPeriod(), true);

        assertThat(acme.number(
                        "select count(*) from fact where next_attempt_at is not null and object_id = '" + part + "'"))
                .isZero();

        acme.awaitState(charge, "CONFIRMED");
        assertThat(listed()).doesNotContain(charge);
        world.assertOnce(charge);
        assertThat(world.column(part, "version"))
                .as("an open period answers no other question")
                .isEqualTo(version);
    }

    /** It is asked by what the opening left: no reading after it would find anything new. */
    @Test
    void charge_whosePeriodIsOpenedBetweenDecisionAndQuestion_isPosted() {
        String period = world.currentPeriod();
        period(period, false);
        String charge = QuarkusTransaction.requiringNew().call(() -> {
            write(period, false);
            String decided = world.pay("INV-10154");
            await().atMost(PATIENCE).until(() -> world.questionsInWait() > 0);
            world.period(period, "O");
            write(period, true);
            write(period, true);
            return decided;
        });

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
    }

    /** Writes what a reading would; until the transaction ends, nobody else reads or asks. */
    private void write(String period, boolean open) {
        ConnectionId target =
                new ConnectionId(Long.parseLong(text("(select target::text from link where key = 'acme-charges')")));
        String ledger = text("(select ledger from ledger_period where connection_id = " + target.value() + " limit 1)");
        List<Period> read = periods.of(target, ledger).stream()
                .map(one -> one.name().equals(period)
                        ? new Period(one.name(), one.start(), one.end(), open, one.adjusting())
                        : one)
                .toList();
        periods.store(target, ledger, read, watermarks.now());
    }

    private static RequestSpecification api() {
        return given().header("Authorization", "Bearer " + TrialProfile.TOKEN);
    }

    private static List<String> listed() {
        return api().accept("text/csv")
                .get("/api/v1/links/acme-charges/cut-off?day=" + FAR)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith("posting,"))
                .map(line -> line.split(",", -1)[10])
                .toList();
    }

    /** Opens or closes a period in EBS, and waits until the application has read it. */
    private void period(String name, boolean open) {
        world.period(name, open ? "O" : "C");
        await().atMost(PATIENCE).until(() -> world.mirrorSaysOpen(name) == open);
    }

    private String next() {
        return text("""
                (select distinct name from ledger_period where not adjusting and start_date =
                (date_trunc('month', now() at time zone 'America/New_York') + interval '1 month')::date)""");
    }

    private String told(String charge) {
        return text("(select string_agg(detail ->> 'reason', ' | ') from audit_entry where posting_id = "
                + world.column(charge, "id").orElseThrow() + " and detail ->> 'originalDate' is not null)");
    }

    private String text(String expression) {
        return database.with(handle ->
                handle.createQuery("select " + expression).mapTo(String.class).one());
    }
}
