package io.tieout.flow;

import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.domain.ledger.AccountingDate;
import io.tieout.domain.ledger.LedgerPolicy;
import io.tieout.domain.ledger.Period;
import io.tieout.domain.posting.Reference;
import io.tieout.port.erp.Journals;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.batch.Amendments;
import io.tieout.store.item.LedgerPeriods;
import io.tieout.store.posting.PostingRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a group whose date an import refused (accounting.md rule 3): by the link's rule its postings move to
 * the first day of the next open period; when their own is open again they are imported as they are; else a person
 * decides. The periods are read from the ERP first.
 */
@ApplicationScoped
public class DateMoves {
    private final Links links;
    private final Leases leases;
    private final OpenItemMirror mirror;
    private final LedgerPeriods periods;
    private final BatchCalls calls;
    private final AmendmentWrites writes;
    private final ImportRetries retries;

    DateMoves(
            Links links,
            Leases leases,
            OpenItemMirror mirror,
            LedgerPeriods periods,
            BatchCalls calls,
            AmendmentWrites writes,
            ImportRetries retries) {
        this.links = links;
        this.leases = leases;
        this.mirror = mirror;
        this.periods = periods;
        this.calls = calls;
        this.writes = writes;
        this.retries = retries;
    }

    void treat(BatchStanding standing, FailedGroup failed) {
        Map<Reference, PostingRow> postings = standing.batch().byReference();
        Optional<Link> link = failed.findings().keySet().stream()
                .flatMap(reference -> Optional.ofNullable(postings.get(reference)).stream())
                .findFirst()
                .flatMap(posting -> links.byId(posting.link()));
        if (link.isEmpty()) {
            return;
        }
        List<Period> known = leases.renewed(standing.claim(), () -> read(link.get()));
        Rule rule = new Rule(standing, link.get(), known);
        boolean reopened = true;
        for (Map.Entry<Reference, FailedGroup.Finding> one : failed.findings().entrySet()) {
            PostingRow posting = postings.get(one.getKey());
            reopened &= posting != null && treat(rule, posting, one.getValue().words());
        }
        if (reopened) {
            retries.ready(standing, failed);
        }
    }

    /** What decides: the link's rule and the periods as they are now. */
    private record Rule(BatchStanding standing, Link link, List<Period> periods) {

        private AccountingDate dateOf(PostingRow posting) {
            return AccountingDate.of(
                    posting.accountingDate().orElseThrow(),
                    periods,
                    link.policy().moveToOpenPeriod());
        }
    }

    private List<Period> read(Link link) {
        mirror.refreshPeriods(link);
        return periods.of(link.target(), link.policy().books().ledger());
    }

    /** Whether it may be imported as it is. */
    private boolean treat(Rule rule, PostingRow posting, String words) {
        Treatment treatment = rule.standing().treatment();
        AccountingDate date = rule.dateOf(posting);
        if (date instanceof AccountingDate.Moved moved) {
            move(rule, posting, moved, words);
        } else if (date instanceof AccountingDate.Undecidable undecidable) {
            treatment.asks(posting.reference(), words + "; " + undecidable.reason());
        } else {
            treatment.waits(posting.reference(), words + "; its period is open again, so it is imported again");
        }
        return date instanceof AccountingDate.AsBooked;
    }

    private void move(Rule rule, PostingRow posting, AccountingDate.Moved moved, String words) {
        BatchStanding standing = rule.standing();
        LedgerPolicy.Books books = rule.link().policy().books();
        String from = standing.of(posting).contentHash().orElseThrow();
        Journals.FrozenChange change = calls.freeze(
                standing.claim(),
                new Journals.Change(
                        Freezer.target(books), moved.day(), posting.journal().orElseThrow(), from));
        String refusal = standing.refusal(posting.reference(), change.content());
        if (!refusal.isEmpty()) {
            standing.treatment().asks(posting.reference(), words + refusal);
            return;
        }
        writes.intend(
                standing.claim(),
                posting,
                new Amendments.Wanted(
                        from,
                        change.content(),
                        change.bytes(),
                        moved.day(),
                        posting.journal().orElseThrow(),
                        "by the link's rule: " + moved.reason(),
                        AuditEntry.SYSTEM));
        standing.treatment().acted();
    }
}
