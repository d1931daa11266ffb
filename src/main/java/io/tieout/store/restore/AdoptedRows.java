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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** References that a target holds and this database has forgotten. All run in the caller's transaction. */
@ApplicationScoped
public class AdoptedRows {
    private final Database database;

    AdoptedRows(Database database) {
        this.database = database;
    }

    /** The batch by which the references of a load are followed, where there is one already. */
    public OptionalLong batchOf(ConnectionId target, long incarnation, long number) {
        Optional<Long> batch = database.with(handle -> handle.createQuery("""
                        select batch_id from adopted
                        where load_number = :number and load_incarnation = :incarnation and target = :target
                          and batch_id is not null limit 1""")
                .bind("number", number)
                .bind("incarnation", incarnation)
                .bind("target", target.value())
                .mapTo(Long.class)
                .findOne());
        return batch.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /**
     * A load as the target keeps it.
     *
     * @param incarnation of the database that sent it
     */
    public record Load(long incarnation, long number) {}

    /**
     * Keeps a reference until its posting is there. One that is kept already is renewed: a posting that took it over,
     * before a later restore, takes it over again.
     */
    public void keep(ConnectionId target, AdoptedRow row, Optional<Load> load) {
        database.run(handle -> handle.createUpdate("""
                        insert into adopted (reference, target, closed, stage, content, group_id, load_incarnation,
                          load_number, journal, accounting_date, batch_id)
                        values (:reference, :target, :closed, :stage, :content, :group, :incarnation, :number,
                          :journal::jsonb, :date, :batch)
                        on conflict (reference) do update set closed = excluded.closed, stage = excluded.stage,
                          content = excluded.content, group_id = excluded.group_id, journal = excluded.journal,
                          accounting_date = excluded.accounting_date, posting_id = null""")
                .bind("reference", row.reference().value())
                .bind("target", target.value())
                .bind("closed", row.closed())
                .bind("stage", row.stage())
                .bind("content", row.content().orElse(null))
                .bind("group", row.group().orElse(null))
                .bind("incarnation", load.map(Load::incarnation).orElse(null))
                .bind("number", load.map(Load::number).orElse(null))
                .bind("journal", row.journal().map(database::json).orElse(null))
                .bind("date", row.accountingDate().map(Date::valueOf).orElse(null))
                .bind("batch", orNull(row.batch()))
                .execute());
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
    }

    /** Reserves what the lines of a reference take of open items, at each connection that sees these items. */
    public void reserve(Collection<ConnectionId> targets, Reference reference, Map<String, Money> items) {
        release(reference);
        for (ConnectionId target : targets) {
            items.forEach((item, amount) -> database.run(handle -> handle.createUpdate("""
                            insert into adopted_item (target, item_id, reference, amount_minor, currency)
                            values (:target, :item, :reference, :amount, :currency)
                            on conflict (target, item_id, reference) do update set
                              amount_minor = excluded.amount_minor, currency = excluded.currency""")
                    .bind("target", target.value())
                    .bind("item", item)
                    .bind("reference", reference.value())
                    .bind("amount", amount.minorUnits())
                    .bind("currency", amount.currency().getCurrencyCode())
                    .execute()));
        }
    }

    /** What is kept of a reference and no posting has taken over yet. */
    public Optional<AdoptedRow> waiting(Reference reference) {
        return database.with(handle -> handle.createQuery(
                        "select * from adopted where reference = :reference and posting_id is null for update")
                .bind("reference", reference.value())
                .map((row, context) -> row(row))
                .findOne());
    }

    /**
     * Its posting has taken it over, and reserves what it takes. Those of one target come one after the other, until
     * their transactions end: so the last one sees that none waits any more.
     */
    public void taken(Reference reference, PostingRow posting) {
        database.run(handle -> {
            handle.execute(
                    "select pg_advisory_xact_lock(hashtext('tieout.adopted'), hashtext(?::text))",
                    posting.target().value());
            handle.createUpdate("update adopted set posting_id = :posting where reference = :reference")
                    .bind("posting", posting.id())
                    .bind("reference", reference.value())
                    .execute();
        });
        release(reference);
    }

    private void release(Reference reference) {
        database.run(handle -> handle.createUpdate("delete from adopted_item where reference = :reference")
                .bind("reference", reference.value())
                .execute());
    }

    /** How many live references of some targets still wait for their fact. */
    public long waiting(Collection<ConnectionId> targets) {
        return database.with(handle -> handle.createQuery("""
                        select count(*) from adopted
                        where posting_id is null and not closed and target = any(:targets)""")
                .bindArray(
                        "targets",
                        Long.class,
                        targets.stream().map(ConnectionId::value).toList())
                .mapTo(Long.class)
                .one());
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
        long batch = row.getLong("batch_id");
        OptionalLong followed = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(batch);
        return new AdoptedRow(
                new Reference(row.getString("reference")),
                row.getBoolean("closed"),
                row.getString("stage"),
                Optional.ofNullable(row.getString("content")),
                Optional.ofNullable(row.getString("group_id")),
                Optional.ofNullable(row.getString("journal")).map(text -> database.read(text, Journal.class)),
                Optional.ofNullable(row.getObject("accounting_date", LocalDate.class)),
                followed);
    }
}
