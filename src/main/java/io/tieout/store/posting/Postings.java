package io.tieout.store.posting;

import io.tieout.domain.ledger.Journal;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Move;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.domain.work.ClaimLost;
import io.tieout.store.Database;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;

/**
 * The only place that writes the state of a posting. Each write names the state and version it leaves; when they are
 * not the stored ones, {@link ClaimLost} stops the writer. All methods run in the caller's transaction.
 */
@ApplicationScoped
public class Postings {
    private static final String MOVE = """
            update posting set state = :to, live = :live, reason = :reason, version = version + 1,
              closed_at = case when :closed then coalesce(closed_at, now()) end, updated_at = now()
            where id = :id and version = :version and state = :from""";

    private static final String FREEZE = """
            update posting set state = :to, live = :live, reason = :reason, version = version + 1,
              closed_at = case when :closed then coalesce(closed_at, now()) end, updated_at = now(),
              batch_id = :batch
            where id = :id and version = :version and state = :from""";

    private final Database database;
    private final PostingRows rows;
    private final Allocations allocations;
    private final AuditRows audit;

    Postings(Database database, PostingRows rows, Allocations allocations, AuditRows audit) {
        this.database = database;
        this.rows = rows;
        this.allocations = allocations;
        this.audit = audit;
    }

    /** Gives back what a posting reserved, since it must be decided anew. */
    public void release(PostingRow posting, Move move) {
        allocations.clear(posting);
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
        return rows.find(posting.fact(), posting.link(), posting.key().effect())
                .orElseThrow(() -> new ClaimLost("posting " + posting.reference()));
    }

    /**
     * Decides a posting without a match; what it reserved before is free again. A decision that says what stands
     * already writes nothing, so that the question that a person reads keeps its version.
     *
     * @param amount what it would post now
     * @param evidence what a person needs to decide, empty when there is nothing to decide
     */
    public void decide(PostingRow posting, Move move, Money amount, Stamp stamp, List<?> evidence) {
        if (unchanged(posting, move, amount, stamp, evidence)) {
            return;
        }
        allocations.clear(posting);
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

    private boolean unchanged(PostingRow posting, Move move, Money amount, Stamp stamp, List<?> evidence) {
        return database.with(handle -> handle.createQuery("""
                        select exists (select 1 from posting
                          where id = :id and version = :version and state = :to and state = :from and not live
                            and reason = :reason and amount_minor = :amount and currency = :currency
                            and fact_version = :factVersion and settings_hash = :settingsHash
                            and evidence is not distinct from :evidence::jsonb)""")
                .bind("id", posting.id())
                .bind("version", posting.version())
                .bind("to", move.to().name())
                .bind("from", move.from().name())
                .bind("reason", move.reason())
                .bind("amount", amount.minorUnits())
                .bind("currency", amount.currency().getCurrencyCode())
                .bind("factVersion", stamp.factVersion())
                .bind("settingsHash", stamp.settingsHash())
                .bind("evidence", evidence.isEmpty() ? null : database.json(evidence))
                .mapTo(Boolean.class)
                .one());
    }

    /**
     * Decides a match, and reserves its items: the guard of protocol.md section 2. The items stay locked until the
     * caller's transaction ends.
     *
     * @return false when the items have not enough left any more: nothing was written, decide anew
     */
    public boolean match(PostingRow posting, Move move, Match match, Stamp stamp) {
        allocations.clear(posting);
        if (!allocations.enoughLeft(posting, match.allocations())) {
            return false;
        }
        allocations.store(posting, match.allocations());
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
        Map<String, Object> dates = new HashMap<>();
        dates.put("accountingDate", match.accountingDate().toString());
        match.original().ifPresent(original -> dates.put("originalDate", original.toString()));
        story(posting, move, dates);
        return true;
    }

    /** What is matched anew keeps its age: looks that come in between don't hold its batch up. */
    private void decided(PostingRow posting, Move move, Stamp stamp, UnaryOperator<Update> values) {
        int changed = database.with(handle -> values.apply(handle.createUpdate("""
                        update posting set state = :to, live = :live, reason = :reason, version = version + 1,
                          amount_minor = :amount, currency = :currency, accounting_date = :date,
                          original_date = :original, journal = :journal::jsonb, evidence = :evidence::jsonb,
                          fact_version = :factVersion, settings_version = :settingsVersion,
                          settings_hash = :settingsHash, routes_hash = :routesHash,
                          updated_at = case when state = 'MATCHED' and :to = 'MATCHED' then updated_at
                            else now() end,
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
        move(List.of(new Step(posting, move, evidence)));
    }

    /** Moves postings in one round trip, each guarded as if it were alone; one that came too late stops the writer. */
    public void move(List<Step> steps) {
        move(MOVE, steps, batch -> batch);
    }

    private void move(String sql, List<Step> steps, UnaryOperator<PreparedBatch> more) {
        int[] changed = together(
                sql,
                steps,
                (batch, step) -> more.apply(batch)
                        .bind("to", step.move().to().name())
                        .bind("live", step.move().to().live())
                        .bind("closed", step.move().to().closed())
                        .bind("reason", step.move().reason())
                        .bind("id", step.posting().id())
                        .bind("version", step.posting().version())
                        .bind("from", step.move().from().name()));
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] != 1) {
                throw new ClaimLost("posting " + steps.get(i).posting().reference());
            }
        }
        steps.forEach(step -> story(step.posting(), step.move(), step.evidence()));
    }

    /** How many rows each of these changed, in their order. */
    private <T> int[] together(String sql, Collection<T> all, BiConsumer<PreparedBatch, T> values) {
        return database.with(handle -> {
            PreparedBatch batch = handle.prepareBatch(sql);
            for (T one : all) {
                values.accept(batch, one);
                batch.add();
            }
            return batch.execute();
        });
    }

    /**
     * What stands in the target under a reference, though this database says otherwise, since it was restored.
     *
     * @param date accounting day of what stands
     * @param batch by which it is followed from now on
     * @param items what its lines take of open items
     */
    public record Standing(
            Journal journal, LocalDate date, long batch, Optional<String> group, Map<String, Money> items) {}

    /** Writes what stands in the target in place of what this database knew; its state follows by a move. */
    public PostingRow takeOver(PostingRow posting, Standing standing) {
        allocations.clear(posting);
        allocations.adopt(posting, standing.items());
        int changed = database.with(handle -> handle.createUpdate("""
                        update posting set journal = :journal::jsonb, accounting_date = :date, original_date = null,
                          batch_id = :batch, group_id = :group, evidence = null, waiting_since = null, flag = null,
                          version = version + 1, updated_at = now()
                        where id = :id and version = :version and state = :state""")
                .bind("journal", database.json(standing.journal()))
                .bind("date", Date.valueOf(standing.date()))
                .bind("batch", standing.batch())
                .bind("group", standing.group().orElse(null))
                .bind("id", posting.id())
                .bind("version", posting.version())
                .bind("state", posting.state().name())
                .execute());
        if (changed != 1) {
            throw new ClaimLost("posting " + posting.reference());
        }
        PostingRow adopted = rows.byIds(List.of(posting.id())).get(0);
        audit.write(new AuditEntry(
                posting.tenant(),
                AuditEntry.SYSTEM,
                "posting.adopted",
                subject(adopted),
                Map.of(
                        "reference", posting.reference().value(),
                        "state", posting.state().name(),
                        "accountingDate", standing.date().toString(),
                        "group", standing.group().orElse(""),
                        "lines", standing.journal().lines().size(),
                        "items", List.copyOf(new TreeSet<>(standing.items().keySet())))));
        return adopted;
    }

    /** A person has decided about it: who decides, or writes, on the version before is stopped. */
    public void decidedUpon(PostingRow posting) {
        int changed = database.with(handle -> handle.createUpdate(
                        "update posting set version = version + 1 where id = :id and version = :version")
                .bind("id", posting.id())
                .bind("version", posting.version())
                .execute());
        if (changed != 1) {
            throw new ClaimLost("posting " + posting.reference());
        }
    }

    /** Puts matched postings into a batch (move 1); from here on only the target's word moves them. */
    public void freeze(List<PostingRow> matched, long batch) {
        List<Step> steps = matched.stream()
                .map(posting -> new Step(
                        posting,
                        ((PostingState.Matched) posting.state()).freeze("frozen in batch " + batch),
                        Map.of("batch", batch)))
                .toList();
        move(FREEZE, steps, update -> update.bind("batch", batch));
    }

    /** Remembers in which import group of the target each reference lives. */
    public void grouped(Map<Reference, String> groups) {
        together(
                "update posting set group_id = :group where reference = :reference and group_id is distinct from :group",
                groups.entrySet(),
                (batch, one) -> batch.bind("group", one.getValue())
                        .bind("reference", one.getKey().value()));
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

    /** Says in plain words what postings wait for, without a change of state; those that say it already stay. */
    public void note(Map<PostingRow, String> reasons) {
        together(
                "update posting set reason = :reason where id = :id and version = :version",
                reasons.entrySet().stream()
                        .filter(one -> !one.getKey().reason().equals(one.getValue()))
                        .toList(),
                (batch, one) -> batch.bind("reason", one.getValue())
                        .bind("id", one.getKey().id())
                        .bind("version", one.getKey().version()));
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
}
