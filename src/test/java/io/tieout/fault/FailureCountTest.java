package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.domain.work.Claim;
import io.tieout.domain.work.Room;
import io.tieout.fault.LeaseWorld.House;
import io.tieout.flow.Failures;
import io.tieout.flow.WorkConfig;
import io.tieout.port.NeedsPerson;
import io.tieout.port.NeverWorks;
import io.tieout.port.RetryLater;
import io.tieout.store.Database;
import io.tieout.store.fact.Facts;
import io.tieout.store.inbox.Arrival;
import io.tieout.store.inbox.InboxEvents;
import io.tieout.testing.SettingsProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of rows whose work fails: only failures in a row bury one, and nobody waits in silence. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class FailureCountTest {
    private static final Room ALL = Room.of(1000);
    private static final Duration LEASE = Duration.ofMinutes(5);

    @Inject
    LeaseWorld world;

    @Inject
    InboxEvents inbox;

    @Inject
    Facts facts;

    @Inject
    Failures failures;

    @Inject
    WorkConfig config;

    @Inject
    Database database;

    @Test
    void event_afterHoursOfOutage_survivesOneUnexpectedFailure() {
        House house = world.house();
        append(house);
        for (int i = 0; i < config.mostFailures() + 5; i++) {
            failures.later(event(house), RetryLater.failed("no answer"));
        }

        failures.unexpected(event(house), new IllegalStateException());

        assertThat(text("select state from event where connection_id = :id", house))
                .isEqualTo("NEW");
    }

    @Test
    void event_thatFailsInARow_isBuried_andAnOrdinaryOutcomeBeginsTheRowAnew() {
        House house = world.house();
        append(house);
        fail(house, config.mostFailures() - 1);
        failures.later(event(house), RetryLater.failed("no answer"));
        fail(house, config.mostFailures() - 1);
        assertThat(text("select state from event where connection_id = :id", house))
                .isEqualTo("NEW");

        fail(house, 1);

        assertThat(text("select state from event where connection_id = :id", house))
                .isEqualTo("DEAD");
    }

    @Test
    void fact_heldForDays_survivesOneUnexpectedFailure() {
        House house = world.house();
        world.fact(house, "ch_held");
        for (int i = 0; i < config.mostFailures() + 5; i++) {
            Claim.OfFact claim = fact(house);
            facts.release(claim, claim.version(), Optional.of(Duration.ZERO));
        }

        failures.unexpected(fact(house), new IllegalStateException());

        assertThat(text("select next_attempt_at::text from fact where connection_id = :id", house))
                .isNotEmpty();
        assertThat(alerts(house)).isEmpty();
    }

    @Test
    void fact_withoutAPosting_thatNeedsAPerson_isAnAlertAndComesAgain() {
        House house = world.house();
        world.fact(house, "ch_asked");

        failures.ask(fact(house), new NeedsPerson("give the key the permission charge_read"));

        assertThat(alerts(house)).singleElement().asString().contains("ch_asked", "charge_read");
        assertThat(text("select next_attempt_at::text from fact where connection_id = :id", house))
                .isNotEmpty();

        Claim.OfFact again = fact(house);
        facts.release(again, again.version(), Optional.empty());
        failures.over(again);
        assertThat(alerts(house)).isEmpty();
    }

    @Test
    void fact_withoutAPosting_thatNeverWorks_isAnAlert() {
        House house = world.house();
        world.fact(house, "ch_dead");

        failures.bury(fact(house), new NeverWorks("Stripe refused it for good"));

        assertThat(alerts(house)).singleElement().asString().contains("ch_dead", "refused it for good");
    }

    private void fail(House house, int times) {
        for (int i = 0; i < times; i++) {
            failures.unexpected(event(house), new IllegalStateException());
        }
    }

    private void append(House house) {
        inbox.append(List.of(new Arrival(
                house.source(),
                "evt_1",
                "charge.succeeded",
                Instant.parse("2026-11-20T15:00:00Z"),
                Arrival.Origin.WEBHOOK,
                true,
                "{}".getBytes(StandardCharsets.UTF_8))));
    }

    private Claim.OfEvent event(House house) {
        run("update event set next_attempt_at = now() where connection_id = :id", house);
        return inbox.claim(ALL, LEASE).stream()
                .filter(claim -> claim.connection().equals(house.source()))
                .findFirst()
                .orElseThrow();
    }

    private Claim.OfFact fact(House house) {
        run("update fact set next_attempt_at = now() where connection_id = :id", house);
        return facts.claim(ALL, LEASE).stream()
                .filter(claim -> claim.connection().equals(house.source()))
                .findFirst()
                .orElseThrow();
    }

    private void run(String sql, House house) {
        database.run(handle ->
                handle.createUpdate(sql).bind("id", house.source().value()).execute());
    }

    private String text(String sql, House house) {
        return database.with(handle -> handle.createQuery(sql)
                .bind("id", house.source().value())
                .mapTo(String.class)
                .findOne()
                .orElse(""));
    }

    private List<String> alerts(House house) {
        return database.with(
                handle -> handle.createQuery("select text from alert where tenant = :tenant and cleared_at is null")
                        .bind("tenant", house.tenant().name())
                        .mapTo(String.class)
                        .list());
    }
}
