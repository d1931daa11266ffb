package io.tieout.flow;

import io.tieout.domain.work.Claim;
import io.tieout.store.batch.BatchRow;
import io.tieout.store.batch.Batches;
import io.tieout.store.posting.PostingRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** Steps of {@code routes/tracking.camel.yaml}: a frozen batch is loaded, imported and followed into the books. */
@ApplicationScoped
@Named("tracking")
public class Tracking {
    private final Batches batches;
    private final PostingRows postings;
    private final BatchLoader loader;
    private final BatchCalls calls;
    private final GroupImports imports;
    private final Settlement settlement;
    private final BatchAlerts alerts;
    private final GivingUp closures;

    Tracking(
            Batches batches,
            PostingRows postings,
            BatchLoader loader,
            BatchCalls calls,
            GroupImports imports,
            Settlement settlement,
            BatchAlerts alerts,
            GivingUp closures) {
        this.batches = batches;
        this.postings = postings;
        this.loader = loader;
        this.calls = calls;
        this.imports = imports;
        this.settlement = settlement;
        this.alerts = alerts;
        this.closures = closures;
    }

    /** The batch of a claim with its postings, after what persons gave up of it; a person is told when it is late. */
    public BatchAtHand look(Claim.OfBatch claim) {
        BatchAtHand batch = read(claim);
        alerts.warnWhenLate(batch);
        return closures.carryOut(batch) ? read(claim) : batch;
    }

    private BatchAtHand read(Claim.OfBatch claim) {
        return new BatchAtHand(claim, batches.byId(claim.id()), postings.ofBatch(claim.id()));
    }

    /** Whether the target has not acknowledged its load yet. */
    public boolean unloaded(BatchAtHand batch) {
        return batch.batch().state() == BatchRow.State.FROZEN;
    }

    /** Sends the frozen bytes; the same bytes each time. */
    public BatchAtHand load(BatchAtHand batch) {
        loader.load(batch);
        return read(batch.claim());
    }

    /** Asks the target how each reference stands: one consistent read, after the ended imports were noticed. */
    public BatchStanding find(BatchAtHand batch) {
        imports.noticeEnded(batch);
        return new BatchStanding(
                batch,
                calls.find(batch.claim(), batch.byReference().keySet()),
                calls.contents(batch.batch().bytes()));
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
