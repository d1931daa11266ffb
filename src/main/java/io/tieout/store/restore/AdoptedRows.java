package io.tieout.store.restore;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Reference;
import io.tieout.store.Database;
import io.tieout.store.posting.PostingRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** References that a target holds and this database has forgotten. All run in the caller's transaction. */
@ApplicationScoped
public class AdoptedRows {
    private static final String WAITS =
            "posting_id is null and not closed and released_at is null and target = any(:targets)";

    private final Database database;

    AdoptedRows(Database database) {
        this.database = database;
    }

    /** The batch of this connection by which postings of a load are followed, where there is one already. */
    public OptionalLong batchOf(ConnectionId target, AdoptedRow.Load load) {
        Optional<Long> batch = database.with(handle -> handle.createQuery("""
                        select a.batch_id from adopted a join batch b on b.id = a.batch_id
                        where a.load_number = :number and a.load_incarnation = :incarnation and b.target = :target
                        limit 1""")
                .bind("number", load.number())
                .bind("incarnation", load.incarnation())
                .bind("target", target.value())
                .mapTo(Long.class)
                .findOne());
        return batch.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** Its posting is followed by this batch. */
    public void follow(Reference reference, long batch) {
        database.run(handle -> handle.createUpdate("update adopted set batch_id = :batch where reference = :reference")
                .bind("batch", batch)
                .bind("reference", reference.value())
                .execute());
    }

    /**
     * Keeps a reference until its posting is there. One that is kept already is renewed: a posting that took it over,
     * before a later restore, takes it over again.
     *
     * @param target the connection by which it was listed
     */
    public void keep(ConnectionId target, AdoptedRow row) {
        database.run(handle -> handle.createUpdate("""
                        insert into adopted (reference, target, object_id, closed, stage, content, group_id,
                          load_incarnation, load_number, journal, accounting_date)
                        values (:reference, :target, :object, :closed, :stage, :content, :group, :incarnation,
                          :number, :journal::jsonb, :date)
                        on conflict (reference) do update set object_id = excluded.object_id,
                          closed = excluded.closed, stage = excluded.stage,
                          content = excluded.content, group_id = excluded.group_id, journal = excluded.journal,
                          accounting_date = excluded.accounting_date, posting_id = null""")
                .bind("reference", row.reference().value())
                .bind("target", target.value())
                .bind("object", row.object().orElse(null))
                .bind("closed", row.closed())
                .bind("stage", row.stage())
                .bind("content", row.content().orElse(null))
                .bind("group", row.group().orElse(null))
                .bind(
                        "incarnation",
                        row.load().map(AdoptedRow.Load::incarnation).orElse(null))
                .bind("number", row.load().map(AdoptedRow.Load::number).orElse(null))
                .bind("journal", row.journal().map(database::json).orElse(null))
                .bind("date", row.accountingDate().map(Date::valueOf).orElse(null))
                .execute());
    }

    /**
     * Reserves what the lines of a reference take of open items, in place of what they took before; nothing, where a
     * person has released it. All connections to the same system see it, those that are made later too.
     */
    public void reserve(ConnectionId target, Reference reference, Map<String, Money> items) {
        giveBack(reference);
        items.forEach((item, amount) -> database.run(handle -> handle.createUpdate("""
                        insert into adopted_item (target, item_id, reference, amount_minor, currency)
                        select :target, :item, :reference, :amount, :currency
                        from adopted where reference = :reference and released_at is null""")
                .bind("target", target.value())
                .bind("item", item)
                .bind("reference", reference.value())
                .bind("amount", amount.minorUnits())
                .bind("currency", amount.currency().getCurrencyCode())
                .execute()));
    }

    /**
     * What is kept of a reference and no posting has taken over yet. Those that take one come one after the other,
     * until their transactions end; a posting without such a reference waits for nobody.
     */
    public Optional<AdoptedRow> waiting(Reference reference) {
        if (!waits(reference)) {
            return Optional.empty();
        }
        oneByOne();
        return database.with(handle -> handle.createQuery(
                        "select * from adopted where reference = :reference and posting_id is null for update")
                .bind("reference", reference.value())
                .map((row, context) -> row(row))
                .findOne());
    }

    private boolean waits(Reference reference) {
        return database.with(handle -> handle.createQuery(
                        "select exists (select 1 from adopted where reference = :reference and posting_id is null)")
                .bind("reference", reference.value())
                .mapTo(Boolean.class)
                .one());
    }

    /**
     * What a target holds of an object beside a posting of it.
     *
     * @param taken whether a posting of another link has taken it over; else none has
     */
    public record Beside(Reference reference, boolean taken) {}

    /** What stands beside a posting of an object of the provider and is not released; what waits comes first. */
    public Optional<Beside> beside(PostingRow posting, String object) {
        return database.with(handle -> handle.createQuery("""
                        select a.reference, a.posting_id is not null as taken
                        from adopted a
                        join connection s on s.id = a.target
                        join connection t on t.system = s.system and t.base_url = s.base_url
                        left join posting p on p.id = a.posting_id
                        where a.object_id = :object and not a.closed and a.released_at is null and t.id = :target
                          and (a.posting_id is null or p.link_id <> :link)
                        order by taken, a.reference limit 1""")
                .bind("object", object)
                .bind("target", posting.target().value())
                .bind("link", posting.link())
                .map((row, context) -> new Beside(new Reference(row.getString("reference")), row.getBoolean("taken")))
                .findOne());
    }

    /** The provider's object that the lines of a reference name. */
    public Optional<String> object(Reference reference) {
        return database.with(handle -> handle.createQuery(
                        "select object_id from adopted where reference = :reference and object_id is not null")
                .bind("reference", reference.value())
                .mapTo(String.class)
                .findOne());
    }

    /**
     * Its posting has taken it over, and reserves what it takes. Those that are taken come one after the other, until
     * their transactions end: so the last one sees that none waits any more, and those of a load find one batch.
     */
    public void taken(Reference reference, PostingRow posting) {
        oneByOne();
        database.run(
                handle -> handle.createUpdate("update adopted set posting_id = :posting where reference = :reference")
                        .bind("posting", posting.id())
                        .bind("reference", reference.value())
                        .execute());
        giveBack(reference);
    }

    private void oneByOne() {
        database.run(handle -> handle.execute("select pg_advisory_xact_lock(hashtext('tieout.adopted'))"));
    }

    /**
     * A person has said that a live reference need not wait: it reserves nothing any more.
     *
     * @return false when nothing of that kind waits that was listed by this connection
     */
    public boolean release(ConnectionId target, Reference reference, String actor, String reason) {
        oneByOne();
        int released = database.with(handle -> handle.createUpdate("""
                        update adopted set released_at = now(), released_by = :actor, released_reason = :reason
                        where reference = :reference and target = :target and posting_id is null
                          and not closed and released_at is null""")
                .bind("actor", actor)
                .bind("reason", reason)
                .bind("reference", reference.value())
                .bind("target", target.value())
                .execute());
        if (released == 0) {
            return false;
        }
        giveBack(reference);
        return true;
    }

    private void giveBack(Reference reference) {
        database.run(handle -> handle.createUpdate("delete from adopted_item where reference = :reference")
                .bind("reference", reference.value())
                .execute());
    }

    /** How many live references of some targets still wait for their fact, and no person has released. */
    public long waiting(Collection<ConnectionId> targets) {
        return database.with(handle -> handle.createQuery("select count(*) from adopted where " + WAITS)
                .bindArray(
                        "targets",
                        Long.class,
                        targets.stream().map(ConnectionId::value).toList())
                .mapTo(Long.class)
                .one());
    }

    /** Those of them that were listed by a connection, by their references; at most so many. */
    public List<AdoptedRow> waitingAt(ConnectionId target, int most) {
        return database.with(
                handle -> handle.createQuery("select * from adopted where " + WAITS + " order by reference limit :most")
                        .bindArray("targets", Long.class, List.of(target.value()))
                        .bind("most", most)
                        .map((row, context) -> row(row))
                        .list());
    }

    /**
     * Has what a target holds under a posting's reference count as what was sent, as if it were an amendment that was
     * made: the looks at its batch compare with that.
     */
    public void countsAsSent(PostingRow posting, AdoptedRow adopted, String actor) {
        database.run(handle -> handle.createUpdate("""
                        insert into amendment (posting_id, batch_id, from_content, content, bytes, accounting_date,
                          journal, reason, actor, state, outcome, ended_at)
                        values (:posting, :batch, '', :content, ''::bytea, :date, cast(:journal as jsonb),
                          'adopted after a restore', :actor, 'DONE', 'it stood in the target', now())""")
                .bind("posting", posting.id())
                .bind("batch", posting.batch().orElseThrow())
                .bind("content", adopted.content().orElse(""))
                .bind("date", posting.accountingDate().map(Date::valueOf).orElseThrow())
                .bind("journal", database.json(adopted.journal().orElseThrow()))
                .bind("actor", actor)
                .execute());
    }

    private AdoptedRow row(ResultSet row) throws SQLException {
        long number = row.getLong("load_number");
        Optional<AdoptedRow.Load> load = row.wasNull()
                ? Optional.empty()
                : Optional.of(new AdoptedRow.Load(row.getLong("load_incarnation"), number));
        return new AdoptedRow(
                new Reference(row.getString("reference")),
                Optional.ofNullable(row.getString("object_id")),
                row.getBoolean("closed"),
                row.getString("stage"),
                Optional.ofNullable(row.getString("content")),
                Optional.ofNullable(row.getString("group_id")),
                load,
                Optional.ofNullable(row.getString("journal")).map(text -> database.read(text, Journal.class)),
                Optional.ofNullable(row.getObject("accounting_date", LocalDate.class)));
    }
}
