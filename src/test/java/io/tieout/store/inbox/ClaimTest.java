package io.tieout.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.work.Claim;
import io.tieout.domain.work.Room;
import io.tieout.store.Rooms;
import io.tieout.store.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose rows a claim takes, and which it looks at. */
class ClaimTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int BACKLOG = 20_000;
    private static final int MOST_BLOCKS = 500;
    private TestDatabase store;
    private InboxEvents inbox;

    @BeforeEach
    void start() {
        store = TestDatabase.on(TestDatabase.migrated());
        inbox = new InboxEvents(store.database());
        run("insert into tenant (name) values ('acme')");
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void claim_takesOfEachInTurn_andNoMoreThanItsRoom() {
        ConnectionId crowd = connection("crowd");
        ConnectionId busy = connection("busy");
        ConnectionId full = connection("full");
        ConnectionId one = connection("one");
        events(crowd, 100, "1 day");
        events(busy, 100, "1 hour");
        events(full, 100, "1 hour");
        events(one, 1, "1 second");

        List<Claim.OfEvent> claims = inbox.claim(new Room(7, 4, Map.of(busy, 3, full, 4)), LEASE);

        assertThat(claims.stream().collect(Collectors.groupingBy(Claim.OfEvent::connection, Collectors.counting())))
                .containsOnly(Map.entry(crowd, 4L), Map.entry(busy, 1L), Map.entry(one, 1L));
        assertThat(inbox.claim(new Room(3, 4, Map.of()), LEASE))
                .extracting(Claim.OfEvent::connection)
                .containsExactlyInAnyOrder(crowd, busy, full);
    }

    @Test
    void claim_besideTheBacklogOfConnectionsThatRest_doesNotLookAtIt() {
        ConnectionId stopped = connection("stopped");
        ConnectionId paused = connection("paused");
        ConnectionId working = connection("working");
        events(stopped, BACKLOG, "1 day");
        events(paused, BACKLOG, "1 day");
        events(working, 3, "1 second");
        run("update connection set stopped_at = now() where name = 'stopped'");
        run("update link set paused = true where key = 'paused'");
        run("analyze");

        String plan = String.join("\n", explained());

        Matcher blocks = Pattern.compile("Buffers: shared hit=(\\d+)").matcher(plan);
        assertThat(blocks.find()).isTrue();
        assertThat(Integer.parseInt(blocks.group(1))).as(plan).isLessThan(MOST_BLOCKS);
        assertThat(plan).doesNotContain("Seq Scan on event ");
    }

    private List<String> explained() {
        return store.database()
                .with(handle -> Rooms.bind(
                                handle.createQuery("explain (analyze, buffers) " + InboxEvents.CLAIM), Room.of(24))
                        .bind("lease", LEASE.toMillis())
                        .mapTo(String.class)
                        .list());
    }

    private ConnectionId connection(String name) {
        long id = store.database()
                .with(handle -> handle.createQuery("""
                        insert into connection (tenant, name, system, base_url, settings)
                        values ('acme', :name, 'stripe', '', '{}') returning id""")
                        .bind("name", name)
                        .mapTo(Long.class)
                        .one());
        run("insert into link (key, tenant, flow, source, target, settings, settings_hash) values ('" + name
                + "', 'acme', 'charges', " + id + ", " + id + ", '{}', '')");
        return new ConnectionId(id);
    }

    private void events(ConnectionId connection, int count, String ago) {
        run("""
                with added as (
                  insert into event (connection_id, event_id, type, created, origin, next_attempt_at)
                  select %d, 'evt_' || n, 'charge.succeeded', now(), 'poll', now() - interval '%s'
                  from generate_series(1, %d) n returning id, received_at)
                insert into event_payload (event, received_at, payload) select id, received_at, '' from added
                """.formatted(connection.value(), ago, count));
    }

    private void run(String sql) {
        store.database().run(handle -> handle.execute(sql));
    }
}
