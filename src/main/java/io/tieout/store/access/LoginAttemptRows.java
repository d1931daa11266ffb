package io.tieout.store.access;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;

/** Counts login attempts for all processes, by the database's clock; each call commits by itself. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class LoginAttemptRows {
    private final Database database;

    LoginAttemptRows(Database database) {
        this.database = database;
    }

    /**
     * Counts an attempt before it is tried, so that many at once can't slip through, and returns how many there were.
     *
     * @param subject whose attempts, for example one name from one address
     * @param window how long an attempt counts, from the first one on
     */
    public int count(String subject, Duration window) {
        return database.with(handle -> {
            // Rows that another process is just counting are left to it: no two wait for each other.
            handle.execute("""
                    delete from login_attempt where subject in
                      (select subject from login_attempt where until < now() for update skip locked)""");
            return handle.createQuery("""
                            insert into login_attempt (subject, attempts, until)
                            values (:subject, 1, now() + :seconds * interval '1 second')
                            on conflict (subject) do update set
                              attempts = case when login_attempt.until < now() then 1
                                              else login_attempt.attempts + 1 end,
                              until = case when login_attempt.until < now() then excluded.until
                                           else login_attempt.until end
                            returning attempts""")
                    .bind("subject", subject)
                    .bind("seconds", window.toSeconds())
                    .mapTo(Integer.class)
                    .one();
        });
    }

    /** Keeps a subject without attempts for a while from now on. */
    public void keep(String subject, Duration window) {
        database.run(handle -> handle.createUpdate("""
                        insert into login_attempt (subject, attempts, until)
                        values (:subject, 0, now() + :seconds * interval '1 second')
                        on conflict (subject) do update set until = excluded.until""")
                .bind("subject", subject)
                .bind("seconds", window.toSeconds())
                .execute());
    }

    /** Whether a subject is kept at this time. */
    public boolean isKept(String subject) {
        return database.with(handle -> handle.createQuery(
                                "select count(*) from login_attempt where subject = :subject and until >= now()")
                        .bind("subject", subject)
                        .mapTo(Long.class)
                        .one())
                > 0;
    }

    /** Takes one attempt back: it was a good one. */
    public void forgive(String subject) {
        database.run(handle -> handle.execute(
                "update login_attempt set attempts = greatest(attempts - 1, 0) where subject = ?", subject));
    }
}
