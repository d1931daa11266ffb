package io.tieout.store.item;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.matching.OpenItem;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.SqlStatement;

/** Open items as they are read from an ERP, page by page, into the mirror that {@link OpenItemRows} answers from. */
@ApplicationScoped
public class OpenItemPages {
    private static final String TAKE_OVER = """
            insert into open_item (connection_id, item_id, entity, customer_account, account_number, customer_name,
              number, transaction, kind, original_minor, remaining_minor, disputed_minor, currency, selected, instalment,
              due, open, asked_at)
            select :connection, t.*, :asked from jsonb_to_recordset(:items::jsonb) as t (item_id text, entity text,
              customer_account text, account_number text, customer_name text, number text, transaction text, kind text,
              original_minor bigint, remaining_minor bigint, disputed_minor bigint, currency text, selected boolean,
              instalment int, due date, open boolean)
            %s
            order by t.item_id
            on conflict (connection_id, item_id) do update set entity = excluded.entity,
              customer_account = excluded.customer_account, account_number = excluded.account_number,
              customer_name = excluded.customer_name, number = excluded.number, transaction = excluded.transaction,
              kind = excluded.kind, original_minor = excluded.original_minor,
              remaining_minor = excluded.remaining_minor, disputed_minor = excluded.disputed_minor,
              currency = excluded.currency, selected = excluded.selected, instalment = excluded.instalment,
              due = excluded.due, open = excluded.open, asked_at = excluded.asked_at
            where open_item.asked_at <= excluded.asked_at""";

    private static final String TAKE_OVER_CHANGES = """
            with page as (select clock_timestamp() < :asked::timestamptz + :longest * interval '1 millisecond' as fresh),
            taken as (""" + TAKE_OVER.formatted("""
            where (select fresh from page) and not exists (
              select from open_item o where o.connection_id = :connection and o.item_id = t.item_id
                and (o.entity, o.customer_account, o.account_number, o.customer_name, o.number, o.transaction, o.kind,
                  o.original_minor, o.remaining_minor, o.disputed_minor, o.currency, o.selected, o.instalment, o.due,
                  o.open)
                = (t.entity, t.customer_account, t.account_number, t.customer_name, t.number, t.transaction, t.kind,
                  t.original_minor, t.remaining_minor, t.disputed_minor, t.currency, t.selected, t.instalment, t.due,
                  t.open))""") + ") select fresh from page";

    private final Database database;

    OpenItemPages(Database database) {
        this.database = database;
    }

    /**
     * Takes over items as read from the ERP, closed ones too. What was read later stays: a page that took long must not
     * hide that an item has been closed since.
     *
     * @param asked when the ERP was asked for them, by the database's clock
     */
    @Transactional
    public void store(ConnectionId connection, Collection<OpenItem> items, Instant asked) {
        if (!items.isEmpty()) {
            database.run(handle -> bind(handle.createUpdate(TAKE_OVER.formatted("")), connection, items, asked)
                    .execute());
        }
    }

    /**
     * As {@link #store}, for polls, which read most items many times as they stand here: nothing is written for those, and
     * the time of the reading that wrote them stays. An item that changed and changed back meanwhile can be hidden by a
     * page that took long, until the next poll; what is frozen is read with {@link #store}.
     *
     * @param longest how long ago the ERP may have been asked: less than polls go back
     * @return false when the page is too old, and nothing was taken over
     */
    @Transactional
    public boolean storeChanges(ConnectionId connection, Collection<OpenItem> items, Instant asked, Duration longest) {
        return items.isEmpty()
                || database.with(handle -> bind(handle.createQuery(TAKE_OVER_CHANGES), connection, items, asked)
                        .bind("longest", longest.toMillis())
                        .mapTo(Boolean.class)
                        .one());
    }

    private static <S extends SqlStatement<S>> S bind(
            S statement, ConnectionId connection, Collection<OpenItem> items, Instant asked) {
        // In the order in which everybody locks items; one that the ERP listed twice stands as it came last.
        Map<String, ObjectNode> byId = new TreeMap<>();
        items.forEach(item -> byId.put(item.id(), row(item)));
        ArrayNode rows = JsonNodeFactory.instance.arrayNode().addAll(byId.values());
        return statement
                .bind("connection", connection.value())
                .bind("items", rows.toString())
                .bind("asked", asked.atOffset(ZoneOffset.UTC));
    }

    /** Items that the ERP does not know any more are closed here: nothing may be allocated to them. */
    public void gone(ConnectionId connection, Collection<String> ids, Instant asked) {
        database.run(handle -> handle.createUpdate("""
                        update open_item set open = false, asked_at = :asked
                        where connection_id = :connection and item_id = any(:ids) and asked_at <= :asked""")
                .bind("connection", connection.value())
                .bindArray("ids", String.class, List.copyOf(ids))
                .bind("asked", asked.atOffset(ZoneOffset.UTC))
                .execute());
    }

    private static ObjectNode row(OpenItem item) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("item_id", item.id())
                .put("entity", item.entity())
                .put("customer_account", item.customerAccount())
                .put("account_number", item.accountNumber())
                .put("customer_name", item.customerName())
                .put("number", item.number())
                .put("transaction", item.transaction())
                .put("kind", item.kind())
                .put("original_minor", item.original().minorUnits())
                .put("remaining_minor", item.remaining().minorUnits())
                .put("disputed_minor", item.disputed().minorUnits())
                .put("currency", item.remaining().currency().getCurrencyCode())
                .put("selected", item.selectedForReceipt())
                .put("instalment", item.instalment())
                .put("due", item.due().toString())
                .put("open", item.open());
    }
}
