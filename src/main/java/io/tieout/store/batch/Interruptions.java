package io.tieout.store.batch;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes batches away from workers, since a person's decision has changed what they read. */
@ApplicationScoped
public class Interruptions {
    private final Database database;

    Interruptions(Database database) {
        this.database = database;
    }

    /**
     * Takes a batch away from the worker that may hold it, in the caller's transaction: its late writes are lost, and
     * the batch is due at once.
     */
    public void of(long batch) {
        database.run(handle -> handle.createUpdate("""
                        update batch set epoch = epoch + 1, lease_until = null, next_attempt_at = now(), attempts = 0
                        where id = :id""").bind("id", batch).execute());
    }
}
