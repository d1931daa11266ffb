package io.tieout.store.posting;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.matching.Candidate;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Effect;
import io.tieout.domain.posting.Move;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.domain.work.ClaimLost;
import io.tieout.store.Database;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.item.OpenItemRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The only place that writes the state of a posting. Each write names the state and version it leaves; when they are
 * not the stored ones, {@link ClaimLost} stops the writer. All methods run in the caller's transaction.
 */
@ApplicationScoped
public class Postings {
    private final Database database;
    private final OpenItemRows items;
    private final AuditRows audit;

    Postings(Database database, OpenItemRows items, AuditRows audit) {
        this.database = database;
        this.items = items;
        this.audit = audit;
    }

    /** The posting of a fact, link and effect in its latest generation. */
    public Optional<PostingRow> find(long fact, long link, Effect effect) {
        return database.with(handle -> handle.createQuery("""
                        select * from posting where fact_id = :fact and link_id = :link and effect = :effect
                        order by generation desc limit 1""")
                .bind("fact", fact)
                .bind("link", link)
                .bind("effect", effect.name())
                .map((row, context) -> row(row))
                .findOne());
    }

    /** All postings of a fact. */
    public List<PostingRow> ofFact(long fact) {
        return database.with(handle -> handle.createQuery("select * from posting where fact_id = :fact order by id")
                .bind("fact", fact)
                .map((row, context) -> row(row))
                .list());
    }

    /** The postings frozen in a batch, in the order of their references. */
    public List<PostingRow> ofBatch(long batch) {
        return database.with(
                handle -> handle.createQuery("select * from posting where batch_id = :batch order by reference")
                        .bind("batch", batch)
                        .map((row, context) -> row(row))
                        .list());
    }

    /** Whether a link has any posting. */
    public boolean anyOf(long link) {
        return database.with(handle -> handle.createQuery("select exists (select 1 from posting where link_id = :link)")
                .bind("link", link)
                .mapTo(Boolean.class)
                .one());
    }

    /** The postings with these numbers, in the order of their references. */
    public List<PostingRow> byIds(List<Long> ids) {
        return database.with(
                handle -> handle.createQuery("select * from posting where id = any(:ids) order by reference")
                        .bindArray("ids", Long.class, ids)
                        .map((row, context) -> row(row))
                        .list());
    }

    /** Whether the items of a matched posting may still be taken for what it takes of them; locks them. */
    public boolean stillCovered(PostingRow posting) {
        Map<String, Long> taken = new HashMap<>();
        database.run(
                handle -> handle.createQuery("select item_id, amount_minor from allocation where posting_id = :posting")
                        .bind("posting", posting.id())
                        .map((row, context) -> taken.put(row.getString("item_id"), row.getLong("amount_minor")))
                        .list());
        long covered = items.lock(posting.target(), taken.keySet(), posting.id()).stream()
                .filter(candidate -> candidate.item().obstacle().isEmpty())
                .filter(candidate -> candidate.available().minorUnits()
                        >= taken.getOrDefault(candidate.item().id(), Long.MAX_VALUE))
                .count();
        return covered == taken.size();
    }

    /** Gives back what a posting reserved, since it must be decided anew. */
    public void release(PostingRow posting, Move move) {
        clearAllocations(posting.id());
        move(posting, move, Map.of());
    }

    /** The posting of a fact, link and effect; made as WAITING when it does not exist yet. */
    public PostingRow open(NewPosting posting, Stamp stamp) {
        database.run(handle -> handle.createUpdate("""
                        insert into posting (tenant, fact_id, link_id, target, ledger, effect, generation, posting_key,
                          reference, state, reason, amount_minor, currency, fact_version, settings_version,
                          settings_hash, routes_hash)
                        values (:tenant, :fact, :link, :target, :ledger, :effect, :generation, :key, :reference,
                          'WAITING', 'new', :amount, :currency, :factVersion, :settingsVersion, :settingsHash,
                          :routesHash)
                        on conflict (posting_key) do nothing""")
                .bind("tenant", posting.tenant())
                .bind("fact", posting.fact())
                .bind("link", posting.link())
                .bind("target", posting.target().value())
                .bind("ledger", posting.ledger())
                .bind("effect", posting.key().effect().name())
                .bind("generation", posting.key().generation())
                .bind("key", posting.key().text())
                .bind("reference", posting.reference().value())
                .bind("amount", posting.amount().minorUnits())
                .bind("currency", posting.amount().currency().getCurrencyCode())
                .bind("factVersion", stamp.factVersion())
                .bind("settingsVersion", stamp.settingsVersion())
                .bind("settingsHash", stamp.settingsHash())
                .bind("routesHash", stamp.routesHash())
                .execute());
        return find(posting.fact(), posting.link(), posting.key().effect())
                .orElseThrow(() -> new ClaimLost("posting " + posting.reference()));
    }

    /**
     * Decides a posting without a match; what it reserved before is free again.
     *
     * @param amount what it would post now
     * @param evidence what a person needs to decide, empty when there is nothing to decide
     */
    public void decide(PostingRow posting, Move move, Money amount, Stamp stamp, List<?> evidence) {
        clearAllocations(posting.id());
        decided(
                posting,
                move,
                stamp,
                handle -> handle.bind("amount", amount.minorUnits())
                        .bind("currency", amount.currency().getCurrencyCode())
                        .bind("date", (Date) null)
                        .bind("original", (Date) null)
                        .bind("journal", (String) null)
                        .bind("evidence", evidence.isEmpty() ? null : database.json(evidence)));
        story(posting, move, Map.of("candidates", evidence.size()));
    }

    /**
     * Decides a match, and reserves its items: the guard of protocol.md section 2. The items stay locked until the
     * caller's transaction ends.
     *
     * @return false when the items have not enough left any more: nothing was written, decide anew
     */
    public boolean match(PostingRow posting, Move move, Match match, Stamp stamp) {
        clearAllocations(posting.id());
        if (!enoughLeft(posting, match)) {
            return false;
        }
        match.allocations()
                .forEach(one -> database.run(handle -> handle.createUpdate("""
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
        Money amount = match.distribution().total();
        decided(
                posting,
                move,
                stamp,
                update -> update.bind("amount", amount.minorUnits())
                        .bind("currency", amount.currency().getCurrencyCode())
                        .bind("date", Date.valueOf(match.accountingDate()))
                        .bind("original", match.original().map(Date::valueOf).orElse(null))
                        .bind("journal", database.json(match.journal()))
                        .bind("evidence", (String) null));
        story(posting, move, Map.of("accountingDate", match.accountingDate().toString()));
        return true;
    }

    private boolean enoughLeft(PostingRow posting, Match match) {
        Map<String, Money> left = new HashMap<>();
        List<String> ids =
                match.allocations().stream().map(one -> one.item().id()).toList();
        for (Candidate candidate : items.lock(posting.target(), ids, posting.id())) {
            if (candidate.item().obstacle().isEmpty()) {
                left.put(candidate.item().id(), candidate.available());
            }
        }
        return match.allocations().stream()
                .allMatch(one -> left.containsKey(one.item().id())
                        && left.get(one.item().id()).compareTo(one.amount()) >= 0);
    }

    private void clearAllocations(long posting) {
        database.run(handle -> handle.createUpdate("delete from allocation where posting_id = :posting")
                .bind("posting", posting)
                .execute());
    }

    private void decided(
            PostingRow posting,
            Move move,
            Stamp stamp,
            java.util.function.UnaryOperator<org.jdbi.v3.core.statement.Update> values) {
        int changed = database.with(handle -> values.apply(handle.createUpdate("""
                        update posting set state = :to, live = :live, reason = :reason, version = version + 1,
                          amount_minor = :amount, currency = :currency, accounting_date = :date,
                          original_date = :original, journal = :journal::jsonb, evidence = :evidence::jsonb,
                          fact_version = :factVersion, settings_version = :settingsVersion,
                          settings_hash = :settingsHash, routes_hash = :routesHash, updated_at = now(),
                          waiting_since = case when :to = 'WAITING' then coalesce(waiting_since, now()) end
                        where id = :id and version = :version and state = :from"""))
                .bind("to", move.to().name())
                .bind("live", move.to().live())
                .bind("reason", move.reason())
                .bind("factVersion", stamp.factVersion())
                .bind("settingsVersion", stamp.settingsVersion())
                .bind("settingsHash", stamp.settingsHash())
                .bind("routesHash", stamp.routesHash())
                .bind("id", posting.id())
                .bind("version", posting.version())
                .bind("from", move.from().name())
                .execute());
        if (changed != 1) {
            throw new ClaimLost("posting " + posting.reference());
        }
    }

    /** Moves a posting on the target's word; an answer that came too late changes nothing. */
    public void move(PostingRow posting, Move move, Map<String, Object> evidence) {
        int changed = database.with(handle -> handle.createUpdate("""
                        update posting set state = :to, live = :live, reason = :reason, version = version + 1,
                          updated_at = now()
                        where id = :id and version = :version and state = :from""")
                .bind("to", move.to().name())
                .bind("live", move.to().live())
                .bind("reason", move.reason())
                .bind("id", posting.id())
                .bind("version", posting.version())
                .bind("from", move.from().name())
                .execute());
        if (changed != 1) {
            throw new ClaimLost("posting " + posting.reference());
        }
        story(posting, move, evidence);
    }

    /** Puts a matched posting into a batch (move 1); from here on only the target's word moves it. */
    public void freeze(PostingRow posting, PostingState.Matched matched, long batch) {
        database.run(handle -> handle.createUpdate("update posting set batch_id = :batch where id = :id")
                .bind("batch", batch)
                .bind("id", posting.id())
                .execute());
        Move move = matched.freeze("frozen in batch " + batch);
        move(posting, move, Map.of("batch", batch));
    }

    /** Remembers in which import group of the target a reference lives. */
    public void grouped(Reference reference, String group) {
        database.run(handle -> handle.createUpdate(
                        "update posting set group_id = :group where reference = :reference and group_id is distinct from :group")
                .bind("group", group)
                .bind("reference", reference.value())
                .execute());
    }

    /** Flags a posting that is frozen already: what happened to its fact since is a fact of its own (move 10). */
    public void flag(PostingRow posting, String flag) {
        int changed = database.with(handle -> handle.createUpdate(
                        "update posting set flag = :flag where id = :id and flag is distinct from :flag")
                .bind("flag", flag)
                .bind("id", posting.id())
                .execute());
        if (changed == 1) {
            audit.write(new AuditEntry(
                    posting.tenant(), AuditEntry.SYSTEM, "posting.flag", subject(posting), Map.of("flag", flag)));
        }
    }

    /** Says in plain words what a posting waits for, without a change of state. */
    public void note(PostingRow posting, String reason) {
        database.run(handle -> handle.createUpdate(
                        "update posting set reason = :reason where id = :id and version = :version")
                .bind("reason", reason)
                .bind("id", posting.id())
                .bind("version", posting.version())
                .execute());
    }

    private void story(PostingRow posting, Move move, Map<String, Object> more) {
        if (move.from().equals(move.to()) && move.reason().equals(posting.reason())) {
            return;
        }
        Map<String, Object> detail = new HashMap<>(more);
        detail.put("from", move.from().name());
        detail.put("to", move.to().name());
        detail.put("reason", move.reason());
        detail.put("reference", posting.reference().value());
        audit.write(new AuditEntry(posting.tenant(), AuditEntry.SYSTEM, "posting.move", subject(posting), detail));
    }

    private static AuditEntry.Subject subject(PostingRow posting) {
        AuditEntry.Subject subject = AuditEntry.Subject.ofPosting(posting.fact(), posting.id());
        return posting.batch().isPresent() ? subject.inBatch(posting.batch().getAsLong()) : subject;
    }

    private PostingRow row(ResultSet row) throws SQLException {
        long batch = row.getLong("batch_id");
        OptionalLong inBatch = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(batch);
        return new PostingRow(
                row.getLong("id"),
                row.getString("tenant"),
                row.getLong("fact_id"),
                row.getLong("link_id"),
                new ConnectionId(row.getLong("target")),
                new Reference(row.getString("reference")),
                PostingState.of(row.getString("state"), row.getBoolean("live")),
                row.getLong("version"),
                row.getString("reason"),
                Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
                row.getLong("fact_version"),
                Optional.ofNullable(row.getObject("accounting_date", LocalDate.class)),
                Optional.ofNullable(row.getString("journal")).map(text -> database.read(text, Journal.class)),
                inBatch,
                row.getString("settings_hash"),
                Optional.ofNullable(row.getObject("waiting_since", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
