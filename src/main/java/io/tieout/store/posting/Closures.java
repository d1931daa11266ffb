package io.tieout.store.posting;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What persons have decided to close in a target, as long as the target has not answered: a decision outlives the
 * process that it was made in. All methods run in the caller's transaction.
 */
@ApplicationScoped
public class Closures {
    private final Database database;

    Closures(Database database) {
        this.database = database;
    }

    /** What follows once the reference is closed. */
    public enum Afterwards {
        /** The posting is closed for good. */
        END,
        /** A person decides anew what becomes of it. */
        ASK,
        /** Another generation posts the effect. */
        AGAIN
    }

    /**
     * A decision that waits for the target's answer.
     *
     * @param actor who decided
     * @param reason why, in their words
     */
    public record Pending(long posting, Afterwards afterwards, String actor, String reason) {}

    /** Keeps a decision until {@link #over}; a later one about the same posting takes its place. */
    public void intend(Pending decision) {
        database.run(handle -> handle.createUpdate("""
                        insert into closure (posting_id, afterwards, actor, reason)
                        values (:posting, :afterwards, :actor, :reason)
                        on conflict (posting_id) do update set afterwards = excluded.afterwards,
                          actor = excluded.actor, reason = excluded.reason, asked_at = now()""")
                .bind("posting", decision.posting())
                .bind("afterwards", decision.afterwards().name())
                .bind("actor", decision.actor())
                .bind("reason", decision.reason())
                .execute());
    }

    /** The decision about a posting that still waits for the target. */
    public Optional<Pending> of(long posting) {
        return database.with(handle -> handle.createQuery("select * from closure where posting_id = :posting")
                .bind("posting", posting)
                .map((row, context) -> pending(row))
                .findOne());
    }

    /** The decisions about a batch's postings that still wait for the target. */
    public List<Pending> ofBatch(long batch) {
        return database.with(handle -> handle.createQuery("""
                        select * from closure where posting_id in (select id from posting where batch_id = :batch)
                        order by posting_id""")
                .bind("batch", batch)
                .map((row, context) -> pending(row))
                .list());
    }

    /** The target has answered; false when another has written that already, or the person has changed their mind. */
    public boolean over(Pending decision) {
        return database.with(handle -> handle.createUpdate("""
                        delete from closure where posting_id = :posting and afterwards = :afterwards
                          and reason = :reason""")
                        .bind("posting", decision.posting())
                        .bind("afterwards", decision.afterwards().name())
                        .bind("reason", decision.reason())
                        .execute())
                == 1;
    }

    private static Pending pending(ResultSet row) throws SQLException {
        return new Pending(
                row.getLong("posting_id"),
                Afterwards.valueOf(row.getString("afterwards")),
                row.getString("actor"),
                row.getString("reason"));
    }
}
