package io.tieout.flow;

import io.tieout.connection.Installation;
import io.tieout.connection.Links;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Closed;
import io.tieout.domain.posting.Move;
import io.tieout.domain.posting.PostingKey;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.batch.Batches;
import io.tieout.store.fact.Facts;
import io.tieout.store.posting.Generations;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.posting.Postings;
import io.tieout.store.restore.AdoptedRow;
import io.tieout.store.restore.AdoptedRows;
import io.tieout.store.watch.Alerts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A posting takes over what its target holds under its reference though a restored database has forgotten it (move 11):
 * journal, accounting day and allocations are those of the lines there, and the looks at its batch go on from that. All
 * runs in the caller's transaction.
 */
@ApplicationScoped
public class Adopting {
    /** The alert of a connection where references still wait for their facts. */
    static final String ALERT = "restored-without-fact";

    private final AdoptedRows adopted;
    private final Postings postings;
    private final PostingRows rows;
    private final Generations generations;
    private final Batches batches;
    private final Links links;
    private final Facts facts;
    private final Installation installation;
    private final Alerts alerts;

    Adopting(
            AdoptedRows adopted,
            Postings postings,
            PostingRows rows,
            Generations generations,
            Batches batches,
            Links links,
            Facts facts,
            Installation installation,
            Alerts alerts) {
        this.adopted = adopted;
        this.postings = postings;
        this.rows = rows;
        this.generations = generations;
        this.batches = batches;
        this.links = links;
        this.facts = facts;
        this.installation = installation;
        this.alerts = alerts;
    }

    /** The posting as it is after that; as it was, where nothing of it was forgotten. */
    PostingRow take(PostingRow posting) {
        Optional<AdoptedRow> kept = adopted.waiting(posting.reference());
        if (kept.isEmpty()) {
            return posting;
        }
        adopted.taken(posting.reference(), posting);
        if (adopted.waiting(List.of(posting.target())) == 0) {
            alerts.clear(ALERT, subject(posting.target().value()));
        }
        return kept.get().closed() ? takeTombstone(posting) : takeOver(posting, kept.get());
    }

    static String subject(long target) {
        return "connection:" + target;
    }

    private PostingRow takeOver(PostingRow posting, AdoptedRow kept) {
        long batch = posting.batch().isPresent()
                ? posting.batch().getAsLong()
                : kept.batch().orElseThrow();
        PostingRow standing = postings.takeOver(
                posting,
                new Postings.Standing(
                        kept.journal().orElseThrow(),
                        kept.accountingDate().orElseThrow(),
                        batch,
                        kept.group(),
                        items(kept.journal().orElseThrow().lines())));
        move(standing, kept).ifPresent(move -> postings.move(standing, move, Map.of("stage", kept.stage())));
        adopted.countsAsSent(standing, kept, AuditEntry.SYSTEM);
        batches.revisit(batch);
        // What follows from its standing (money left on account, a flag) is decided by the work on its fact.
        facts.wake(posting.fact());
        return asStored(posting);
    }

    private static Optional<Move> move(PostingRow posting, AdoptedRow kept) {
        String reason = "the target holds it (" + kept.stage() + "), which a restore has made this database forget";
        PostingState state = posting.state();
        if (state instanceof PostingState.Undecided undecided) {
            return Optional.of(undecided.adopt(reason));
        }
        if (state instanceof PostingState.Sending sending) {
            return Optional.of(sending.acknowledge(reason));
        }
        return state instanceof PostingState.LiveReview review ? Optional.of(review.resume(reason)) : Optional.empty();
    }

    private PostingRow takeTombstone(PostingRow posting) {
        if (posting.state() instanceof PostingState.Undecided undecided) {
            postings.release(
                    posting,
                    undecided.adoptClosed("the reference is closed in the target; why, a restore has made this"
                            + " database forget"));
            return succeeded(asStored(posting));
        }
        return posting;
    }

    /** Where the target holds the next generation too, a person had it posted again: that one goes on. */
    private PostingRow succeeded(PostingRow closed) {
        Generations.Identity identity = generations.of(closed);
        PostingKey key = new PostingKey(
                links.byId(closed.link()).orElseThrow().key(),
                facts.byId(closed.fact()).orElseThrow().fact().key(),
                identity.effect(),
                identity.generation() + 1);
        Reference next = Reference.derive(installation.name(), identity.ledger(), key);
        if (adopted.waiting(next).isEmpty()) {
            return closed;
        }
        String reason = "posted again as " + next + ", which the target knows; who decided that, a restore has made"
                + " this database forget";
        postings.move(closed, ((Closed) closed.state()).end(reason), Map.of("later", next.value()));
        return take(generations.succeed(asStored(closed), key, next));
    }

    private PostingRow asStored(PostingRow posting) {
        return rows.byIds(List.of(posting.id())).get(0);
    }

    /** What lines take of open items, with the items' signs: credits less debits. */
    static Map<String, Money> items(List<JournalLine> lines) {
        Map<String, Money> items = new HashMap<>();
        for (JournalLine line : lines) {
            if (!line.item().isEmpty()) {
                Money zero = Money.zero(line.amount().currency());
                Money share = line.side() == JournalLine.Side.CREDIT ? line.amount() : zero.minus(line.amount());
                items.merge(line.item(), share, Money::plus);
            }
        }
        items.values().removeIf(Money::isZero);
        return items;
    }
}
