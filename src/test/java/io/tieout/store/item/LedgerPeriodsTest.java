package io.tieout.store.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.Period;
import io.tieout.store.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** When the periods of a ledger give reason to look at questions again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerPeriodsTest {
    private static final ConnectionId TARGET = new ConnectionId(1);
    private static final Instant THEN = Instant.parse("2026-11-20T15:00:00Z");

    private TestDatabase store;
    private LedgerPeriods periods;

    @BeforeAll
    void start() {
        store = TestDatabase.on(TestDatabase.migrated());
        periods = new LedgerPeriods(store.database());
        store.database().run(handle -> {
            handle.execute("set session_replication_role = replica");
            handle.execute("insert into connection (tenant, name, system, base_url, settings)"
                    + " values ('t', 'ebs', 'ebs', 'http://127.0.0.1', '{}')");
            handle.execute("set session_replication_role = default");
        });
    }

    @AfterAll
    void stop() {
        store.close();
    }

    @Test
    void periodThatOpens_isAReason_atThatReading() {
        assertThat(read("opens", 0, false)).isFalse();
        assertThat(read("opens", 1, false)).isFalse();
        assertThat(read("opens", 2, true)).isTrue();
        assertThat(read("opens", 3, true)).isFalse();
        assertThat(read("opens", 4, false)).isFalse();
        assertThat(read("opens", 5, true)).isTrue();
    }

    @Test
    void periodsReadForTheFirstTime_areNoReason() {
        assertThat(read("first", 0, true)).isFalse();
        assertThat(read("first", 1, true)).isFalse();
    }

    @Test
    void answerThatIsOlderThanTheLast_changesNothing() {
        assertThat(read("older", 5, false)).isFalse();
        assertThat(read("older", 4, true)).isFalse();
        assertThat(periods.of(TARGET, "older")).extracting(Period::open).containsExactly(false);
    }

    @Test
    void periods_areKeptAsTheyWereRead_theLastOfANameWhereItComesTwice() {
        Period october = period("OCT-26", 10, 31, false, false);
        Period november = period("NOV-26", 11, 30, true, false);
        Period adjusting = period("ADJ-26", 11, 30, true, true);

        periods.store(
                TARGET, "many", List.of(october, period("ADJ-26", 11, 30, false, true), november, adjusting), THEN);

        assertThat(periods.of(TARGET, "many")).containsExactlyInAnyOrder(october, november, adjusting);
    }

    @Test
    void ledgerWithoutPeriods_isNoError() {
        assertThat(periods.store(TARGET, "none", List.of(), THEN)).isFalse();
        assertThat(periods.of(TARGET, "none")).isEmpty();
    }

    private static Period period(String name, int month, int lastDay, boolean open, boolean adjusting) {
        return new Period(name, LocalDate.of(2026, month, 1), LocalDate.of(2026, month, lastDay), open, adjusting);
    }

    private boolean read(String ledger, int minute, boolean open) {
        Period period = new Period("NOV-26", LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30), open, false);
        return periods.store(TARGET, ledger, List.of(period), THEN.plusSeconds(60L * minute));
    }
}
