package io.tieout.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.store.TestDatabase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PayloadMonthsTest {
    private TestDatabase store;
    private PayloadMonths months;

    @BeforeEach
    void start() {
        store = TestDatabase.on(TestDatabase.migrated());
        months = new PayloadMonths(store.database());
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void payload_ofANewDatabase_liesInItsMonth() {
        payload("now()");

        assertThat(partitions()).hasSize(4);
        assertThat(months.strays()).isFalse();
        assertThat(text("select tableoid::regclass::text from event_payload"))
                .isEqualTo(text("select 'event_payload_' || to_char(now() at time zone 'UTC', 'YYYY_MM')"));
    }

    @Test
    void months_madeByTwoAtOnce_areMadeOnce() {
        List<CompletableFuture<Integer>> both = Stream.of(1, 2)
                .map(one -> CompletableFuture.supplyAsync(() -> months.ensure(6)))
                .toList();

        assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(4, 0);
        assertThat(partitions()).hasSize(8);
        payload("now() + interval '6 months'");
        assertThat(months.strays()).isFalse();
    }

    @Test
    void month_thatTheDefaultHasRowsOf_isLeftOut_andTheOthersAreMade() {
        payload("now() + interval '4 months'");

        assertThat(months.strays()).isTrue();
        assertThat(months.ensure(5)).isEqualTo(2);
    }

    private void payload(String received) {
        store.database()
                .run(handle -> handle.execute(
                        "insert into event_payload (event, received_at, payload) values (1, " + received + ", '')"));
    }

    private List<String> partitions() {
        return store.database()
                .with(handle -> handle.createQuery(
                                "select inhrelid::regclass::text from pg_inherits where inhparent = 'event_payload'::regclass")
                        .mapTo(String.class)
                        .list());
    }

    private String text(String sql) {
        return store.database()
                .with(handle -> handle.createQuery(sql).mapTo(String.class).one());
    }
}
