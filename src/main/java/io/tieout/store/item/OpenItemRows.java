package io.tieout.store.item;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.matching.Candidate;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.money.Money;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The mirror of an ERP's open items, and what is left of each of them.
 *
 * <p>What is reserved is a query over states, never a counter. What our confirmed journals settled counts as settled
 * unless the ERP's own ledger has settled the same item since (protocol.md section 2).
 */
@ApplicationScoped
public class OpenItemRows {
    private static final String RESERVING = "('MATCHED', 'SENDING', 'SENT', 'GONE')";

    /** What other postings take of an item: reserved, and settled but not yet seen in the ERP's own balance. */
    private static final String AVAILABLE = """
            select i.*, i.remaining_minor
                - coalesce((select sum(a.amount_minor) from allocation a join posting p on p.id = a.posting_id
                            where a.target = i.connection_id and a.item_id = i.item_id and p.id <> :except
                              and (p.state in %s or (p.state = 'REVIEW' and p.live))), 0)
                - greatest(0, coalesce((select sum(a.amount_minor) - greatest(0, max(a.item_remaining_minor) - i.remaining_minor)
                            from allocation a join posting p on p.id = a.posting_id
                            where a.target = i.connection_id and a.item_id = i.item_id and p.id <> :except
                              and p.state = 'CONFIRMED'), 0)) as available_minor
            from open_item i
            """.formatted(RESERVING);

    private final Database database;

    OpenItemRows(Database database) {
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
        if (items.isEmpty()) {
            return;
        }
        database.run(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    insert into open_item (connection_id, item_id, entity, customer_account, account_number,
                      customer_name, number, kind, original_minor, remaining_minor, disputed_minor, currency, selected,
                      instalment, due, open, asked_at)
                    values (:connection, :item, :entity, :account, :accountNumber, :name, :number, :kind, :original,
                      :remaining, :disputed, :currency, :selected, :instalment, :due, :open, :asked)
                    on conflict (connection_id, item_id) do update set entity = excluded.entity,
                      customer_account = excluded.customer_account, account_number = excluded.account_number,
                      customer_name = excluded.customer_name, number = excluded.number, kind = excluded.kind,
                      original_minor = excluded.original_minor, remaining_minor = excluded.remaining_minor,
                      disputed_minor = excluded.disputed_minor, currency = excluded.currency,
                      selected = excluded.selected, instalment = excluded.instalment, due = excluded.due,
                      open = excluded.open, asked_at = excluded.asked_at
                    where open_item.asked_at <= excluded.asked_at""");
            items.stream()
                    .sorted(java.util.Comparator.comparing(OpenItem::id))
                    .forEach(item -> bind(batch, connection, item)
                            .bind("asked", asked.atOffset(ZoneOffset.UTC))
                            .add());
            batch.execute();
        });
    }

    /** Items that the ERP does not know any more are closed here: nothing may be allocated to them. */
    @Transactional
    public void gone(ConnectionId connection, Collection<String> ids, Instant asked) {
        database.run(handle -> handle.createUpdate("""
                        update open_item set open = false, asked_at = :asked
                        where connection_id = :connection and item_id = any(:ids) and asked_at <= :asked""")
                .bind("connection", connection.value())
                .bindArray("ids", String.class, List.copyOf(ids))
                .bind("asked", asked.atOffset(ZoneOffset.UTC))
                .execute());
    }

    private static PreparedBatch bind(PreparedBatch batch, ConnectionId connection, OpenItem item) {
        return batch.bind("connection", connection.value())
                .bind("item", item.id())
                .bind("entity", item.entity())
                .bind("account", item.customerAccount())
                .bind("accountNumber", item.accountNumber())
                .bind("name", item.customerName())
                .bind("number", item.number())
                .bind("kind", item.kind())
                .bind("original", item.original().minorUnits())
                .bind("remaining", item.remaining().minorUnits())
                .bind("disputed", item.disputed().minorUnits())
                .bind("currency", item.remaining().currency().getCurrencyCode())
                .bind("selected", item.selectedForReceipt())
                .bind("instalment", item.instalment())
                .bind("due", item.due())
                .bind("open", item.open());
    }

    /** Every item that bears one of these numbers (upper case), open or not, with what is left of it. */
    public List<Candidate> named(ConnectionId connection, Set<String> numbers, long except) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        return database.with(handle -> handle.createQuery(
                        AVAILABLE + "where i.connection_id = :connection and upper(i.number) = any(:numbers) limit 100")
                .bind("connection", connection.value())
                .bindArray("numbers", String.class, List.copyOf(numbers))
                .bind("except", except)
                .map((row, context) -> candidate(row))
                .list());
    }

    /** The open items of a customer: those of this amount first, then by due date; at most {@code most}. */
    public List<Candidate> ofCustomer(ConnectionId connection, String account, Money amount, long except, int most) {
        return database.with(handle -> handle.createQuery(AVAILABLE + """
                         where i.connection_id = :connection and i.customer_account = :account and i.open
                         order by (i.currency = :currency and i.remaining_minor = :amount) desc, i.due, i.item_id
                         limit :most""")
                .bind("connection", connection.value())
                .bind("account", account)
                .bind("currency", amount.currency().getCurrencyCode())
                .bind("amount", amount.minorUnits())
                .bind("most", most)
                .bind("except", except)
                .map((row, context) -> candidate(row))
                .list());
    }

    /** Items by their ids, open or not, with what is left of each. */
    public List<Candidate> byIds(ConnectionId connection, Collection<String> ids, long except) {
        return database.with(handle -> handle.createQuery(
                        AVAILABLE + "where i.connection_id = :connection and i.item_id = any(:ids) order by item_id")
                .bind("connection", connection.value())
                .bindArray("ids", String.class, List.copyOf(ids))
                .bind("except", except)
                .map((row, context) -> candidate(row))
                .list());
    }

    /**
     * Items that bear a number, and open ones of the customers who bear it as account number: the oldest first, at
     * most {@code most}.
     *
     * @param text an invoice's or a customer's number as people know it
     */
    public List<Candidate> search(ConnectionId connection, String text, long except, int most) {
        return database.with(handle -> handle.createQuery(AVAILABLE + """
                         where i.connection_id = :connection
                           and (upper(i.number) = upper(:text) or (i.account_number = :text and i.open))
                         order by i.due, i.item_id limit :most""")
                .bind("connection", connection.value())
                .bind("text", text)
                .bind("except", except)
                .bind("most", most)
                .map((row, context) -> candidate(row))
                .list());
    }

    /**
     * Locks items in id order and says what is left of each: the guard reads this inside the transaction that
     * reserves. Two statements, so that the second sees what was committed while the first waited for the locks.
     *
     * @param except the posting that asks
     */
    public List<Candidate> lock(ConnectionId connection, Collection<String> ids, long except) {
        List<String> sorted = ids.stream().sorted().distinct().toList();
        return database.with(handle -> {
            handle.createQuery("""
                            select item_id from open_item where connection_id = :connection and item_id = any(:ids)
                            order by item_id for update""")
                    .bind("connection", connection.value())
                    .bindArray("ids", String.class, sorted)
                    .mapTo(String.class)
                    .list();
            return handle.createQuery(AVAILABLE
                            + "where i.connection_id = :connection and i.item_id = any(:ids) order by item_id")
                    .bind("connection", connection.value())
                    .bindArray("ids", String.class, sorted)
                    .bind("except", except)
                    .map((row, context) -> candidate(row))
                    .list();
        });
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        OpenItem item = new OpenItem(
                row.getString("item_id"),
                row.getString("entity"),
                row.getString("customer_account"),
                row.getString("account_number"),
                row.getString("customer_name"),
                row.getString("number"),
                row.getString("kind"),
                Money.ofMinor(row.getLong("original_minor"), currency),
                Money.ofMinor(row.getLong("remaining_minor"), currency),
                Money.ofMinor(row.getLong("disputed_minor"), currency),
                row.getBoolean("selected"),
                row.getInt("instalment"),
                row.getDate("due").toLocalDate(),
                row.getBoolean("open"));
        return new Candidate(item, Money.ofMinor(row.getLong("available_minor"), currency));
    }

    /** Notes which of these items the ERP's own ledger has settled as well since our confirmed journals did. */
    @Transactional
    public void noteSettledTwice(ConnectionId connection, Collection<String> ids) {
        database.run(handle -> handle.createUpdate("""
                        update allocation a set settled_again_at = now()
                        from posting p, open_item i
                        where a.target = :connection and a.item_id = any(:ids) and a.settled_again_at is null
                          and p.id = a.posting_id and p.state = 'CONFIRMED'
                          and i.connection_id = a.target and i.item_id = a.item_id
                          and a.item_remaining_minor > i.remaining_minor""")
                .bind("connection", connection.value())
                .bindArray("ids", String.class, List.copyOf(ids))
                .execute());
    }

    /** Numbers of the items that a target has settled again lately, the newest first, at most 100. */
    public List<String> settledTwice(ConnectionId connection, Duration lately) {
        return database.with(handle -> handle.createQuery("""
                        select item_number from allocation
                        where target = :connection and settled_again_at > now() - :lately * interval '1 second'
                        order by settled_again_at desc, item_number limit 100""")
                .bind("connection", connection.value())
                .bind("lately", lately.toSeconds())
                .mapTo(String.class)
                .list());
    }
}
