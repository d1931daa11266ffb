package io.tieout.store.watch;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** How far polls have come, in the remote system's own time. */
@ApplicationScoped
public class Watermarks {
    private final Database database;

    Watermarks(Database database) {
        this.database = database;
    }

    /** The watermark of the last complete poll of a subject. */
    public Optional<String> last(String subject) {
        return database.with(handle -> handle.createQuery("select watermark from watermark where subject = :subject")
                .bind("subject", subject)
                .mapTo(String.class)
                .findOne());
    }

    /** Whether a poll of this subject has been completed that began after this instant (database clock). */
    public boolean completedSince(String subject, Instant instant) {
        return database.with(handle -> handle.createQuery(
                        "select 1 from watermark where subject = :subject and completed_at > :instant")
                .bind("subject", subject)
                .bind("instant", instant.atOffset(ZoneOffset.UTC))
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    /** The database's time now: taken before a poll begins, given back to {@link #completed}. */
    public Instant now() {
        return database.with(handle -> handle.createQuery("select clock_timestamp()")
                .mapTo(OffsetDateTime.class)
                .one()
                .toInstant());
    }

    /**
     * Keeps the watermark of a complete poll.
     *
     * @param began when it began, by the database's clock
     */
    public void completed(String subject, String watermark, Instant began) {
        database.run(handle -> handle.createUpdate("""
                        insert into watermark (subject, watermark, completed_at) values (:subject, :watermark, :began)
                        on conflict (subject) do update set watermark = excluded.watermark,
                          completed_at = greatest(watermark.completed_at, excluded.completed_at)""")
                .bind("subject", subject)
                .bind("watermark", watermark)
                .bind("began", began.atOffset(ZoneOffset.UTC))
                .execute());
    }
}
