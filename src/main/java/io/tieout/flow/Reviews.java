package io.tieout.flow;

import io.tieout.connection.Actor;
import io.tieout.connection.ChangeRefused;
import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.domain.posting.Effect;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.work.Claim;
import io.tieout.domain.work.ClaimLost;
import io.tieout.store.fact.FactRow;
import io.tieout.store.fact.Facts;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.review.DecisionRow;
import io.tieout.store.review.DecisionRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * Carries out what people decide about postings of which nothing lives in the target. A decision is kept, audited and
 * carried out in one transaction, through the same guards as the program's own; else nothing of it is kept.
 */
@ApplicationScoped
public class Reviews {
    private static final int SHORTEST_REASON = 3;
    private static final int LONGEST_REASON = 500;

    private final PostingRows rows;
    private final Facts facts;
    private final Links links;
    private final ReviewRules rules;
    private final ReviewRecords records;
    private final ChargeDecisions decisions;
    private final OnAccount onAccount;
    private final DecisionWrites writes;
    private final DecisionRows decided;
    private final WorkConfig config;

    Reviews(
            PostingRows rows,
            Facts facts,
            Links links,
            ReviewRules rules,
            ReviewRecords records,
            ChargeDecisions decisions,
            OnAccount onAccount,
            DecisionWrites writes,
            DecisionRows decided,
            WorkConfig config) {
        this.rows = rows;
        this.facts = facts;
        this.links = links;
        this.rules = rules;
        this.records = records;
        this.decisions = decisions;
        this.onAccount = onAccount;
        this.writes = writes;
        this.decided = decided;
        this.config = config;
    }

    /**
     * Carries out an answer.
     *
     * @throws ChangeRefused naming the fields to mend; or STALE, saying who has decided meanwhile; or CONFLICT, saying
     *     what comes first
     */
    @Transactional
    public void answer(Actor actor, Reply reply) {
        checkReason(reply.reason());
        PostingRow seen = own(actor, reply.posting());
        // From here on no worker writes for this fact, and no other person decides.
        Claim.OfFact claim = facts.seize(seen.fact(), config.lease());
        PostingRow posting = own(actor, reply.posting());
        expect(posting, reply);
        if (!(posting.state() instanceof PostingState.Undecided) || posting.effect() == Effect.REFUND) {
            throw ChangeRefused.conflict("nothing can be decided here about a posting that is "
                    + posting.state().name() + ": " + posting.reason());
        }
        LinkCase charge = LinkCase.of(claim, fact(posting), link(posting));
        rules.check(charge, posting, reply);
        records.keep(actor, charge, posting, reply);
        try {
            carryOut(charge, posting, reply);
        } catch (ClaimLost e) {
            throw ChangeRefused.conflict("it is being written at this moment: read it again");
        }
        facts.release(claim, claim.version(), Optional.empty());
        // What it was decided on is fetched once more before anything leaves.
        facts.wake(posting.fact());
    }

    private void carryOut(LinkCase charge, PostingRow posting, Reply reply) {
        boolean applies = posting.effect() == Effect.APPLY;
        Decision decision = applies
                ? onAccount
                        .decide(charge)
                        .orElseThrow(() -> ChangeRefused.conflict("nothing of the charge is on account any more"))
                : decisions.decide(charge, posting, (PostingState.Undecided) posting.state());
        ReviewRules.expect(decision, posting, reply);
        write(decision);
        if (!applies) {
            onAccount.decide(charge).ifPresent(this::write);
        }
    }

    private void write(Decision decision) {
        if (!writes.write(decision)) {
            throw ChangeRefused.conflict("another posting has taken one of the open items meanwhile: read it again");
        }
    }

    private void expect(PostingRow posting, Reply reply) {
        int current = Math.toIntExact(posting.version());
        int sent = reply.version().orElseThrow(() -> ChangeRefused.versionNeeded(current));
        if (sent == current) {
            return;
        }
        throw ChangeRefused.stale(decided.of(posting.id()).stream()
                .filter(one -> one.postingVersion() >= sent)
                .reduce((earlier, later) -> later)
                .map(Reviews::told)
                .orElse("it has changed meanwhile and is " + posting.state().name() + " now (" + posting.reason()
                        + "): read it again"));
    }

    private static String told(DecisionRow decision) {
        return decision.actor() + " has decided meanwhile (" + ReviewRecords.name(decision.answer()) + ", "
                + decision.decided() + "): " + decision.reason();
    }

    private static void checkReason(String reason) {
        int length = reason.strip().length();
        if (length < SHORTEST_REASON
                || reason.length() > LONGEST_REASON
                || reason.chars().anyMatch(Character::isISOControl)) {
            throw ChangeRefused.invalid(
                    "reason",
                    "is required: " + SHORTEST_REASON + " to " + LONGEST_REASON
                            + " characters on one line, without personal data, for whoever audits it");
        }
    }

    private PostingRow own(Actor actor, long posting) {
        return rows.byId(posting)
                .filter(row -> row.tenant().equals(actor.tenant()))
                .orElseThrow(() -> ChangeRefused.unknown("posting", Long.toString(posting)));
    }

    private FactRow fact(PostingRow posting) {
        return facts.byId(posting.fact()).orElseThrow(() -> new ClaimLost("fact " + posting.fact()));
    }

    private Link link(PostingRow posting) {
        return links.byId(posting.link()).orElseThrow(() -> new ClaimLost("link " + posting.link()));
    }
}
