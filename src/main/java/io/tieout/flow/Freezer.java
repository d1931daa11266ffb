package io.tieout.flow;

import io.tieout.connection.Link;
import io.tieout.domain.ledger.AccountingDate;
import io.tieout.domain.ledger.LedgerPolicy;
import io.tieout.domain.ledger.Period;
import io.tieout.domain.posting.Effect;
import io.tieout.domain.posting.PostingState;
import io.tieout.port.erp.Journals;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.batch.BatchKey;
import io.tieout.store.batch.Batches;
import io.tieout.store.batch.FrozenBytes;
import io.tieout.store.fact.Facts;
import io.tieout.store.item.LedgerPeriods;
import io.tieout.store.posting.Allocations;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.posting.Postings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The transaction in which a batch is frozen. */
@ApplicationScoped
public class Freezer {
    private final Batches batches;
    private final Postings postings;
    private final PostingRows rows;
    private final Allocations allocations;
    private final Facts facts;
    private final LedgerPeriods periods;
    private final AuditRows audit;

    Freezer(
            Batches batches,
            Postings postings,
            PostingRows rows,
            Allocations allocations,
            Facts facts,
            LedgerPeriods periods,
            AuditRows audit) {
        this.batches = batches;
        this.postings = postings;
        this.rows = rows;
        this.allocations = allocations;
        this.facts = facts;
        this.periods = periods;
        this.audit = audit;
    }

    /**
     * Takes what may be frozen, sends back for a new decision what changed meanwhile, and stores bytes, membership and
     * dates before any call leaves.
     *
     * @param ready the postings to take, all of one key; none are when fewer are free than make the batch
     * @param bytes writes the draft in the target's own form and with its load number
     */
    @Transactional
    public void freeze(List<ReadyPosting> ready, Link link, Function<Journals.Draft, FrozenBytes> bytes) {
        BatchKey key = ready.get(0).key();
        boolean open = dateStillOpen(key, link);
        List<PostingRow> members = new ArrayList<>();
        List<Long> taken = batches.take(
                key,
                ready.stream().map(ReadyPosting::posting).toList(),
                ready.get(0).least());
        allocations.lockItems(taken);
        boolean covered = open && allocations.stillCovered(taken);
        for (PostingRow posting : rows.byIds(taken)) {
            Optional<String> change =
                    open ? changed(posting, link, covered) : Optional.of("the accounting period is not open now");
            change.ifPresentOrElse(reason -> sendBack(posting, reason), () -> members.add(posting));
        }
        if (!members.isEmpty()) {
            store(key, link, members, bytes);
        }
    }

    /**
     * What has changed since a posting was matched, so that its journal may not leave as it is.
     *
     * @param covered whether the items of all postings at hand may still be taken; else each is asked on its own, since
     *     what one gives back may be enough for the next
     */
    private Optional<String> changed(PostingRow posting, Link link, boolean covered) {
        if (!posting.settingsHash().equals(link.settingsHash())) {
            return Optional.of("the link's settings changed");
        }
        if (posting.effect() == Effect.APPLY && !standsOnAccount(posting, link)) {
            return Optional.of("what it applies is not on account as it was");
        }
        return covered || allocations.stillCovered(posting)
                ? Optional.empty()
                : Optional.of("the open item changed in the ERP");
    }

    private boolean standsOnAccount(PostingRow posting, Link link) {
        return rows.find(posting.fact(), link.id(), Effect.RECORD)
                .filter(record -> OnAccount.canLeave(posting, record))
                .isPresent();
    }

    private void store(BatchKey key, Link link, List<PostingRow> members, Function<Journals.Draft, FrozenBytes> bytes) {
        FrozenBytes frozen = bytes.apply(new Journals.Draft(
                target(link.policy().books()),
                key.accountingDate(),
                members.stream().map(row -> row.journal().orElseThrow()).toList()));
        long batch = batches.freeze(key, frozen);
        postings.freeze(members, batch);
        allocations.frozen(members);
        audit.write(new AuditEntry(
                key.tenant(),
                AuditEntry.SYSTEM,
                "batch.frozen",
                AuditEntry.Subject.ofBatch(batch),
                Map.of(
                        "postings", members.size(),
                        "number", frozen.number(),
                        "requestKey", frozen.requestKey(),
                        "accountingDate", key.accountingDate().toString(),
                        "currency", key.currency())));
    }

    /** The books of a link, as they are sent. */
    static Journals.LedgerTarget target(LedgerPolicy.Books books) {
        return new Journals.LedgerTarget(
                books.ledger(),
                books.currency().getCurrencyCode(),
                books.source(),
                books.category(),
                books.conversionType());
    }

    private void sendBack(PostingRow posting, String reason) {
        PostingState.Matched matched = (PostingState.Matched) posting.state();
        postings.release(posting, matched.await(reason + ": it is decided anew"));
        facts.wake(posting.fact());
    }

    private boolean dateStillOpen(BatchKey key, Link link) {
        LocalDate day = key.accountingDate();
        List<Period> known = periods.of(link.target(), link.policy().books().ledger());
        return AccountingDate.regular(known, day).filter(Period::open).isPresent();
    }
}
