package io.tieout.store.view;

import io.tieout.store.Database;
import io.tieout.store.view.BatchStory.Part;
import io.tieout.store.view.BatchStory.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reads batches. */
@ApplicationScoped
public class BatchQueries {
    private final Database database;
    private final PostingQueries postings;

    BatchQueries(Database database, PostingQueries postings) {
        this.database = database;
        this.postings = postings;
    }

    /** A batch of a tenant with its postings. */
    public Optional<BatchStory> byId(String tenant, long id) {
        return brief(tenant, id).map(batch -> batch.with(postings.ofBatch(id)));
    }

    /** A batch of a tenant without its postings. */
    Optional<BatchStory> brief(String tenant, long id) {
        return database.with(handle -> handle.createQuery("""
                        select b.id, b.ledger, b.accounting_date, b.incarnation, b.number, b.request_key, b.state,
                               b.reason, b.last_error, b.frozen_at, b.next_attempt_at, b.done_at,
                               c.name as target_name
                        from batch b join connection c on c.id = b.target where b.id = :id and b.tenant = :tenant""")
                .bind("id", id)
                .bind("tenant", tenant)
                .map((row, context) -> story(row))
                .findOne());
    }

    private BatchStory story(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        return new BatchStory(
                id,
                row.getString("target_name"),
                row.getString("ledger"),
                row.getObject("accounting_date", LocalDate.class),
                row.getLong("incarnation"),
                row.getLong("number"),
                row.getString("request_key"),
                row.getString("state"),
                Columns.maybeText(row, "reason"),
                Columns.maybeText(row, "last_error"),
                Columns.instant(row, "frozen_at"),
                Columns.maybeInstant(row, "next_attempt_at"),
                Columns.maybeInstant(row, "done_at"),
                runs(id),
                List.of());
    }

    private List<Part> parts(ResultSet row) throws SQLException {
        return Columns.maybeText(row, "parts")
                .map(text -> List.of(database.read(text, Part[].class)))
                .orElse(List.of());
    }

    private List<Run> runs(long batch) {
        return database.with(handle -> handle.createQuery(
                        "select * from import_run where batch_id = :batch order by submitted_at, group_id, number")
                .bind("batch", batch)
                .map((row, context) -> new Run(
                        row.getString("group_id"),
                        row.getInt("number"),
                        Columns.maybeText(row, "request_id"),
                        Columns.maybeText(row, "outcome"),
                        Columns.instant(row, "submitted_at"),
                        parts(row)))
                .list());
    }
}
