package io.tieout.store.posting;

import io.tieout.domain.matching.Candidate;
import io.tieout.domain.money.Money;
import io.tieout.store.Database;
import io.tieout.store.item.OpenItemRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a person has accepted to stand in the books in place of what was sent. Runs in the caller's transaction. */
@ApplicationScoped
public class Accepted {
    private final Database database;
    private final OpenItemRows items;

    Accepted(Database database, OpenItemRows items) {
        this.database = database;
        this.items = items;
    }

    /**
     * What the allocation became.
     *
     * @param followed false where the books don't say what goes to which item: it is as it was
     * @param overtaken numbers of items of which the books take more than is left
     */
    public record Outcome(boolean followed, List<String> overtaken) {
        public Outcome {
            overtaken = List.copyOf(overtaken);
        }
    }

    /**
     * Remembers the summary of what was accepted: the books are compared with it from now on.
     *
     * @param day the day on which all of it stands, a corporate calendar day: the posting's from now on, and what was
     *     sent stays as its original one; empty when it stands on several
     */
    public void store(PostingRow posting, String summary, Optional<LocalDate> day) {
        database.run(handle -> handle.createUpdate("""
            update posting set accepted = :summary, accounting_date = coalesce(cast(:day as date), accounting_date),
              original_date = case when cast(:day as date) <> accounting_date
                then coalesce(original_date, accounting_date) else original_date end
            where id = :id\
            """)
                .bind("summary", summary)
                .bind("day", day.orElse(null))
                .bind("id", posting.id())
                .execute());
    }

    /**
     * Lets the allocation follow the books, since what stands there settles its items whatever was decided before.
     *
     * @param booked how much the books give to which item; empty where they name none
     */
    public Outcome follow(PostingRow posting, Map<String, Money> booked) {
        List<Candidate> known = items.lock(posting.target(), booked.keySet(), posting.id());
        List<Share> shares = known.stream()
                .flatMap(one -> Optional.ofNullable(booked.get(one.item().id())).stream()
                        .filter(amount ->
                                amount.currency().equals(one.item().remaining().currency()))
                        .map(amount -> new Share(one, amount)))
                .toList();
        if (booked.isEmpty() || shares.size() != booked.size()) {
            return new Outcome(false, List.of());
        }
        forget(posting, booked);
        shares.forEach(share -> write(posting, share.of(), share.amount()));
        return new Outcome(
                true,
                shares.stream()
                        .filter(Share::overtakes)
                        .map(share -> share.of().item().number())
                        .toList());
    }

    /** What the books give to an item. */
    private record Share(Candidate of, Money amount) {

        private boolean overtakes() {
            return Math.abs(amount.minorUnits()) > Math.abs(of.available().minorUnits());
        }
    }

    private void forget(PostingRow posting, Map<String, Money> booked) {
        database.run(handle -> handle.createUpdate(
                        "delete from allocation where posting_id = :posting and not item_id = any(:items)")
                .bind("posting", posting.id())
                .bindArray("items", String.class, List.copyOf(booked.keySet()))
                .execute());
    }

    private void write(PostingRow posting, Candidate one, Money amount) {
        database.run(handle -> handle.createUpdate("""
            insert into allocation (posting_id, target, item_id, item_number, amount_minor, currency,
              item_remaining_minor)
            values (:posting, :target, :item, :number, :amount, :currency, :remaining)
            on conflict (posting_id, item_id) do update set amount_minor = excluded.amount_minor\
            """)
                .bind("posting", posting.id())
                .bind("target", posting.target().value())
                .bind("item", one.item().id())
                .bind("number", one.item().number())
                .bind("amount", amount.minorUnits())
                .bind("currency", amount.currency().getCurrencyCode())
                .bind("remaining", one.item().remaining().minorUnits())
                .execute());
    }
}
