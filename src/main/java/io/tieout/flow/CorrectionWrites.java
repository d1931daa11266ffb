package io.tieout.flow;

import io.tieout.connection.ChangeRefused;
import io.tieout.domain.posting.Answer;
import io.tieout.domain.posting.PostingState;
import io.tieout.port.erp.Journals;
import io.tieout.store.batch.Amendments;
import io.tieout.store.batch.Batches;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.Postings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;

/** The transaction in which corrected lines are frozen. */
@ApplicationScoped
class CorrectionWrites {
    private final Rulings rulings;
    private final Amendments amendments;
    private final Postings postings;
    private final Batches batches;
    private final Journals journals;

    CorrectionWrites(Rulings rulings, Amendments amendments, Postings postings, Batches batches, Journals journals) {
        this.rulings = rulings;
        this.amendments = amendments;
        this.postings = postings;
        this.batches = batches;
        this.journals = journals;
    }

    /** The content that was frozen for a posting last, in the target's own form. */
    String frozen(PostingRow posting) {
        long batch = posting.batch().orElseThrow();
        return amendments.of(batch).stream()
                .filter(one -> one.reference().equals(posting.reference()))
                .filter(one -> one.state() == Amendments.State.DONE)
                .reduce((earlier, later) -> later)
                .map(one -> one.wanted().content())
                .orElseGet(() ->
                        journals.contents(batches.byId(batch).bytes()).getOrDefault(posting.reference(), "unknown"));
    }

    /** Stores the corrected lines, and has the batch looked at now. */
    @Transactional
    public void correct(Ruling ruling, Amendments.Wanted wanted) {
        PostingRow posting = rulings.lock(ruling);
        if (!(posting.state() instanceof PostingState.LiveReview)) {
            throw ChangeRefused.conflict("it is no question any more");
        }
        if (!amendments.intend(posting, wanted)) {
            throw ChangeRefused.conflict("another change of its rows is on its way: wait for it");
        }
        postings.decidedUpon(posting);
        rulings.keep(ruling, posting, Answer.CORRECT_ACCOUNT, Map.of("content", wanted.content()));
    }
}
