package io.tieout.fault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.tieout.store.Database;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import io.tieout.testing.TrialProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
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
        period(world.currentPeriod(), false);
        String charge = world.pay("INV-10019");
        assertThat(acme.awaitState(charge, "REVIEW"))
                .contains("period " + world.currentPeriod() + " is not open and no later period is open");
        assertThat(listed()).contains(charge);

        period(world.currentPeriod(), true);

        acme.awaitState(charge, "CONFIRMED");
        assertThat(listed()).doesNotContain(charge);
        world.assertOnce(charge);
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
