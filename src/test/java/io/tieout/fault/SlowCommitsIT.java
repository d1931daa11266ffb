package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A database that answers and is slow: each commit of an event takes its time. What the door can't hold, it refuses
 * with 503, whether the queue is full or the program's own connections are all busy; nothing that was answered 2xx is
 * missing, the memory is bounded, and with quick commits all is well again without a restart.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SlowCommitsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SOME = 100;
    private static final int CALM = 16;
    private static final int LARGE = 300_000;
    private static final long MOST_KIBIBYTES = 900L << 10;

    /** Takes its time once in each transaction, at its commit. */
    private static final String SLOW = """
            create function slow_commit() returns trigger language plpgsql as $$
            begin
              if coalesce(current_setting('slow.commit', true), '') = '' then
                perform set_config('slow.commit', 'done', true);
                perform pg_sleep(%s);
              end if;
              return null;
            end $$;
            create constraint trigger slow_commit after insert on event deferrable initially deferred
              for each row execute function slow_commit()""";

    private static final String QUICK = "drop function slow_commit cascade";

    /**
     * Two commits at once, of eight events each in half a second: 32 a second, for a thousand senders that try again at
     * once. Who is let in waits for 64 others at most. Large bodies fill the queue by their bytes, when ten wait.
     */
    @Test
    void queueThatIsFull_refusesTheRest_andLosesNothing() throws Exception {
        Map<String, String> small = Map.of(
                "TIEOUT_INTAKE_MOST_WAITING", "64",
                "TIEOUT_INTAKE_MOST_WAITING_BYTES", Integer.toString(10 * LARGE),
                "TIEOUT_INTAKE_MOST_IN_GROUP", "8");
        try (DoorHouse house = new DoorHouse("slowcommits", DoorHouse.Storage.USUAL, small)) {
            execute(house, SLOW.formatted("0.5"));
            try (Deliveries crowd = Deliveries.begin(house.door(), 1_000)) {
                awaitBoth(crowd, 2 * SOME, 20 * SOME);
                crowd.close();
                assertNothingLost(house, crowd);
            }
            try (Deliveries heavy = Deliveries.begin(house.door(), 4 * CALM, LARGE)) {
                awaitBoth(heavy, SOME, 2 * SOME);
                heavy.close();
                assertNothingLost(house, heavy);
            }
            execute(house, QUICK);
            assertWell(house);
        }
    }

    /**
     * The program has as many connections as it commits at once, and each commit takes five times as long as anybody waits
     * for a connection, so that for most of the time nobody can even look up whose door it is. Ever more senders come,
     * since who waits for a commit asks nothing; there are far fewer than the queue holds, and the server has connections
     * to spare: nothing else refuses here.
     */
    @Test
    void programWithoutAConnectionLeft_refuses_andLosesNothing() throws Exception {
        Map<String, String> small = Map.of(
                "QUARKUS_DATASOURCE_JDBC_MAX_SIZE", "4",
                "QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT", "2S",
                "TIEOUT_INTAKE_COMMITS", "4",
                "TIEOUT_INTAKE_LONGEST_DELIVERY", "PT1M");
        try (DoorHouse house = new DoorHouse("smallpool", DoorHouse.Storage.USUAL, small)) {
            execute(house, SLOW.formatted("10"));
            try (Deliveries crowd = Deliveries.begin(house.door(), CALM)) {
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
                    crowd.another();
                    return crowd.accepted().size() >= CALM && crowd.count(503) >= SOME;
                });
                assertThat(house.number("select count(*) from pg_stat_activity where datname = current_database()"
                                + " and backend_type = 'client backend' and pid <> pg_backend_pid()"))
                        .isLessThanOrEqualTo(4);
                execute(house, QUICK);
                crowd.close();
                assertNothingLost(house, crowd);
            }
            assertWell(house);
        }
    }

    private static void awaitBoth(Deliveries crowd, int accepted, int refused) {
        await().atMost(PATIENCE).until(() -> crowd.accepted().size() >= accepted && crowd.count(503) >= refused);
    }

    private static void assertNothingLost(DoorHouse house, Deliveries crowd) throws Exception {
        Set<String> accepted = crowd.accepted();
        assertThat(house.stored(accepted)).isEqualTo(accepted.size());
        assertThat(crowd.statuses()).containsExactlyInAnyOrder(200, 503);
        assertThat(house.process().peakKibibytes()).isLessThan(MOST_KIBIBYTES);
    }

    /** By the same process: nobody has started it again. */
    private static void assertWell(DoorHouse house) throws SQLException {
        try (Deliveries calm = Deliveries.begin(house.door(), CALM)) {
            await().atMost(PATIENCE).until(() -> calm.accepted().size() > 5 * SOME);
            calm.close();
            assertThat(house.stored(calm.accepted())).isEqualTo(calm.accepted().size());
            assertThat(calm.statuses()).containsExactly(200);
        }
    }

    private static void execute(DoorHouse house, String sql) throws SQLException {
        try (Connection connection = house.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
