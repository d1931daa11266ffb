package io.tieout.flow;

import io.tieout.domain.posting.Reference;
import io.tieout.domain.work.Claim;
import io.tieout.store.batch.BatchRow;
import io.tieout.store.posting.PostingRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch under a lease, with its postings as they were read.
 *
 * @param postings in the order of their references
 */
public record BatchAtHand(Claim.OfBatch claim, BatchRow batch, List<PostingRow> postings) implements Claimed {

    public BatchAtHand {
        postings = List.copyOf(postings);
    }

    /** The postings by their reference, in order. */
    Map<Reference, PostingRow> byReference() {
        Map<Reference, PostingRow> map = new LinkedHashMap<>();
        postings.forEach(posting -> map.put(posting.reference(), posting));
        return map;
    }

    /**
     * The posting with this reference.
     *
     * @throws IllegalStateException when the batch has none
     */
    PostingRow posting(Reference reference) {
        return postings.stream()
                .filter(posting -> posting.reference().equals(reference))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("batch " + batch.id() + " has no posting " + reference.value()));
    }
}
