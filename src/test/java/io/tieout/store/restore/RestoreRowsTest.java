package io.tieout.store.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.TestDatabase;
import io.tieout.store.restore.RestoreRows.Given;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which load numbers of a target are known here; connections with one address lead to one system. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoreRowsTest {
    private static final ConnectionId FIRST = new ConnectionId(1);
    private static final ConnectionId BESIDE = new ConnectionId(2);
    private static final ConnectionId ELSEWHERE = new ConnectionId(3);
    private static final ConnectionId FOREIGN = new ConnectionId(4);

    private TestDatabase store;
    private RestoreRows rows;

    @BeforeAll
    void start() {
        store = TestDatabase.on(TestDatabase.migrated());
        rows = new RestoreRows(store.database());
        store.database().run(handle -> {
            handle.execute("insert into installation (name) values ('test')");
            handle.execute("insert into tenant (name) values ('t'), ('u')");
            handle.execute("insert into connection (tenant, name, system, base_url, settings) values"
                    + " ('t', 'first', 'ebs', 'http://127.0.0.1:1', '{}'),"
                    + " ('t', 'beside', 'ebs', 'http://127.0.0.1:1', '{}'),"
                    + " ('t', 'elsewhere', 'ebs', 'http://127.0.0.1:2', '{}'),"
                    + " ('u', 'foreign', 'ebs', 'http://127.0.0.1:3', '{}')");
        });
    }

    @AfterAll
    void stop() {
        store.close();
    }

    @Test
    void number_ofALoadForTheSameSystem_isKnown_andForAnotherSystemIsNot() {
        loaded(1001);

        assertThat(rows.knows(FIRST, 0)).isTrue();
        assertThat(rows.knows(FIRST, 1001)).isTrue();
        assertThat(rows.knows(BESIDE, 1001)).isTrue();
        assertThat(rows.knows(ELSEWHERE, 1001)).isFalse();
        assertThat(rows.knows(FIRST, 1000)).isFalse();
        assertThat(rows.knows(FIRST, 1002)).isFalse();
    }

    @Test
    void connection_thatANumberWasGivenTo_isNamedToItsOwnTenant_only() {
        loaded(1003);

        assertThat(rows.givenTo(ELSEWHERE, 1003)).contains(new Given(Optional.of("first")));
        assertThat(rows.givenTo(FOREIGN, 1003)).contains(new Given(Optional.empty()));
        assertThat(rows.givenTo(ELSEWHERE, 1004)).isEmpty();
    }

    @Test
    void number_upToWhichATargetWasAdopted_isKnown_andNoHigherOne() {
        rows.adopted(List.of(FIRST, BESIDE), 2, 700, "operator");

        assertThat(rows.knows(BESIDE, 700)).isTrue();
        assertThat(rows.knows(BESIDE, 699)).isTrue();
        assertThat(rows.knows(BESIDE, 701)).isFalse();
        assertThat(rows.knows(ELSEWHERE, 700)).isFalse();
    }

    @Test
    void anotherLife_isNeverALowerOne_andNoNumberIsGivenOutAgain() {
        rows.begin(5, 2000);
        rows.begin(4, 1500);

        assertThat(rows.incarnation()).isEqualTo(5);
        long batch = rows.follow(FIRST, "ebs:gl:1", LocalDate.of(2026, 11, 20));
        assertThat(number("select number from batch where id = " + batch)).isGreaterThan(2000);
        assertThat(number("select incarnation from batch where id = " + batch)).isEqualTo(5);
    }

    @Test
    void loadedAgain_hasANumberOfItsOwn_andTheSameBytes() {
        long batch = loaded(1200);

        rows.begin(6, 3000);
        assertThat(rows.unanswered(List.of(FIRST))).contains(batch);
        assertThat(rows.loadAgain(batch, "again")).isGreaterThan(3000);

        assertThat(number("select count(*) from batch where state = 'FROZEN' and incarnation = 6"
                        + " and bytes = '{1200}'::bytea and id = " + batch))
                .isEqualTo(1);
    }

    private long loaded(long number) {
        return number("insert into batch (tenant, target, ledger, accounting_date, incarnation, number, request_key,"
                + " bytes) values ('t', 1, 'ebs:gl:1', '2026-11-20', 1, " + number + ", 'key', '{" + number
                + "}'::bytea) returning id");
    }

    private long number(String sql) {
        return store.database()
                .with(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
