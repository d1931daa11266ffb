package io.tieout.store.posting;

import io.tieout.domain.matching.Allocation;
import io.tieout.domain.money.Money;
import io.tieout.store.Database;
import io.tieout.store.item.OpenItemRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How much of which open item a posting takes: the guard of protocol.md section 2. All run in the caller's transaction. */
@ApplicationScoped
public class Allocations {
    private final Database database;
    private final OpenItemRows items;

    Allocations(Database database, OpenItemRows items) {
        this.database = database;
        this.items = items;
    }

    /** Whether the items of a matched posting may still be taken for what it takes of them; locks them. */
    public boolean stillCovered(PostingRow posting) {
        Map<String, Money> taken = new HashMap<>();
        database.run(handle -> handle.createQuery(
                        "select item_id, amount_minor, currency from allocation where posting_id = :posting")
                .bind("posting", posting.id())
                .map((row, context) -> taken.put(
                        row.getString("item_id"),
                        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency"))))
                .list());
        return items.covered(posting.target(), taken, posting.id());
    }

    /** Whether that is so for all these postings at once; their items are locked before, by {@link #lockItems}. */
    public boolean stillCovered(List<Long> postings) {
        return items.stillCovered(postings);
    }

    /** The items of which a posting takes something. */
    public Set<String> items(PostingRow posting) {
        return database.with(handle -> handle.createQuery("select item_id from allocation where posting_id = :posting")
                .bind("posting", posting.id())
                .mapTo(String.class)
                .set());
    }

    /** Locks the items of all these postings, in one order, until the transaction ends. */
    public void lockItems(List<Long> postings) {
        items.lockTakenBy(postings);
    }

    /** Notes what is left of the items of postings now that they are frozen. */
    public void frozen(List<PostingRow> postings) {
        items.noteFrozen(postings.stream().map(PostingRow::id).toList());
    }

    /** Whether the items have enough left for what a posting would take of them; locks them until the transaction ends. */
    boolean enoughLeft(PostingRow posting, List<Allocation> allocations) {
        Map<String, Money> wanted = new HashMap<>();
        allocations.forEach(one -> wanted.put(one.item().id(), one.amount()));
        return items.covered(posting.target(), wanted, posting.id());
    }

    /** Gives back what a posting took. */
    void clear(PostingRow posting) {
        database.run(handle -> handle.createUpdate("delete from allocation where posting_id = :posting")
                .bind("posting", posting.id())
                .execute());
    }

    /**
     * Notes what a posting takes that stands in the target already, by the lines there: the guard let it pass when it
     * was sent. What it took before must be given back. What was left of an item when it was sent is not known: noted as
     * nothing, so that all of it counts as taken for as long as the item is open.
     *
     * @param taken by item, with the item's sign
     */
    void adopt(PostingRow posting, Map<String, Money> taken) {
        taken.forEach((item, amount) -> database.run(handle -> handle.createUpdate("""
                        insert into allocation (posting_id, target, item_id, item_number, amount_minor, currency,
                          item_remaining_minor)
                        select :posting, :target, :item, coalesce(max(i.number), :item), :amount, :currency,
                          0
                        from open_item i where i.connection_id = :target and i.item_id = :item""")
                .bind("posting", posting.id())
                .bind("target", posting.target().value())
                .bind("item", item)
                .bind("amount", amount.minorUnits())
                .bind("currency", amount.currency().getCurrencyCode())
                .execute()));
    }

    /** Notes what a posting takes; what it took before must be given back. */
    void store(PostingRow posting, List<Allocation> taken) {
        taken.forEach(one -> database.run(handle -> handle.createUpdate("""
                        insert into allocation (posting_id, target, item_id, item_number, amount_minor, currency,
                          item_remaining_minor)
                        values (:posting, :target, :item, :number, :amount, :currency, :remaining)""")
                .bind("posting", posting.id())
                .bind("target", posting.target().value())
                .bind("item", one.item().id())
                .bind("number", one.item().number())
                .bind("amount", one.amount().minorUnits())
                .bind("currency", one.amount().currency().getCurrencyCode())
                .bind("remaining", one.item().remaining().minorUnits())
                .execute()));
    }
}
