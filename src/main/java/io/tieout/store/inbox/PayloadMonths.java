package io.tieout.store.inbox;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The partitions in which payloads lie by the month (UTC) in which they came. */
@ApplicationScoped
public class PayloadMonths {
    private final Database database;

    PayloadMonths(Database database) {
        this.database = database;
    }

    /**
     * Makes the partitions of this month and the next ones, so far as they are not there; one process at a time.
     *
     * @return how many were made
     */
    @Transactional
    public int ensure(int ahead) {
        return database.with(handle -> handle.createQuery("select event_payload_months(:ahead)")
                .bind("ahead", ahead)
                .mapTo(Integer.class)
                .one());
    }

    /** Whether payloads lie in the partition for what no month takes. */
    public boolean strays() {
        return database.with(handle -> handle.createQuery("select exists (select 1 from event_payload_default)")
                .mapTo(Boolean.class)
                .one());
    }
}
