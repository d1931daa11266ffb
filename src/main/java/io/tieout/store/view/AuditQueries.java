package io.tieout.store.view;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Reads the audit trail in the order in which it was written. */
@ApplicationScoped
public class AuditQueries {
    private static final int MOST = 1000;

    private final Database database;

    AuditQueries(Database database) {
        this.database = database;
    }

    /**
     * The latest entries, at most {@value #MOST}, of a tenant's fact and of the batches its postings were frozen in;
     * oldest first.
     */
    public List<AuditLine> ofFact(String tenant, long fact) {
        return database.with(handle -> handle.createQuery("""
                        select * from (
                          (select * from audit_entry where fact_id = :fact and tenant = :tenant
                           order by id desc limit :most)
                          union
                          (select a.* from audit_entry a join (
                             select distinct batch_id from audit_entry
                             where fact_id = :fact and batch_id is not null) b on b.batch_id = a.batch_id
                           where a.fact_id is null and a.tenant = :tenant order by a.id desc limit :most)) t
                        order by id""")
                .bind("fact", fact)
                .bind("tenant", tenant)
                .bind("most", MOST)
                .map((row, context) -> line(row))
                .list());
    }

    /** The latest entries, at most {@value #MOST}, of a tenant's batch and of its postings in it; oldest first. */
    public List<AuditLine> ofBatch(String tenant, long batch) {
        return database.with(handle -> handle.createQuery("""
                        select * from (select * from audit_entry where batch_id = :batch and tenant = :tenant
                          order by id desc limit :most) t order by id""")
                .bind("batch", batch)
                .bind("tenant", tenant)
                .bind("most", MOST)
                .map((row, context) -> line(row))
                .list());
    }

    @SuppressWarnings("unchecked")
    private AuditLine line(ResultSet row) throws SQLException {
        return new AuditLine(
                row.getLong("id"),
                Columns.instant(row, "at"),
                row.getString("actor"),
                row.getString("action"),
                Columns.maybeNumber(row, "posting_id"),
                Columns.maybeNumber(row, "batch_id"),
                (Map<String, Object>) database.read(row.getString("detail"), Map.class));
    }
}
