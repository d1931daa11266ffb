package io.tieout.store.batch;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The import runs of each group: the number is stored before the call leaves, so that a repeat is the same run. */
@ApplicationScoped
public class ImportRuns {
    private final Database database;

    ImportRuns(Database database) {
        this.database = database;
    }

    /** The latest run of a group that a batch loaded. */
    public Optional<Run> latest(long batch, String group) {
        return database.with(handle -> handle.createQuery("""
                        select * from import_run where batch_id = :batch and group_id = :group
                        order by number desc limit 1""")
                .bind("batch", batch)
                .bind("group", group)
                .map((row, context) -> new Run(
                        row.getInt("number"),
                        Optional.ofNullable(row.getString("request_id")),
                        Optional.ofNullable(row.getString("outcome"))))
                .findOne());
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
    public void intend(long batch, String group, int number) {
        database.run(handle -> handle.createUpdate("""
                        insert into import_run (batch_id, group_id, number) values (:batch, :group, :number)
                        on conflict do nothing""")
                .bind("batch", batch)
                .bind("group", group)
                .bind("number", number)
                .execute());
    }

    /** Keeps the request that a run became. */
    @Transactional
    public void submitted(long batch, String group, int number, String request) {
        database.run(handle -> handle.createUpdate(
                        "update import_run set request_id = :request where batch_id = :batch and group_id = :group"
                                + " and number = :number")
                .bind("batch", batch)
                .bind("request", request)
                .bind("group", group)
                .bind("number", number)
                .execute());
    }

    /** Keeps how a run ended, in the ERP's words. */
    @Transactional
    public void ended(long batch, String group, int number, String outcome) {
        database.run(handle -> handle.createUpdate(
                        "update import_run set outcome = :outcome where batch_id = :batch and group_id = :group"
                                + " and number = :number")
                .bind("batch", batch)
                .bind("outcome", outcome)
                .bind("group", group)
                .bind("number", number)
                .execute());
    }

    /**
     * A run.
     *
     * @param number from 1
     * @param request the ERP's request, absent until the submission was acknowledged
     * @param outcome how it ended, absent while it runs
     */
    public record Run(int number, Optional<String> request, Optional<String> outcome) {}
}
