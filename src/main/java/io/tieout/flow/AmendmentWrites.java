package io.tieout.flow;

import io.tieout.domain.work.Claim;
import io.tieout.store.batch.Amendments;
import io.tieout.store.batch.Amendments.Amendment;
import io.tieout.store.batch.Batches;
import io.tieout.store.posting.PostingRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The transactions in which amendments are decided and ended, each under the claim of its batch. */
@ApplicationScoped
public class AmendmentWrites {
    private final Amendments amendments;
    private final Batches batches;

    AmendmentWrites(Amendments amendments, Batches batches) {
        this.amendments = amendments;
        this.batches = batches;
    }

    @Transactional
    void intend(Claim.OfBatch claim, PostingRow posting, Amendments.Wanted wanted) {
        batches.hold(claim);
        amendments.intend(posting, wanted);
    }

    @Transactional
    void done(Claim.OfBatch claim, PostingRow posting, Amendment amendment) {
        batches.hold(claim);
        amendments.done(posting, amendment);
    }

    @Transactional
    void refused(Claim.OfBatch claim, PostingRow posting, Amendment amendment, String why) {
        batches.hold(claim);
        amendments.refused(posting, amendment, why);
    }

    @Transactional
    void dropped(Claim.OfBatch claim, PostingRow posting, Amendment amendment, String why) {
        batches.hold(claim);
        amendments.dropped(posting, amendment, why);
    }
}
