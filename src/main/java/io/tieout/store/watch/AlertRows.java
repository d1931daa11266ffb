package io.tieout.store.watch;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;

/** Lists alerts for people. */
@ApplicationScoped
public class AlertRows {
    private final Database database;

    AlertRows(Database database) {
        this.database = database;
    }

    /** The latest alerts of a tenant, newest first, at most {@code most}; those that are over only when asked for. */
    public List<AlertRow> latest(String tenant, boolean clearedToo, int most) {
        return database.with(handle -> handle.createQuery("""
                        select * from alert where tenant = :tenant and (:clearedToo or cleared_at is null)
                        order by id desc limit :most""")
                .bind("tenant", tenant)
                .bind("clearedToo", clearedToo)
                .bind("most", most)
                .map((row, context) -> new AlertRow(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getString("subject"),
                        row.getString("text"),
                        row.getTimestamp("raised_at").toInstant(),
                        Optional.ofNullable(row.getTimestamp("cleared_at")).map(Timestamp::toInstant)))
                .list());
    }
}
