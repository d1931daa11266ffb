package io.tieout.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.connection.ChangeRefused.Problem;
import io.tieout.domain.ledger.LedgerPolicy;
import io.tieout.store.connection.LinkRow;
import io.tieout.store.fact.Facts;
import io.tieout.store.posting.PostingRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** What a change of a link means for the facts it has yet to decide and for the postings it has made. */
@ApplicationScoped
class LinkWork {
    /** A charge may be older than its booking, which decides whether the link takes it: cards are captured within it. */
    private static final Duration LONGEST_CAPTURE = Duration.ofDays(31);

    private final Facts facts;
    private final PostingRows postings;
    private final LinkText text;

    LinkWork(Facts facts, PostingRows postings, LinkText text) {
        this.facts = facts;
        this.postings = postings;
        this.text = text;
    }

    /**
     * References are derived from the ledger, so postings of a link that changed it would not be found again.
     *
     * @throws ChangeRefused when the ledger would change and the link has postings
     */
    void checkLedger(LinkRow row, JsonNode changed) {
        String ledger = LedgerSettings.read(changed).books().ledger();
        if (!ledger.equals(policy(row).books().ledger()) && postings.anyOf(row.id())) {
            throw ChangeRefused.invalid(List.of(new Problem(
                    "settings.ledger.id",
                    "can't change, since the link has postings in that ledger: add another link")));
        }
    }

    /** Wakes what came while the link was not there or didn't work, and what waits: it may be decided now. */
    void wake(LinkRow row) {
        LedgerPolicy policy = policy(row);
        facts.wakeFor(
                row.id(),
                row.identity().source(),
                policy.start().atStartOfDay(policy.zone()).toInstant().minus(LONGEST_CAPTURE));
    }

    private LedgerPolicy policy(LinkRow row) {
        return LedgerSettings.read(text.read(row.settings()));
    }
}
