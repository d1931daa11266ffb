package io.tieout.store.item;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Names of customers in the mirror of open items, which nobody needs once an item is closed. */
@ApplicationScoped
public class ItemNames {
    private final Database database;

    ItemNames(Database database) {
        this.database = database;
    }

    /**
     * Takes the names from closed items that no unfinished posting settles; the longest closed ones first.
     *
     * @param before closed, and not changed in the ERP, since then
     * @return how many items
     */
    public int thin(Instant before, int most) {
        return database.with(handle -> handle.createUpdate("""
                        update open_item i set customer_name = '' from (
                          select o.connection_id, o.item_id from open_item o
                          where not o.open and o.customer_name <> '' and o.asked_at < :before
                            and not exists (select 1 from allocation a join posting p on p.id = a.posting_id
                              where a.target = o.connection_id and a.item_id = o.item_id
                                and p.state not in ('CONFIRMED', 'DEAD', 'IGNORED', 'REVERSED'))
                          order by o.asked_at limit :most for update skip locked) old
                        where i.connection_id = old.connection_id and i.item_id = old.item_id""")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("most", most)
                .execute());
    }
}
