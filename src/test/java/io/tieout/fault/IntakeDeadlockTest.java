package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.fault.LeaseWorld.House;
import io.tieout.intake.Inbox;
import io.tieout.store.Database;
import io.tieout.store.inbox.Arrival;
import io.tieout.testing.SettingsProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The shared commit of the doors meets another transaction on the same events, the other way round. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class IntakeDeadlockTest {
    @Inject
    LeaseWorld world;

    @Inject
    Inbox inbox;

    @Inject
    Database database;

    @Inject
    AgroalDataSource source;

    @Test
    void commit_thatIsADeadlock_isRepeated() throws Exception {
        House house = world.house();
        try (Connection blocker = source.getConnection();
                Connection other = source.getConnection()) {
            // Both committers wait, so that the next two events share a commit.
            blocker.setAutoCommit(false);
            run(blocker, seen(house, "evt_3"));
            run(blocker, seen(house, "evt_4"));
            List<CompletableFuture<Inbox.Outcome>> before = new ArrayList<>(List.of(append(house, "evt_3")));
            await().until(() -> waiting() == 1);
            before.add(append(house, "evt_4"));
            await().until(() -> waiting() == 2);
            List<CompletableFuture<Inbox.Outcome>> group = List.of(append(house, "evt_1"), append(house, "evt_2"));
            // Whoever looks for a deadlock first gives way.
            run(other, "set deadlock_timeout = '1min'");
            other.setAutoCommit(false);
            run(other, seen(house, "evt_2"));
            blocker.rollback();
            blocker.setAutoCommit(true);
            assertStored(before);
            await().until(() -> waiting() == 1);

            run(other, seen(house, "evt_1"));
            other.rollback();
            other.setAutoCommit(true);
            run(other, "reset deadlock_timeout");

            assertStored(group);
        }
        assertThat(database.<Long>with(
                        handle -> handle.createQuery("select count(*) from event where connection_id = :id")
                                .bind("id", house.source().value())
                                .mapTo(Long.class)
                                .one()))
                .isEqualTo(4);
    }

    private CompletableFuture<Inbox.Outcome> append(House house, String event) {
        return inbox.append(arrival(house, event)).toCompletableFuture();
    }

    private static void assertStored(List<CompletableFuture<Inbox.Outcome>> answers) throws Exception {
        for (CompletableFuture<Inbox.Outcome> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(Inbox.Outcome.STORED);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long waiting() {
        return database.with(handle -> handle.createQuery(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%event_seen%'"
                                + " and datname = current_database()")
                .mapTo(Long.class)
                .one());
    }

    private static String seen(House house, String event) {
        return "insert into event_seen (connection_id, event_id) values ("
                + house.source().value() + ", '" + event + "')";
    }

    private static Arrival arrival(House house, String id) {
        return new Arrival(
                house.source(),
                id,
                "charge.succeeded",
                Instant.parse("2026-11-20T15:00:00Z"),
                Arrival.Origin.WEBHOOK,
                true,
                "{}".getBytes(StandardCharsets.UTF_8));
    }
}
