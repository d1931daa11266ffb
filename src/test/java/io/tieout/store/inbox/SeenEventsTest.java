package io.tieout.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenEventsTest {
    private final Instant before = Instant.now().minus(Duration.ofDays(90));

    @Test
    void oldIds_areForgotten_inSmallPortions_oldestFirst() {
        try (TestDatabase store = TestDatabase.on(TestDatabase.migrated())) {
            SeenEvents seen = new SeenEvents(store.database());
            store.database().run(handle -> handle.execute("""
                    insert into event_seen (connection_id, event_id, received_at)
                    select 1, 'evt_' || days, now() - days * interval '1 day' from generate_series(81, 95) days
                    where days <> 90"""));

            assertThat(seen.forget(before, 3)).isEqualTo(3);
            assertThat(left(store)).isEqualTo("81 82 83 84 85 86 87 88 89 91 92");
            assertThat(seen.forget(before, 3)).isEqualTo(2);
            assertThat(seen.forget(before, 3)).isZero();
        }
    }

    @Test
    void known_areThoseOfTheConnectionItself() {
        try (TestDatabase store = TestDatabase.on(TestDatabase.migrated())) {
            SeenEvents seen = new SeenEvents(store.database());
            store.database()
                    .run(handle -> handle.execute("insert into event_seen (connection_id, event_id)"
                            + " values (1, 'evt_1'), (1, 'evt_2'), (1, 'evt_{,\"'), (2, 'evt_3')"));
            ConnectionId one = new ConnectionId(1);

            assertThat(seen.known(one, List.of("evt_2", "evt_3", "evt_4", "evt_{,\"", "evt_2")))
                    .containsExactlyInAnyOrder("evt_2", "evt_{,\"");
            assertThat(seen.known(one, List.of())).isEmpty();
        }
    }

    private static String left(TestDatabase store) {
        return store.database()
                .with(handle -> handle.createQuery(
                                "select string_agg(substr(event_id, 5), ' ' order by event_id) from event_seen")
                        .mapTo(String.class)
                        .one());
    }
}
