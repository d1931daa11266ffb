package io.tieout.store.lease;

import io.tieout.domain.work.Claim;
import io.tieout.domain.work.ClaimLost;
import io.tieout.store.Database;
import io.tieout.store.Leased;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Renews the lease of a claimed row, by the database's clock. */
@ApplicationScoped
public class LeaseRows {
    private static final String RENEWED = " set lease_until = now() + :lease * interval '1 millisecond'"
            + " where id = :id and epoch = :epoch and lease_until is not null";

    private final Database database;

    LeaseRows(Database database) {
        this.database = database;
    }

    /**
     * Lets a lease last from now on.
     *
     * @throws ClaimLost when another worker has taken the row over, or the work on it has ended
     */
    public void renew(Claim claim, Duration lease) {
        int changed = database.with(handle -> handle.createUpdate("update " + Leased.table(claim) + RENEWED)
                .bind("lease", lease.toMillis())
                .bind("id", claim.id())
                .bind("epoch", claim.epoch())
                .execute());
        if (changed != 1) {
            throw new ClaimLost(claim.toString());
        }
    }
}
