package io.tieout.store.batch;

import io.tieout.store.Database;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The import runs of each group: the number is stored before the call leaves, so that a repeat is the same run. Each
 * step of a run has its audit entry.
 */
@ApplicationScoped
public class ImportRuns {
    private final Database database;
    private final AuditRows audit;

    ImportRuns(Database database, AuditRows audit) {
        this.database = database;
        this.audit = audit;
    }

    /** The latest run of a group that a batch loaded. */
    public Optional<Run> latest(long batch, String group) {
        return database.with(handle -> handle.createQuery("""
                        select *, extract(epoch from retry_at - now()) * 1000 as rest from import_run
                        where batch_id = :batch and group_id = :group order by number desc limit 1""")
                .bind("batch", batch)
                .bind("group", group)
                .map((row, context) -> new Run(
                        row.getInt("number"),
                        Optional.ofNullable(row.getString("request_id")),
                        Optional.ofNullable(row.getString("outcome")),
                        Optional.ofNullable(row.getBigDecimal("rest"))
                                .map(rest -> Duration.ofMillis(Math.max(rest.longValue(), 0)))))
                .findOne());
    }

    /** How many runs of a group were submitted since its batch was last split or amended. */
    public int sinceMended(long batch, String group) {
        return database.with(handle -> handle.createQuery("""
                        select count(*) from import_run where batch_id = :batch and group_id = :group
                          and submitted_at > coalesce(greatest(
                            (select max(ended_at) from amendment where batch_id = :batch and state = 'DONE'),
                            (select max(ended_at) from group_split where batch_id = :batch and state = 'DONE')),
                            '-infinity')""")
                .bind("batch", batch)
                .bind("group", group)
                .mapTo(Integer.class)
                .one());
    }

    /** Says when the run after this one may come, since its errors pass by themselves; said once, it stays. */
    public void rest(Key run, Duration rest) {
        database.run(handle -> handle.createUpdate("""
                        update import_run set retry_at = now() + :rest * interval '1 millisecond'
                        where batch_id = :batch and group_id = :group and number = :number and retry_at is null""")
                .bind("rest", rest.toMillis())
                .bind("batch", run.batch())
                .bind("group", run.group())
                .bind("number", run.number())
                .execute());
    }

    /** The groups that a batch had imported. */
    public List<String> groupsOf(long batch) {
        return database.with(handle -> handle.createQuery(
                        "select distinct group_id from import_run where batch_id = :batch order by group_id")
                .bind("batch", batch)
                .mapTo(String.class)
                .list());
    }

    /** Stores the intention of a run before it is submitted; repeating it changes nothing. */
    @Transactional
    public void intend(Key run) {
        change(run, """
                insert into import_run (batch_id, group_id, number) values (:batch, :group, :number)
                on conflict do nothing""", "batch.import", Map.of());
    }

    /** Keeps the request that a run became. */
    @Transactional
    public void submitted(Key run, String request) {
        change(run, """
                update import_run set request_id = :request
                where batch_id = :batch and group_id = :group and number = :number and request_id is null""", "batch.import-submitted", Map.of("request", request));
    }

    /**
     * Keeps how a run ended, in the ERP's words.
     *
     * @param parts the request and its children as the ERP described them; empty when it does not know them any more
     */
    @Transactional
    public void ended(Key run, String outcome, List<?> parts) {
        database.run(handle -> handle.createUpdate("""
                        update import_run set parts = cast(:parts as jsonb)
                        where batch_id = :batch and group_id = :group and number = :number and outcome is null""")
                .bind("parts", database.json(parts))
                .bind("batch", run.batch())
                .bind("group", run.group())
                .bind("number", run.number())
                .execute());
        change(run, """
                update import_run set outcome = :outcome
                where batch_id = :batch and group_id = :group and number = :number and outcome is null""", "batch.import-ended", Map.of("outcome", outcome));
    }

    private void change(Key run, String sql, String action, Map<String, String> values) {
        int changed = database.with(handle -> handle.createUpdate(sql)
                .bind("batch", run.batch())
                .bind("group", run.group())
                .bind("number", run.number())
                .bindMap(values)
                .execute());
        if (changed == 1) {
            Map<String, Object> detail = new HashMap<>(values);
            detail.put("group", run.group());
            detail.put("run", run.number());
            audit.write(new AuditEntry(
                    run.tenant(), AuditEntry.SYSTEM, action, AuditEntry.Subject.ofBatch(run.batch()), detail));
        }
    }

    /** Names a run: the runs of a batch's group are numbered from 1. */
    public record Key(String tenant, long batch, String group, int number) {}

    /**
     * A run.
     *
     * @param number from 1
     * @param request the ERP's request, absent until the submission was acknowledged
     * @param outcome how it ended, absent while it runs
     * @param rest how long until the next run may come, zero when it may now; absent where nothing was said
     */
    public record Run(int number, Optional<String> request, Optional<String> outcome, Optional<Duration> rest) {}
}
