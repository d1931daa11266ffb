package io.tieout.store.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.TestDatabase;
import io.tieout.store.item.CustomerAccounts.Account;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the mirror of open items knows of the accounts that a person may name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomerAccountsTest {
    private static final ConnectionId TARGET = new ConnectionId(1);
    private static final Account OWES = new Account("77", "1077");
    private static final Account PAID = new Account("88", "1088");

    private TestDatabase store;
    private CustomerAccounts accounts;

    @BeforeAll
    void start() {
        store = TestDatabase.on(TestDatabase.migrated());
        accounts = new CustomerAccounts(store.database());
        store.database().run(handle -> {
            handle.execute("set session_replication_role = replica");
            insert(handle, "one", OWES, true);
            insert(handle, "two", PAID, false);
            handle.execute("set session_replication_role = default");
        });
    }

    @AfterAll
    void stop() {
        store.close();
    }

    @Test
    void account_ofWhichAllIsPaid_hasNoOpenItem() {
        assertThat(accounts.hasOpenItem(TARGET, OWES)).isTrue();
        assertThat(accounts.hasOpenItem(TARGET, PAID)).isFalse();
        assertThat(accounts.hasOpenItem(TARGET, new Account("77", "1088"))).isFalse();
        assertThat(accounts.hasOpenItem(new ConnectionId(2), OWES)).isFalse();
    }

    @Test
    void accountsLikeAnother_haveItsNumberOrItsId_andAreNotItself() {
        assertThat(accounts.like(TARGET, new Account("77", "1088"))).isEqualTo(List.of(OWES, PAID));
        assertThat(accounts.like(TARGET, OWES)).isEmpty();
        assertThat(accounts.like(TARGET, PAID)).isEmpty();
    }

    private static void insert(Handle handle, String id, Account account, boolean open) {
        handle.createUpdate("""
                        insert into open_item (connection_id, item_id, entity, customer_account, account_number,
                          customer_name, number, transaction, kind, original_minor, remaining_minor, disputed_minor,
                          currency, selected, instalment, due, open, asked_at)
                        values (1, :id, '204', :account, :number, 'Somebody', :id, :id, 'INVOICE', 100, 100, 0, 'USD',
                          false, 1, '2026-12-01', :open, now())""")
                .bind("id", id)
                .bind("account", account.id())
                .bind("number", account.number())
                .bind("open", open)
                .execute();
    }
}
