package io.tieout.flow;

import io.tieout.domain.posting.Reference;
import io.tieout.domain.work.Claim;
import io.tieout.store.batch.Amendments;
import io.tieout.store.batch.Amendments.Amendment;
import io.tieout.store.batch.Batches;
import io.tieout.store.posting.PostingRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** Reads a batch, and how it stands in the target. */
@ApplicationScoped
public class BatchLook {
    private final Batches batches;
    private final PostingRows postings;
    private final Amendments amendments;
    private final BatchCalls calls;
    private final GroupImports imports;

    BatchLook(Batches batches, PostingRows postings, Amendments amendments, BatchCalls calls, GroupImports imports) {
        this.batches = batches;
        this.postings = postings;
        this.amendments = amendments;
        this.calls = calls;
        this.imports = imports;
    }

    /** Before anything is done for a batch at a target that this process has not met yet (move 11). */
    void meet(Claim.OfBatch claim) {
        calls.meet(claim);
    }

    /** The batch of a claim with its postings, as stored. */
    BatchAtHand read(Claim.OfBatch claim) {
        return new BatchAtHand(claim, batches.byId(claim.id()), postings.ofBatch(claim.id()));
    }

    /** One consistent read of each reference, after the ended imports were noticed. */
    BatchStanding find(BatchAtHand batch) {
        imports.noticeEnded(batch);
        return find(batch, Treatment.begun());
    }

    private BatchStanding find(BatchAtHand batch, Treatment treatment) {
        return new BatchStanding(
                batch, calls.find(batch.claim(), batch.byReference().keySet()), amended(batch), treatment);
    }

    /** The same after something was done: batch and target are read anew. */
    BatchStanding again(BatchStanding before) {
        return find(read(before.claim()), before.treatment().next());
    }

    private BatchStanding.Amended amended(BatchAtHand batch) {
        Map<Reference, String> contents =
                new HashMap<>(calls.contents(batch.batch().bytes()));
        Map<Reference, Amendment> latest = new HashMap<>();
        for (Amendment amendment : amendments.of(batch.batch().id())) {
            latest.put(amendment.reference(), amendment);
            if (amendment.state() == Amendments.State.DONE) {
                contents.put(amendment.reference(), amendment.wanted().content());
            }
        }
        return new BatchStanding.Amended(contents, latest);
    }
}
