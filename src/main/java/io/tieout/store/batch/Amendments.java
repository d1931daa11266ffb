package io.tieout.store.batch;

import io.micrometer.core.instrument.Metrics;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.posting.Reference;
import io.tieout.domain.work.ClaimLost;
import io.tieout.store.Database;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.posting.PostingRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Other bytes for references whose rows stand in the target (protocol.md move 7): frozen here first, sent by the look
 * at their batch, and only then the posting's own. A posting has at most one that is open. All methods but {@link #of}
 * run in the caller's transaction.
 */
@ApplicationScoped
public class Amendments {
    private final Database database;
    private final AuditRows audit;

    Amendments(Database database, AuditRows audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * What is to stand in place of what stands.
     *
     * @param from the content that stands in the target now
     * @param content the content of the new bytes
     * @param bytes what is sent
     * @param accountingDate the day of the new rows, a corporate calendar day
     * @param journal the new lines
     * @param reason why, in words, without personal data
     * @param actor who decided: {@link AuditEntry#SYSTEM} for a link's rule
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Wanted(
            String from,
            String content,
            byte[] bytes,
            LocalDate accountingDate,
            Journal journal,
            String reason,
            String actor) {}

    /** How far an amendment is. */
    public enum State {
        /** Stored; the call may have left. */
        INTENDED,
        /** The target holds the new rows. */
        DONE,
        /** The target would not have it: it is not tried again. */
        REFUSED,
        /** There was nothing to amend any more. */
        DROPPED
    }

    /**
     * An amendment as stored; a later one has a higher number.
     *
     * @param outcome how it ended, in words; empty while it is open
     */
    public record Amendment(long id, Reference reference, State state, Wanted wanted, String outcome) {}

    /** All amendments of a batch, in the order in which they were decided. */
    public List<Amendment> of(long batch) {
        return database.with(handle -> handle.createQuery("""
            select a.*, p.reference from amendment a join posting p on p.id = a.posting_id
            where a.batch_id = :batch order by a.id\
            """)
                .bind("batch", batch)
                .map((row, context) -> new Amendment(
                        row.getLong("id"),
                        new Reference(row.getString("reference")),
                        State.valueOf(row.getString("state")),
                        new Wanted(
                                row.getString("from_content"),
                                row.getString("content"),
                                row.getBytes("bytes"),
                                row.getObject("accounting_date", LocalDate.class),
                                database.read(row.getString("journal"), Journal.class),
                                row.getString("reason"),
                                row.getString("actor")),
                        Optional.ofNullable(row.getString("outcome")).orElse("")))
                .list());
    }

    /**
     * Freezes an amendment, with an audit entry; the next look at the posting's batch sends it ({@link Batches#revisit}
     * for at once). The posting must stand in a batch.
     *
     * @return false when another of this posting is open: nothing was stored
     */
    public boolean intend(PostingRow posting, Wanted wanted) {
        int stored = database.with(handle -> handle.createUpdate("""
            insert into amendment (posting_id, batch_id, from_content, content, bytes, accounting_date,
              journal, reason, actor)
            values (:posting, :batch, :from, :content, :bytes, :date, cast(:journal as jsonb), :reason,
              :actor)
            on conflict do nothing\
            """)
                .bind("posting", posting.id())
                .bind("batch", posting.batch().orElseThrow())
                .bind("from", wanted.from())
                .bind("content", wanted.content())
                .bind("bytes", wanted.bytes())
                .bind("date", wanted.accountingDate())
                .bind("journal", database.json(wanted.journal()))
                .bind("reason", wanted.reason())
                .bind("actor", wanted.actor())
                .execute());
        if (stored == 1) {
            tell(posting, wanted, "posting.amend", Map.of());
        }
        return stored == 1;
    }

    /** The target holds the new rows: journal and date of the posting are those from now on. */
    public void done(PostingRow posting, Amendment amendment) {
        if (end(amendment, State.DONE, "the target holds the new rows")) {
            store(posting, amendment.wanted());
            tell(posting, amendment.wanted(), "posting.amended", Map.of());
        }
    }

    /** A date that moved keeps the first one; the version rises, so that nobody decides on what stood before. */
    private void store(PostingRow posting, Wanted wanted) {
        int changed = database.with(handle -> handle.createUpdate("""
            update posting set journal = cast(:journal as jsonb), accounting_date = :date,
              original_date = case when accounting_date = :date then original_date
                else coalesce(original_date, accounting_date) end,
              version = version + 1, updated_at = now()
            where id = :id and version = :version\
            """)
                .bind("journal", database.json(wanted.journal()))
                .bind("date", wanted.accountingDate())
                .bind("id", posting.id())
                .bind("version", posting.version())
                .execute());
        if (changed != 1) {
            throw new ClaimLost("posting " + posting.reference());
        }
    }

    /** The new rows will not stand, since the target refused them: what was frozen before counts. */
    public void refused(PostingRow posting, Amendment amendment, String why) {
        if (end(amendment, State.REFUSED, why)) {
            tell(posting, amendment.wanted(), "posting.amendment-refused", Map.of("outcome", why));
        }
    }

    /** The new rows will not stand, since nothing waits for them any more: what was frozen before counts. */
    public void dropped(PostingRow posting, Amendment amendment, String why) {
        if (end(amendment, State.DROPPED, why)) {
            tell(posting, amendment.wanted(), "posting.amendment-dropped", Map.of("outcome", why));
        }
    }

    private boolean end(Amendment amendment, State state, String outcome) {
        int changed = database.with(handle -> handle.createUpdate("""
            update amendment set state = :state, outcome = :outcome, ended_at = now()
            where id = :id and state = 'INTENDED'\
            """)
                .bind("state", state.name())
                .bind("outcome", outcome)
                .bind("id", amendment.id())
                .execute());
        if (changed == 1) {
            Metrics.counter("tieout.amendments", "outcome", state.name().toLowerCase(Locale.ROOT))
                    .increment();
        }
        return changed == 1;
    }

    private void tell(PostingRow posting, Wanted wanted, String action, Map<String, Object> more) {
        Map<String, Object> detail = new HashMap<>(more);
        detail.put("reference", posting.reference().value());
        detail.put("reason", wanted.reason());
        detail.put("accountingDate", wanted.accountingDate().toString());
        detail.put(
                "dateBefore", posting.accountingDate().map(LocalDate::toString).orElse(""));
        detail.put("from", wanted.from());
        detail.put("to", wanted.content());
        AuditEntry.Subject subject = AuditEntry.Subject.ofPosting(posting.fact(), posting.id())
                .inBatch(posting.batch().orElseThrow());
        audit.write(new AuditEntry(posting.tenant(), wanted.actor(), action, subject, detail));
    }
}
