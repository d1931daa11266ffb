package io.tieout.store.batch;

import io.micrometer.core.instrument.Metrics;
import io.tieout.domain.posting.Reference;
import io.tieout.domain.work.Claim;
import io.tieout.store.Database;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.posting.Postings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The splits of failed groups (protocol.md move 6): which references leave is stored before the call, so that a repeat
 * is the same split. A group has at most one that is open. Each step has its audit entry.
 */
@ApplicationScoped
public class GroupSplits {
    private final Database database;
    private final Batches batches;
    private final Postings postings;
    private final AuditRows audit;

    GroupSplits(Database database, Batches batches, Postings postings, AuditRows audit) {
        this.database = database;
        this.batches = batches;
        this.postings = postings;
        this.audit = audit;
    }

    /**
     * What is to leave a group.
     *
     * @param group the target's number of the group that is split
     * @param moved the references that leave it
     * @param rows how many rows the group had when it was read
     * @param reason why, in words, without personal data
     */
    public record Wanted(String group, Set<Reference> moved, int rows, String reason) {
        public Wanted {
            moved = Set.copyOf(moved);
        }
    }

    /** A split that is open: it is repeated until the target has answered. */
    public record Split(long id, String tenant, long batch, Wanted wanted) {}

    /** The splits of a batch whose outcome is not known yet. */
    public List<Split> open(long batch) {
        return database.with(handle -> handle.createQuery("""
            select s.*, b.tenant from group_split s join batch b on b.id = s.batch_id
            where s.batch_id = :batch and s.state = 'INTENDED' order by s.id\
            """)
                .bind("batch", batch)
                .map((row, context) -> split(row))
                .list());
    }

    private static Split split(ResultSet row) throws SQLException {
        Set<Reference> moved = Arrays.stream((String[]) row.getArray("moved").getArray())
                .map(Reference::new)
                .collect(Collectors.toSet());
        return new Split(
                row.getLong("id"),
                row.getString("tenant"),
                row.getLong("batch_id"),
                new Wanted(row.getString("group_id"), moved, row.getInt("row_count"), row.getString("reason")));
    }

    /** The groups that splits of a batch have made. */
    public Set<String> madeGroups(long batch) {
        return database.with(handle -> Set.copyOf(
                handle.createQuery("""
                    select distinct new_group from group_split where batch_id = :batch and state = 'DONE'\
                    """).bind("batch", batch).mapTo(String.class).list()));
    }

    /** Stores the intention under the claim of its batch; where one of this group is open already, nothing is stored. */
    @Transactional
    public void intend(Claim.OfBatch claim, BatchRow batch, Wanted wanted) {
        batches.hold(claim);
        int stored = database.with(handle -> handle.createUpdate("""
            insert into group_split (batch_id, group_id, moved, row_count, reason)
            values (:batch, :group, :moved, :rows, :reason) on conflict do nothing\
            """)
                .bind("batch", batch.id())
                .bind("group", wanted.group())
                .bindArray("moved", String.class, names(wanted))
                .bind("rows", wanted.rows())
                .bind("reason", wanted.reason())
                .execute());
        if (stored == 1) {
            tell(batch.tenant(), batch.id(), wanted, "batch.split", Map.of("reason", wanted.reason()));
        }
    }

    /** The target has moved the rows. */
    @Transactional
    public void done(Split split, String newGroup) {
        if (end(split, "DONE", newGroup, "the target has moved the rows")) {
            postings.grouped(split.wanted().moved().stream()
                    .collect(Collectors.toMap(Function.identity(), reference -> newGroup)));
            tell(split.tenant(), split.batch(), split.wanted(), "batch.split-done", Map.of("newGroup", newGroup));
        }
    }

    /** The split will not be made: the group is not what it was. */
    @Transactional
    public void dropped(Split split, String why) {
        if (end(split, "DROPPED", "", why)) {
            tell(split.tenant(), split.batch(), split.wanted(), "batch.split-dropped", Map.of("outcome", why));
        }
    }

    private boolean end(Split split, String state, String newGroup, String outcome) {
        int changed = database.with(handle -> handle.createUpdate("""
            update group_split set state = :state, new_group = nullif(:newGroup, ''), outcome = :outcome,
              ended_at = now()
            where id = :id and state = 'INTENDED'\
            """)
                .bind("state", state)
                .bind("newGroup", newGroup)
                .bind("outcome", outcome)
                .bind("id", split.id())
                .execute());
        if (changed == 1) {
            Metrics.counter("tieout.splits", "outcome", state.toLowerCase(Locale.ROOT))
                    .increment();
        }
        return changed == 1;
    }

    private void tell(String tenant, long batch, Wanted wanted, String action, Map<String, Object> more) {
        Map<String, Object> detail = new HashMap<>(more);
        detail.put("group", wanted.group());
        detail.put("moved", names(wanted));
        detail.put("rows", wanted.rows());
        audit.write(new AuditEntry(tenant, AuditEntry.SYSTEM, action, AuditEntry.Subject.ofBatch(batch), detail));
    }

    private static List<String> names(Wanted wanted) {
        return wanted.moved().stream().map(Reference::value).sorted().toList();
    }
}
