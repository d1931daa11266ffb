package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.work.Claim;
import io.tieout.domain.work.ClaimLost;
import io.tieout.domain.work.Room;
import io.tieout.fault.LeaseWorld.House;
import io.tieout.flow.Failures;
import io.tieout.flow.WorkConfig;
import io.tieout.port.NeedsPerson;
import io.tieout.port.NeverWorks;
import io.tieout.port.RetryLater;
import io.tieout.store.Database;
import io.tieout.store.batch.Batches;
import io.tieout.store.batch.FrozenBytes;
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
    Batches batches;

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

    @Test
    void alert_ofARow_isSeenByItsNextClaim_andClearedWhenItsWorkEndsWell() {
        House house = world.house();
        append(house);
        Claim.OfEvent first = event(house);
        assertThat(first.alerted()).isFalse();

        failures.ask(first, new NeedsPerson("give the key the permission charge_read"));

        assertThat(alerts(house)).singleElement().asString().contains("charge_read");
        Claim.OfEvent again = event(house);
        assertThat(again.alerted()).isTrue();
        failures.over(again);
        assertThat(alerts(house)).isEmpty();
    }

    /** Its retries say nothing to anybody: what it left in its row is no alert, but may have come with one. */
    @Test
    void row_thatWasTriedAgain_isLookedAtForAlerts_andOneThatWentWellIsNot() {
        House house = world.house();
        world.fact(house, "ch_again");
        Claim.OfFact first = fact(house);
        failures.later(first, RetryLater.failed("no answer"));

        Claim.OfFact again = fact(house);
        facts.release(again, again.version(), Optional.of(Duration.ZERO));

        assertThat(first.alerted()).isFalse();
        assertThat(again.alerted()).isTrue();
        assertThat(fact(house).alerted()).isFalse();
    }

    /** A dead letter's error is over with its attempts; only its alert tells of it. */
    @Test
    void alert_ofADeadLetter_isClearedByAReplayThatGoesWell() {
        House house = world.house();
        long id = world.fact(house, "ch_replayed");
        failures.bury(fact(house), new NeverWorks("Stripe refused it for good"));
        facts.wake(id);

        Claim.OfFact replayed = fact(house);
        failures.over(replayed);

        assertThat(replayed.alerted()).isTrue();
        assertThat(alerts(house)).isEmpty();
    }

    @Test
    void workerThatLostItsRow_tellsNobody() {
        House house = world.house();
        append(house);
        Claim.OfEvent late = event(house);
        run("update event set lease_until = now() where connection_id = :id", house);
        Claim.OfEvent other = event(house);

        assertThatThrownBy(() -> failures.ask(late, new NeedsPerson("late"))).isInstanceOf(ClaimLost.class);

        assertThat(alerts(house)).isEmpty();
        failures.ask(other, new NeedsPerson("in time"));
        assertThat(alerts(house)).containsExactly("in time");
    }

    @Test
    void batch_thatNeverWorks_isAnAlert_clearedOnceItWorks() {
        House house = world.house();
        QuarkusTransaction.requiringNew()
                .run(() -> batches.freeze(
                        house.batchKey(), new FrozenBytes(1, batches.nextNumber(), "stuck", new byte[] {1})));
        Claim.OfBatch late = batch(house);
        run(
                "update batch set lease_until = now() where target = :id",
                house.batchKey().target());
        Claim.OfBatch first = batch(house);

        assertThatThrownBy(() -> failures.bury(late, new NeverWorks("late"))).isInstanceOf(ClaimLost.class);
        failures.bury(first, new NeverWorks("the ERP refused it for good"));

        assertThat(first.alerted()).isFalse();
        assertThat(alerts(house)).containsExactly("the ERP refused it for good");
        Claim.OfBatch again = batch(house);
        failures.over(again);
        assertThat(alerts(house)).isEmpty();
    }

    private Claim.OfBatch batch(House house) {
        ConnectionId target = house.batchKey().target();
        run("update batch set next_attempt_at = now() where target = :id", target);
        return batches.claim(ALL, LEASE).stream()
                .filter(claim -> claim.target().equals(target))
                .findFirst()
                .orElseThrow();
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
        run(sql, house.source());
    }

    private void run(String sql, ConnectionId connection) {
        database.run(handle ->
                handle.createUpdate(sql).bind("id", connection.value()).execute());
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
