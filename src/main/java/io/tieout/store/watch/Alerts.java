package io.tieout.store.watch;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Alerts for people: one open alert per kind and subject. */
@ApplicationScoped
public class Alerts {
    private final Database database;

    Alerts(Database database) {
        this.database = database;
    }

    /**
     * Raises an alert, or renews its text.
     *
     * @param kind for example {@code connection-stopped}
     * @param subject what it concerns, for example {@code connection:3}
     * @param text what happened and what to do; no secrets or personal data
     */
    public void raise(String tenant, String kind, String subject, String text) {
        database.run(handle -> handle.createUpdate("""
                        insert into alert (tenant, kind, subject, text) values (:tenant, :kind, :subject, :text)
                        on conflict (kind, subject) where cleared_at is null do update set text = excluded.text""")
                .bind("tenant", tenant)
                .bind("kind", kind)
                .bind("subject", subject)
                .bind("text", text)
                .execute());
    }

    /** Clears an alert when its cause is gone; without effect when there is none. */
    public void clear(String kind, String subject) {
        clear(List.of(kind), subject);
    }

    /** As {@link #clear(String, String)}, for some kinds. */
    public void clear(List<String> kinds, String subject) {
        database.run(handle -> handle.createUpdate(
                        "update alert set cleared_at = now() where kind = any(:kinds) and subject = :subject"
                                + " and cleared_at is null")
                .bindArray("kinds", String.class, kinds)
                .bind("subject", subject)
                .execute());
    }

    /** Clears the alerts of a kind whose subjects are not among those that still have their cause. */
    public void clearOthers(String kind, Set<String> subjects) {
        database.run(handle -> handle.createUpdate(
                        "update alert set cleared_at = now() where kind = :kind and subject <> all(:subjects)"
                                + " and cleared_at is null")
                .bind("kind", kind)
                .bindArray("subjects", String.class, subjects.toArray())
                .execute());
    }

    /** Clears alerts of some kinds and subjects when their cause is gone; without effect when there are none. */
    public void clear(Set<String> kinds, Set<String> subjects) {
        database.run(handle -> handle.createUpdate(
                        "update alert set cleared_at = now() where kind = any(:kinds) and subject = any(:subjects)"
                                + " and cleared_at is null")
                .bindArray("kinds", String.class, kinds.toArray())
                .bindArray("subjects", String.class, subjects.toArray())
                .execute());
    }
}
