package io.tieout.flow;

import io.tieout.domain.work.Claim;
import io.tieout.store.batch.BatchRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** Steps of {@code routes/tracking.camel.yaml}: a frozen batch is loaded, imported and followed into the books. */
@ApplicationScoped
@Named("tracking")
public class Tracking {
    private final BatchLook look;
    private final BatchLoader loader;
    private final GroupRepair repair;
    private final GroupImports imports;
    private final Settlement settlement;
    private final BatchAlerts alerts;
    private final QuietTimes quiet;
    private final GivingUp closures;

    Tracking(
            BatchLook look,
            BatchLoader loader,
            GroupRepair repair,
            GroupImports imports,
            Settlement settlement,
            BatchAlerts alerts,
            QuietTimes quiet,
            GivingUp closures) {
        this.look = look;
        this.loader = loader;
        this.repair = repair;
        this.imports = imports;
        this.settlement = settlement;
        this.alerts = alerts;
        this.quiet = quiet;
        this.closures = closures;
    }

    /** The batch of a claim with its postings, after what persons gave up of it; a person is told when it is late. */
    public BatchAtHand look(Claim.OfBatch claim) {
        look.meet(claim);
        BatchAtHand batch = look.read(claim);
        alerts.warnWhenLate(batch);
        return closures.carryOut(batch) ? look.read(claim) : batch;
    }

    /** Whether it must be loaded now: the target has not acknowledged it, and its link lets it leave at this hour. */
    public boolean unloaded(BatchAtHand batch) {
        return batch.batch().state() == BatchRow.State.FROZEN
                && quiet.left(batch).isEmpty();
    }

    /** Sends the frozen bytes; the same bytes each time. */
    public BatchAtHand load(BatchAtHand batch) {
        loader.load(batch);
        return look.read(batch.claim());
    }

    /** Asks the target how each reference stands: one consistent read, after the ended imports were noticed. */
    public BatchStanding find(BatchAtHand batch) {
        return look.find(batch);
    }

    /** Splits and amends groups that an import refused, as far as no person is needed. */
    public BatchStanding repair(BatchStanding standing) {
        return repair.repair(standing);
    }

    /** Has each group that waits in the interface imported, once per run. */
    public BatchStanding importGroups(BatchStanding standing) {
        imports.submit(standing);
        return standing;
    }

    /** Writes what the target said of each posting, confirms what is posted, and sets the next look. */
    public void settle(BatchStanding standing) {
        settlement.settle(standing);
    }
}
