package io.tieout.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.store.Database;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditEntry.Subject;
import io.tieout.store.audit.AuditRows;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Entries go in at the end of the transaction of their change: all of them with it, or none. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class AuditRowsTest {
    private static final OptionalLong NONE = OptionalLong.empty();

    @Inject
    AuditRows audit;

    @Inject
    ChainWorld world;

    @Inject
    Sealer sealer;

    @Inject
    Tenants tenants;

    @Inject
    Database database;

    @Inject
    TransactionSynchronizationRegistry transactions;

    @Test
    void entries_ofATransaction_haveTheOrderInWhichTheyWereWritten() {
        String tenant = world.chain(3);

        QuarkusTransaction.requiringNew().run(() -> {
            for (int number = 1; number <= 50; number++) {
                world.write(tenant, number);
            }
        });

        assertThat(lines(
                        tenant,
                        "select fact_id::text from audit_entry where tenant = :tenant and fact_id is not null"
                                + " order by id desc limit 50"))
                .startsWith("50", "49", "48")
                .endsWith("2", "1");
        assertThat(lines(
                        tenant,
                        "select id::text from (select id, at, lag(at) over (order by id) as before"
                                + " from audit_entry where tenant = :tenant) e where at < before"))
                .as("entries with a time before that of the one before them")
                .isEmpty();
        sealer.seal();
        assertThat(world.verify(tenant).whole()).isTrue();
        assertThat(world.verify(tenant).unsealed()).isZero();
    }

    @Test
    void entry_hasWhatItWasGiven_andNothingElse() {
        String tenant = tenants.create().name();
        Subject all = new Subject(number(1), number(2), number(3), number(4), number(5), number(6));
        Subject some = new Subject(NONE, number(7), NONE, NONE, number(8), NONE);

        QuarkusTransaction.requiringNew().run(() -> {
            audit.write(new AuditEntry(tenant, "ann", "test.all", all, Map.of("text", "\"{}', ä\\\n", "n", 7)));
            audit.write(new AuditEntry(tenant, "bob", "test.some", some, Map.of()));
            audit.write(new AuditEntry(tenant, "bob", "test.none", Subject.ofNothing(), Map.of()));
        });

        assertThat(lines(tenant, """
                        select concat_ws(' ', actor, action, coalesce(fact_id, 0), coalesce(posting_id, 0),
                          coalesce(batch_id, 0), coalesce(event, 0), coalesce(connection_id, 0), coalesce(link_id, 0),
                          detail ->> 'text', detail ->> 'n')
                        from audit_entry where tenant = :tenant and action like 'test.%' order by id"""))
                .containsExactly(
                        "ann test.all 1 2 3 4 5 6 \"{}', ä\\\n 7",
                        "bob test.some 0 7 0 0 8 0",
                        "bob test.none 0 0 0 0 0 0");
    }

    /** PostgreSQL's JSON knows no character 0. */
    @Test
    void entry_thatTheTableRefuses_takesItsChangeBackWithIt() {
        String tenant = tenants.create().name();

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    change(tenant);
                    world.write(tenant, 1);
                    audit.write(
                            new AuditEntry(tenant, "ann", "test.bad", Subject.ofNothing(), Map.of("text", "\u0000")));
                }))
                .isInstanceOf(RuntimeException.class)
                .hasStackTraceContaining("unsupported Unicode escape sequence");

        assertThat(changes(tenant)).isEmpty();
        assertThat(lines(tenant, "select action from audit_entry where tenant = :tenant and action like 'test.%'"))
                .isEmpty();
    }

    @Test
    void entry_ofAChangeThatIsTakenBack_isNot() {
        String tenant = tenants.create().name();

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    world.write(tenant, 1);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(lines(tenant, "select action from audit_entry where tenant = :tenant and action like 'test.%'"))
                .isEmpty();
    }

    /** After the entries have gone in, one more would be lost: the whole transaction is given up instead. */
    @Test
    void entry_ofWhatRunsAtTheEndOfTheTransaction_isNeverLost() {
        String tenant = tenants.create().name();

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    change(tenant);
                    world.write(tenant, 1);
                    transactions.registerInterposedSynchronization(new Late(() -> world.write(tenant, 2)));
                }))
                .isInstanceOf(RuntimeException.class)
                .hasStackTraceContaining("nothing would write test.step");

        assertThat(changes(tenant)).isEmpty();
    }

    private record Late(Runnable work) implements Synchronization {
        @Override
        public void beforeCompletion() {
            work.run();
        }

        @Override
        public void afterCompletion(int status) {
            // What matters is over.
        }
    }

    private static OptionalLong number(long value) {
        return OptionalLong.of(value);
    }

    private void change(String tenant) {
        database.run(handle -> handle.createUpdate(
                        "insert into alert (tenant, kind, subject, text) values (:tenant, 'test', :tenant, 'changed')")
                .bind("tenant", tenant)
                .execute());
    }

    private List<String> changes(String tenant) {
        return lines(tenant, "select text from alert where tenant = :tenant and kind = 'test'");
    }

    private List<String> lines(String tenant, String query) {
        return database.with(handle -> handle.createQuery(query)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .list());
    }
}
