package io.tieout.flow;

import io.tieout.connection.ChangeRefused;
import io.tieout.connection.Installation;
import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.domain.posting.Answer;
import io.tieout.domain.posting.Closed;
import io.tieout.domain.posting.Move;
import io.tieout.domain.posting.PostingKey;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.fact.Facts;
import io.tieout.store.posting.Closures;
import io.tieout.store.posting.Closures.Afterwards;
import io.tieout.store.posting.Closures.Pending;
import io.tieout.store.posting.Generations;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.posting.Postings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The transactions of a closure that a person has decided: the intention, and what the target's answer makes of it. */
@ApplicationScoped
class ClosureWrites {
    private final Rulings rulings;
    private final Closures closures;
    private final Postings postings;
    private final PostingRows rows;
    private final Generations generations;
    private final Facts facts;
    private final Links links;
    private final Installation installation;
    private final AuditRows audit;
    private final Adopting adopting;

    ClosureWrites(
            Rulings rulings,
            Closures closures,
            Postings postings,
            PostingRows rows,
            Generations generations,
            Facts facts,
            Links links,
            Installation installation,
            AuditRows audit,
            Adopting adopting) {
        this.rulings = rulings;
        this.closures = closures;
        this.postings = postings;
        this.rows = rows;
        this.generations = generations;
        this.facts = facts;
        this.links = links;
        this.installation = installation;
        this.audit = audit;
        this.adopting = adopting;
    }

    /** Keeps the decision before the target is asked; who decides on the version before is told. */
    @Transactional
    public Pending intend(Ruling ruling, Afterwards afterwards) {
        PostingRow posting = rulings.lock(ruling);
        check(posting.state(), afterwards, () -> generations.of(posting).latest());
        Pending decision = new Pending(
                posting.id(), afterwards, ruling.actor().name(), ruling.reason().strip());
        closures.intend(decision);
        postings.decidedUpon(posting);
        Answer answer = afterwards == Afterwards.AGAIN ? Answer.POST_AGAIN : Answer.GIVE_UP;
        rulings.keep(ruling, posting, answer, Map.of("afterwards", afterwards.name()));
        return decision;
    }

    /**
     * Refuses what a person can't decide about a posting in this state.
     *
     * @param latest whether no later generation of its effect exists
     */
    static void check(PostingState state, Afterwards afterwards, BooleanSupplier latest) {
        if (afterwards == Afterwards.AGAIN) {
            if (!(state instanceof PostingState.Gone || state instanceof Closed)) {
                throw ChangeRefused.conflict("only what is gone from the target, or closed there, can be posted again:"
                        + " this one is " + state.name());
            }
            if (!latest.getAsBoolean()) {
                throw ChangeRefused.conflict("it has been posted again already, under a reference of its own");
            }
        } else if (!(state instanceof PostingState.Closable
                || (state instanceof Closed.Asked && afterwards == Afterwards.END))) {
            throw ChangeRefused.conflict("only what is on its way to the target, stands there as a question, or is gone"
                    + " from there can be given up: this one is " + state.name());
        }
    }

    /**
     * Writes the target's answer; without effect when another has written it.
     *
     * @param guard proves, in the same transaction, that the caller may write
     */
    @Transactional
    public void answered(Pending decision, boolean closed, Runnable guard) {
        if (decision.afterwards() == Afterwards.AGAIN) {
            // Before the batch is locked, as others do; a look that was not needed changes nothing.
            facts.wake(row(decision).fact());
        }
        guard.run();
        PostingRow posting = row(decision);
        if ((closed && !mayEnd(posting.state())) || !closures.over(decision)) {
            return;
        }
        if (closed) {
            close(posting, decision);
        } else {
            refused(posting, decision);
        }
    }

    /** What is neither may be closed only after the tracking has seen the tombstone too: the decision waits. */
    static boolean mayEnd(PostingState state) {
        return state instanceof PostingState.Closable || state instanceof Closed;
    }

    private PostingRow row(Pending decision) {
        return rows.byIds(List.of(decision.posting())).get(0);
    }

    private void close(PostingRow posting, Pending decision) {
        if (decision.afterwards() == Afterwards.AGAIN) {
            again(posting, decision);
        } else if (decision.afterwards() == Afterwards.END) {
            postings.move(
                    posting, end(posting.state(), "closed by a person: " + decision.reason()), evidence(decision));
        } else if (posting.state() instanceof PostingState.Closable state) {
            Move move = state.closed("given up by a person, and to be decided anew: " + decision.reason());
            postings.move(posting, move, evidence(decision));
        }
    }

    /** The end of a posting that {@link #mayEnd}. */
    static Move end(PostingState state, String reason) {
        return state instanceof PostingState.Closable closable
                ? closable.givenUp(reason)
                : ((Closed) state).end(reason);
    }

    /** The earlier one ends and the later one takes its items in one transaction, so that nobody comes between. */
    private void again(PostingRow posting, Pending decision) {
        Generations.Identity identity = generations.of(posting);
        if (!identity.latest()) {
            return;
        }
        Link link = links.byId(posting.link()).orElseThrow();
        PostingKey key = new PostingKey(
                link.key(),
                facts.byId(posting.fact()).orElseThrow().fact().key(),
                identity.effect(),
                identity.generation() + 1);
        Reference reference = Reference.derive(installation.name(), identity.ledger(), key);
        String reason = "posted again as " + reference + " by a person: " + decision.reason();
        postings.move(posting, end(posting.state(), reason), evidence(decision));
        adopting.take(generations.succeed(posting, key, reference));
    }

    private static Map<String, Object> evidence(Pending decision) {
        return Map.of("answer", "Closed", "decidedBy", decision.actor());
    }

    private void refused(PostingRow posting, Pending decision) {
        audit.write(new AuditEntry(
                posting.tenant(),
                AuditEntry.SYSTEM,
                "posting.close-refused",
                AuditEntry.Subject.ofPosting(posting.fact(), posting.id())
                        .inBatch(posting.batch().orElseThrow()),
                Map.of("reason", "the target holds rows or a journal of it", "decidedBy", decision.actor())));
    }
}
