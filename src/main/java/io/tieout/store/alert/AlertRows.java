package io.tieout.store.alert;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;

/** Raises, clears and lists alerts; each method joins the caller's transaction. */
@ApplicationScoped
@Transactional
public class AlertRows {
    private final Database database;

    AlertRows(Database database) {
        this.database = database;
    }

    /** Which alert it is: at most one of each is open. */
    public record About(String kind, String subject) {}

    /** Raises an alert; one that is open already stays as it is. */
    public void raise(String tenant, About about, String text) {
        database.run(handle -> handle.createUpdate(
                        """
                        insert into alert (tenant, kind, subject, text) values (:tenant, :kind, :subject, :text)
                        on conflict (kind, subject) where cleared_at is null do nothing""")
                .bind("tenant", tenant)
                .bind("kind", about.kind())
                .bind("subject", about.subject())
                .bind("text", text)
                .execute());
    }

    /** Ends an alert; without effect when none is open. */
    public void clear(About about) {
        database.run(handle -> handle.execute(
                "update alert set cleared_at = now() where kind = ? and subject = ? and cleared_at is null",
                about.kind(),
                about.subject()));
    }

    /** The latest alerts of a tenant, newest first, at most {@code most}; those that are over only when asked for. */
    public List<AlertRow> latest(String tenant, boolean clearedToo, int most) {
        return database.with(handle -> handle.createQuery(
                        """
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
