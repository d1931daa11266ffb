package io.tieout.flow;

import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.domain.fact.Refund;
import io.tieout.domain.ledger.ChargeRules;
import io.tieout.domain.posting.Effect;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.work.Claim;
import io.tieout.port.RetryLater;
import io.tieout.store.fact.FactRow;
import io.tieout.store.fact.Facts;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Steps of {@code routes/stripe-charges-to-ebs-ledger.camel.yaml}: from an event to a recorded decision. */
@ApplicationScoped
@Named("stripeChargesToEbsLedger")
public class StripeChargesToEbsLedger {
    /** The flow's name wherever it is named: route, link kind, metric label. */
    public static final String STEM = "stripe-charges-to-ebs-ledger";

    private static final Duration AT_ONCE = Duration.ofMillis(20);

    private final ChargeFacts charges;
    private final ChargeDecisions decisions;
    private final Links links;
    private final Facts facts;
    private final PostingRows rows;
    private final DecisionWrites writes;
    private final OnAccount onAccount;
    private final WorkConfig config;

    StripeChargesToEbsLedger(
            ChargeFacts charges,
            ChargeDecisions decisions,
            Links links,
            Facts facts,
            PostingRows rows,
            DecisionWrites writes,
            OnAccount onAccount,
            WorkConfig config) {
        this.charges = charges;
        this.decisions = decisions;
        this.links = links;
        this.facts = facts;
        this.rows = rows;
        this.writes = writes;
        this.onAccount = onAccount;
        this.config = config;
    }

    /** Fetches the charges that an event leads to. */
    public FetchedCharges fetch(Claim.OfEvent event) {
        return charges.fetch(event);
    }

    /** Records the facts and ends the event. */
    public void record(FetchedCharges fetched) {
        charges.record(fetched);
    }

    /** Fetches the charge again when its fact is stale; the claim then knows the version that this gave. */
    public Claim.OfFact refresh(Claim.OfFact claim) {
        return claim.stale() ? claim.at(charges.recordAgain(claim, charges.fetchAgain(claim))) : claim;
    }

    /** The fact as each working link sees it. */
    public List<LinkCase> cases(Claim.OfFact claim) {
        FactRow fact = charges.row(claim);
        return links.from(claim.connection(), STEM).stream()
                .filter(link -> link.working())
                .map(link -> LinkCase.of(claim, fact, link))
                .toList();
    }

    /** Decides what becomes of the fact for one link. */
    @Transactional
    public Decision decide(LinkCase subject) {
        facts.hold(subject.claim());
        if (subject.fact().fact() instanceof Refund) {
            PostingRow refund = decisions.open(subject, Effect.REFUND);
            PostingState.Undecided state = (PostingState.Undecided) refund.state();
            return new Decision.SetAside(subject, refund, state.await("what a refund posts is not decided yet"));
        }
        PostingRow posting = decisions.open(subject, Effect.RECORD);
        return posting.state() instanceof PostingState.Undecided state
                ? decisions.decide(subject, posting, state)
                : new Decision.Underway(subject, posting);
    }

    public boolean clear(Decision decision) {
        return decision instanceof Decision.Post;
    }

    public boolean needsPerson(Decision decision) {
        return decision instanceof Decision.Ask;
    }

    public boolean underway(Decision decision) {
        return decision instanceof Decision.Underway;
    }

    /** Reserves the items and records the match; when they were taken meanwhile, everything is decided anew. */
    @Transactional
    public void reserve(Decision.Post decision) {
        facts.hold(decision.claim());
        written(writes.reserve(decision));
    }

    /**
     * Puts the question to a person, with the evidence. It is decided once more: a period that was opened since would
     * wake no question that is not there yet.
     */
    @Transactional
    public void ask(Decision.Ask decision) {
        decisions.holdPeriods(decision.subject().link());
        if (!(decide(decision.subject()) instanceof Decision.Ask asked)) {
            throw RetryLater.notTried("what was to be asked has been answered meanwhile", AT_ONCE);
        }
        writes.ask(asked);
    }

    /** Records that it waits, is held or is closed. */
    @Transactional
    public void setAside(Decision.SetAside decision) {
        facts.hold(decision.claim());
        writes.setAside(decision);
    }

    /** Flags a posting whose fact changed after it was frozen, and has the target asked how it stands. */
    @Transactional
    public void observe(Decision.Underway decision) {
        facts.hold(decision.claim());
        writes.observe(decision);
    }

    /** The links that left money of the fact on account, or did before. */
    public List<LinkCase> leftOnAccount(Claim.OfFact claim) {
        List<PostingRow> postings = rows.ofFact(claim.id());
        return onAccount.concerns(postings) ? cases(claim) : List.of();
    }

    /** Decides what becomes of money that a link left on account, and writes it. */
    @Transactional
    public void applyLater(LinkCase subject) {
        decisions.holdPeriods(subject.link());
        facts.hold(subject.claim());
        onAccount.decide(subject).ifPresent(decision -> written(writes.write(decision)));
    }

    private static void written(boolean written) {
        if (!written) {
            throw RetryLater.notTried("another posting has taken the open item meanwhile", AT_ONCE);
        }
    }

    /**
     * Ends the work on a fact; what waits or is held gets its next look, if its link works. A version that was recorded
     * since the claim has not been decided, so the fact stays due.
     */
    public void release(Claim.OfFact claim) {
        Set<Long> working = links.from(claim.connection(), STEM).stream()
                .filter(Link::working)
                .map(Link::id)
                .collect(Collectors.toSet());
        // A link that doesn't work wakes its facts when it does again.
        Optional<Duration> look = rows.ofFact(claim.id()).stream()
                .filter(row -> working.contains(row.link()))
                .flatMap(row -> nextLook(row, claim).stream())
                .min(Duration::compareTo);
        facts.release(claim, claim.version(), look);
    }

    private Optional<Duration> nextLook(PostingRow row, Claim.OfFact claim) {
        boolean applies = row.effect() == Effect.APPLY;
        // What somebody left on account waits for a person alone; what an invoice may come for is looked at.
        boolean open = applies && row.state() instanceof PostingState.Review;
        // It can't leave before the first posting stands, which may be closed or amended meanwhile.
        boolean behind = applies && row.state() instanceof PostingState.Matched;
        boolean held = row.state() instanceof PostingState.Held && (!applies || ChargeRules.releasable(row.reason()));
        if (open || behind || held) {
            return Optional.of(config.heldLook());
        }
        boolean waits = row.state() instanceof PostingState.Waiting
                && !claim.key().objectType().equals("refund");
        return waits
                ? Optional.of(Backoff.after(claim.attempts(), config.firstRetry(), config.longestRetry()))
                : Optional.empty();
    }
}
