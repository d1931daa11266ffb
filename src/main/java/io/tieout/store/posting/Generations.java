package io.tieout.store.posting;

import io.tieout.domain.ledger.Journal;
import io.tieout.domain.posting.Effect;
import io.tieout.domain.posting.PostingKey;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.domain.work.ClaimLost;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/**
 * Posts an effect again under another reference, after the target has closed the one before (protocol.md section 1). All
 * methods run in the caller's transaction.
 */
@ApplicationScoped
public class Generations {
    private final Database database;
    private final PostingRows rows;
    private final Postings postings;
    private final Allocations allocations;

    Generations(Database database, PostingRows rows, Postings postings, Allocations allocations) {
        this.database = database;
        this.rows = rows;
        this.postings = postings;
        this.allocations = allocations;
    }

    /**
     * What a posting is among those of its fact.
     *
     * @param ledger names the books in the target
     * @param latest whether no later generation of the effect exists
     */
    public record Identity(String ledger, Effect effect, int generation, boolean latest) {}

    /** What a posting is among those of its fact. */
    public Identity of(PostingRow posting) {
        return database.with(handle -> handle.createQuery(
                        "select ledger, effect, generation, not superseded as latest from posting where id = :id")
                .bind("id", posting.id())
                .map((row, context) -> new Identity(
                        row.getString("ledger"),
                        Effect.valueOf(row.getString("effect")),
                        row.getInt("generation"),
                        row.getBoolean("latest")))
                .one());
    }

    /**
     * Makes the next generation of a posting whose reference is closed. What the earlier one took of open items is taken
     * by the later one in the same transaction, where it is still free; else nothing is, and it is decided anew.
     *
     * @return the later one, MATCHED or WAITING; its fact must be woken, so that it is decided on what is true now
     */
    public PostingRow succeed(PostingRow earlier, PostingKey key, Reference reference) {
        database.run(handle -> handle.createUpdate("update posting set superseded = true where id = :id")
                .bind("id", earlier.id())
                .execute());
        insert(earlier, key, reference);
        PostingRow later = rows.find(earlier.fact(), earlier.link(), key.effect())
                .filter(row -> row.reference().equals(reference))
                .orElseThrow(() -> new ClaimLost("posting " + earlier.reference()));
        carryDecisions(earlier, later);
        PostingState.Waiting waiting = (PostingState.Waiting) later.state();
        if (later.journal().isPresent() && allocations.stillCovered(later)) {
            String reason = "generation " + key.generation() + " takes what " + earlier.reference() + " took before";
            postings.move(later, waiting.match(reason), evidence(earlier));
        } else {
            postings.release(later, waiting.await("what it took before is not free any more: it is decided anew"));
        }
        return rows.byIds(List.of(later.id())).get(0);
    }

    private static Map<String, Object> evidence(PostingRow earlier) {
        return Map.of("earlier", earlier.reference().value());
    }

    /** What a person had decided about the earlier one is in force for the later one. */
    private void carryDecisions(PostingRow earlier, PostingRow later) {
        database.run(handle -> handle.createUpdate("""
                        insert into decision (posting_id, answer, stands, actor, reason, choice, released, day,
                          posting_version, fact_version, decided_at)
                        select :later, answer, stands, actor, reason, choice, released, day, :version, fact_version,
                          decided_at
                        from decision where posting_id = :earlier and stands and voided_at is null""")
                .bind("later", later.id())
                .bind("version", later.version())
                .bind("earlier", earlier.id())
                .execute());
    }

    private void insert(PostingRow earlier, PostingKey key, Reference reference) {
        database.run(handle -> handle.createUpdate("""
                        insert into posting (tenant, fact_id, link_id, target, ledger, effect, generation, posting_key,
                          reference, state, reason, amount_minor, currency, fact_version, accounting_date,
                          original_date, journal, settings_version, settings_hash, routes_hash)
                        select tenant, fact_id, link_id, target, ledger, effect, :generation, :key, :reference,
                          'WAITING', 'posted again', amount_minor, currency, fact_version, accounting_date,
                          original_date, cast(:journal as jsonb), settings_version, settings_hash, routes_hash
                        from posting where id = :earlier""")
                .bind("generation", key.generation())
                .bind("key", key.text())
                .bind("reference", reference.value())
                .bind(
                        "journal",
                        earlier.journal()
                                .map(journal -> database.json(new Journal(reference, journal.lines())))
                                .orElse(null))
                .bind("earlier", earlier.id())
                .execute());
        database.run(handle -> handle.createUpdate("""
                        insert into allocation (posting_id, target, item_id, item_number, amount_minor, currency,
                          item_remaining_minor)
                        select later.id, a.target, a.item_id, a.item_number, a.amount_minor, a.currency,
                          coalesce(i.remaining_minor, a.item_remaining_minor)
                        from allocation a
                        join posting later on later.reference = :reference
                        left join open_item i on i.connection_id = a.target and i.item_id = a.item_id
                        where a.posting_id = :earlier""")
                .bind("reference", reference.value())
                .bind("earlier", earlier.id())
                .execute());
    }
}
