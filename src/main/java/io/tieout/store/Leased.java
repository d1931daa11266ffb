package io.tieout.store;

import io.tieout.domain.work.Claim;
import io.tieout.domain.work.ClaimLost;

/** The rows that workers claim: events, facts and batches have the same columns for it. */
public final class Leased {
    private Leased() {}

    /** The table in which a claimed row lies. */
    public static String table(Claim claim) {
        if (claim instanceof Claim.OfEvent) {
            return "event";
        }
        return claim instanceof Claim.OfFact ? "fact" : "batch";
    }

    /**
     * Proves, in the caller's transaction, that a claim still holds; the row stays locked until that ends.
     *
     * @throws ClaimLost when another worker has taken the row over, or the work on it has ended
     */
    public static void hold(Database database, Claim claim) {
        boolean held = database.with(handle -> handle.createQuery("select 1 from " + table(claim)
                        + " where id = :id and epoch = :epoch and lease_until is not null for " + lock(claim))
                .bind("id", claim.id())
                .bind("epoch", claim.epoch())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
        if (!held) {
            throw new ClaimLost(claim.toString());
        }
    }

    /**
     * Whoever adds something to a batch waits until its worker is done. A fact is locked against other work on it, not
     * against the event that only notes to have led to it.
     */
    private static String lock(Claim claim) {
        return claim instanceof Claim.OfBatch ? "update" : "no key update";
    }
}
