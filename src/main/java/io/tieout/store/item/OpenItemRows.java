package io.tieout.store.item;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.matching.Candidate;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.matching.Payment;
import io.tieout.domain.money.Money;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The mirror of an ERP's open items, and what is left of each of them.
 *
 * <p>What is reserved is a query over states, never a counter. What our confirmed journals settled counts as settled
 * unless the ERP's own ledger has settled the same item since (protocol.md section 2).
 */
@ApplicationScoped
public class OpenItemRows {
    private static final String RESERVING = "('MATCHED', 'SENDING', 'SENT', 'GONE')";

    /**
     * What is left of items, less what other postings take: reserved, and settled but not yet seen in the ERP's own
     * balance; and less what the target holds of postings that a restore has forgotten. All of it has the item's sign, a
     * credit's is negative; what was taken when the item had the other sign is no part of what is left now.
     *
     * @param which selects rows of {@code open_item}
     */
    private static String available(String which) {
        return availableOf("select * from open_item " + which, ":except");
    }

    /**
     * As {@link #available}.
     *
     * @param items the query that finds rows of {@code open_item}
     * @param except the posting that asks about a row (alias i)
     */
    private static String availableOf(String items, String except) {
        return """
            select i.*, i.remaining_minor - t.reserved - o.reserved
                - case when i.remaining_minor < 0 then -1 else 1 end * greatest(0, t.settled
                    - greatest(0, t.remaining_then - abs(i.remaining_minor))) as available_minor
            from (%s) i cross join lateral (
              select coalesce(sum(a.amount_minor) filter (
                  where p.state in %s or (p.state = 'REVIEW' and p.live)), 0) as reserved,
                coalesce(sum(abs(a.amount_minor)) filter (where p.state = 'CONFIRMED'), 0) as settled,
                coalesce(max(abs(a.item_remaining_minor)) filter (where p.state = 'CONFIRMED'), 0) as remaining_then
              from allocation a join posting p on p.id = a.posting_id
              where a.target = i.connection_id and a.item_id = i.item_id and p.id <> %s
                and i.remaining_minor <> 0 and (a.amount_minor < 0) = (i.remaining_minor < 0)) t
            cross join lateral (
              select coalesce(sum(a.amount_minor), 0) as reserved from adopted_item a
              join connection s on s.id = a.target
              join connection c on c.id = i.connection_id and c.system = s.system and c.base_url = s.base_url
              where a.item_id = i.item_id
                and i.remaining_minor <> 0 and (a.amount_minor < 0) = (i.remaining_minor < 0)) o
            """.formatted(items, RESERVING, except);
    }

    private final Database database;

    OpenItemRows(Database database) {
        this.database = database;
    }

    /** Every item that bears one of these numbers (upper case), open or not; at most {@code most}, open ones first. */
    public List<Candidate> named(ConnectionId connection, Set<String> numbers, long except, int most) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        return database.with(handle -> handle.createQuery(available("""
                        where connection_id = :connection and upper(number) = any(:numbers)
                        order by open desc, item_id limit :most"""))
                .bind("connection", connection.value())
                .bindArray("numbers", String.class, List.copyOf(numbers))
                .bind("most", most)
                .bind("except", except)
                .map((row, context) -> candidate(row))
                .list());
    }

    /**
     * The open items of a payment's customer, none where nobody knows him; at most {@code most}: first those of its
     * currency and entities, of these the ones with its amount, then by due date.
     */
    public List<Candidate> ofCustomer(ConnectionId connection, Payment payment, long except, int most) {
        if (payment.customerAccount().isEmpty()) {
            return List.of();
        }
        return database.with(handle -> handle.createQuery(available("""
                         where connection_id = :connection and customer_account = :account and open
                         order by (currency = :currency and entity = any(:entities)) desc,
                           remaining_minor = :amount desc, due, item_id
                         limit :most"""))
                .bind("connection", connection.value())
                .bind("account", payment.customerAccount().get())
                .bind("currency", payment.amount().currency().getCurrencyCode())
                .bindArray("entities", String.class, List.copyOf(payment.entities()))
                .bind("amount", payment.amount().minorUnits())
                .bind("most", most)
                .bind("except", except)
                .map((row, context) -> candidate(row))
                .list());
    }

    /** Items by their ids, open or not, with what is left of each. */
    public List<Candidate> byIds(ConnectionId connection, Collection<String> ids, long except) {
        return database.with(
                handle -> handle.createQuery(available("where connection_id = :connection and item_id = any(:ids)"))
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
        return database.with(handle -> handle.createQuery(available("""
                         where connection_id = :connection
                           and (upper(number) = upper(:text) or (account_number = :text and open))
                         order by due, item_id limit :most"""))
                .bind("connection", connection.value())
                .bind("text", text)
                .bind("except", except)
                .bind("most", most)
                .map((row, context) -> candidate(row))
                .list());
    }

    /**
     * Whether so much of each item, by its id, may be taken now: the guard of protocol.md section 2. The items stay
     * locked until the caller's transaction ends.
     *
     * @param except the posting that asks
     */
    public boolean covered(ConnectionId connection, Map<String, Money> wanted, long except) {
        Map<String, Candidate> found = new HashMap<>();
        lock(connection, wanted.keySet(), except)
                .forEach(candidate -> found.put(candidate.item().id(), candidate));
        return wanted.entrySet().stream()
                .allMatch(one -> Optional.ofNullable(found.get(one.getKey()))
                        .filter(candidate -> candidate.covers(one.getValue()))
                        .isPresent());
    }

    /**
     * Whether each of these postings may still take what it takes of its items: the guard of protocol.md section 2. The
     * caller's transaction has locked the items before, with {@link #lockTakenBy}.
     */
    public boolean stillCovered(List<Long> postings) {
        long taken = database.with(
                handle -> handle.createQuery("select count(*) from allocation where posting_id = any(:postings)")
                        .bindArray("postings", Long.class, postings)
                        .mapTo(Long.class)
                        .one());
        List<Boolean> covered = database.with(handle -> handle.createQuery(availableOf("""
                        select o.*, w.posting_id, w.amount_minor as taken_minor, w.currency as taken_currency
                        from allocation w join open_item o on o.connection_id = w.target and o.item_id = w.item_id
                        where w.posting_id = any(:postings)""", "i.posting_id"))
                .bindArray("postings", Long.class, postings)
                .map((row, context) -> candidate(row)
                        .covers(Money.ofMinor(row.getLong("taken_minor"), row.getString("taken_currency"))))
                .list());
        return covered.size() == taken && covered.stream().allMatch(Boolean::booleanValue);
    }

    /**
     * Locks the items of all these postings until the caller's transaction ends, in the order in which everybody locks
     * items; one posting after the other would take them in another.
     */
    public void lockTakenBy(List<Long> postings) {
        database.run(handle -> handle.createQuery("""
                        select item_id from open_item i
                        where (connection_id, item_id) in
                          (select target, item_id from allocation where posting_id = any(:postings))
                        order by item_id for update of i""")
                .bindArray("postings", Long.class, postings)
                .mapTo(String.class)
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
            return handle.createQuery(available("where connection_id = :connection and item_id = any(:ids)"))
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
                row.getString("transaction"),
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

    /**
     * Notes, in the caller's transaction, what is left of the items of postings that are frozen: what the ERP settles
     * from now on may be our own journal, seen in its balance; what it settled since the match is not.
     */
    public void noteFrozen(List<Long> postings) {
        database.run(handle -> handle.createUpdate("""
                        update allocation a set item_remaining_minor = i.remaining_minor from open_item i
                        where a.posting_id = any(:postings) and i.connection_id = a.target and i.item_id = a.item_id""")
                .bindArray("postings", Long.class, postings)
                .execute());
    }

    /** Notes which of these items the ERP's own ledger has settled as well since our confirmed journals did. */
    public void noteSettledTwice(ConnectionId connection, Collection<String> ids) {
        database.run(handle -> handle.createUpdate("""
                        update allocation a set settled_again_at = now()
                        from posting p, open_item i
                        where a.target = :connection and a.item_id = any(:ids) and a.settled_again_at is null
                          and p.id = a.posting_id and p.state = 'CONFIRMED'
                          and i.connection_id = a.target and i.item_id = a.item_id
                          and case when a.amount_minor < 0 then a.item_remaining_minor < i.remaining_minor
                            else a.item_remaining_minor > i.remaining_minor end""")
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
