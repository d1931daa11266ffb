package io.tieout.store.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.TestDatabase;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Of several processes, one collects a group at a time; on a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreezeTurnsTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final BatchKey GROUP = group("USD");
    private static final BatchKey OTHER = group("EUR");

    private TestDatabase store;
    private FreezeTurns here;
    private FreezeTurns there;

    @BeforeAll
    void start() {
        store = TestDatabase.on(TestDatabase.migrated());
    }

    @BeforeEach
    void nobodyCollects() {
        store.database().run(handle -> handle.execute("delete from freeze_turn"));
        here = new FreezeTurns(store.database());
        there = new FreezeTurns(store.database());
    }

    @AfterAll
    void stop() {
        store.close();
    }

    @Test
    void groupThatAProcessCollects_isLeftToIt_andNoOtherGroupIs() {
        assertThat(here.take(List.of(GROUP), LONG)).containsExactly(GROUP);

        assertThat(there.take(List.of(GROUP, OTHER), LONG)).containsExactly(OTHER);
    }

    @Test
    void turnThatIsOver_isAnybodys() {
        here.take(Set.of(GROUP), LONG);

        here.over(GROUP);

        assertThat(there.take(Set.of(GROUP), LONG)).containsExactly(GROUP);
    }

    @Test
    void turnOfADeadProcess_endsByItself() {
        here.take(Set.of(GROUP), Duration.ofMillis(-1));

        assertThat(there.take(Set.of(GROUP), LONG)).containsExactly(GROUP);
    }

    @Test
    void processThatIsLate_doesNotEndTheTurnOfAnother() {
        here.take(Set.of(GROUP), Duration.ofMillis(-1));
        there.take(Set.of(GROUP), LONG);

        here.over(GROUP);

        assertThat(here.take(Set.of(GROUP), LONG)).isEmpty();
    }

    @Test
    void turnThatIsKept_lastsLonger_andOneThatAnotherHasByNow_staysThere() {
        here.take(Set.of(GROUP, OTHER), Duration.ofMillis(-1));
        there.take(Set.of(OTHER), LONG);

        here.keep(GROUP, LONG);
        here.keep(OTHER, Duration.ofMillis(-1));

        assertThat(there.take(Set.of(GROUP), LONG)).isEmpty();
        assertThat(here.take(Set.of(OTHER), LONG)).isEmpty();
    }

    @Test
    void whatTheDeadHaveLeft_isTakenAway() {
        here.take(Set.of(GROUP), Duration.ofDays(-2));

        there.take(Set.of(OTHER), LONG);

        List<String> left = store.database()
                .with(handle -> handle.createQuery("select batch_key from freeze_turn")
                        .mapTo(String.class)
                        .list());
        assertThat(left).containsExactly(OTHER.name());
    }

    /** Its routes may have been replaced between collecting and freezing. */
    @Test
    void processThatLooksAgain_keepsItsTurn() {
        here.take(Set.of(GROUP), LONG);

        assertThat(here.take(Set.of(GROUP), LONG)).containsExactly(GROUP);
    }

    private static BatchKey group(String currency) {
        return new BatchKey("t", 1, new ConnectionId(2), "Vision Operations", LocalDate.of(2026, 3, 1), currency);
    }
}
