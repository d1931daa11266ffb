package io.tieout.store.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.store.OldFacts;
import io.tieout.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ItemNamesTest {
    private final Instant before = Instant.now().minus(Duration.ofDays(90));

    private TestDatabase store;
    private OldFacts facts;
    private ItemNames items;

    @BeforeEach
    void start() {
        store = TestDatabase.on(TestDatabase.migrated());
        facts = new OldFacts(store);
        facts.prepare();
        items = new ItemNames(store.database());
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void closedItem_losesItsCustomersName_unlessAPostingIsUnderWay() {
        facts.charge();
        item("7", false, 100);
        item("8", false, 100);
        item("9", true, 100);
        item("10", false, 80);
        facts.run("update posting set state = 'SENT'");

        assertThat(items.thin(before, 10)).isEqualTo(1);
        assertThat(names()).isEqualTo("10 Roe Ltd, 7 Roe Ltd, 8 , 9 Roe Ltd");

        facts.run("update posting set state = 'CONFIRMED'");
        assertThat(items.thin(before, 10)).isEqualTo(1);
        assertThat(items.thin(before, 10)).isZero();
        assertThat(names()).isEqualTo("10 Roe Ltd, 7 , 8 , 9 Roe Ltd");
    }

    private void item(String id, boolean open, int daysAgo) {
        facts.run("""
                insert into open_item (connection_id, item_id, entity, customer_account, account_number, customer_name,
                  number, transaction, kind, original_minor, remaining_minor, disputed_minor, currency, selected,
                  instalment, due, open, asked_at)
                values (2, '%1$s', 'ou', 'a', 'n', 'Roe Ltd', 'INV-%1$s', 't', 'INV', 100, 0, 0, 'USD', false, 1,
                  '2026-01-01', %2$s, now() - interval '%3$d days')""".formatted(id, open, daysAgo));
    }

    private String names() {
        return facts.text("select string_agg(item_id || ' ' || customer_name, ', ' order by item_id) from open_item");
    }
}
