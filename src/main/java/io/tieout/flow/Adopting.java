package io.tieout.flow;

import io.tieout.connection.Installation;
import io.tieout.connection.Links;
import io.tieout.domain.fact.FactKey;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Closed;
import io.tieout.domain.posting.Move;
import io.tieout.domain.posting.PostingKey;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.batch.Amendments;
import io.tieout.store.batch.Batches;
import io.tieout.store.fact.Facts;
import io.tieout.store.posting.Generations;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.posting.Postings;
import io.tieout.store.restore.AdoptedRow;
import io.tieout.store.restore.AdoptedRows;
import io.tieout.store.restore.RestoreRows;
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
    private static final String TOMBSTONE =
            "the reference is closed in the target; why, a restore has made this database forget";

    private static final String OF_NO_LINK = "and no posting has taken it over: make its link again under its former"
            + " key and ledger, and close this question if it is of another link. Releasing the reference has this"
            + " posted: do so only if nothing of it stands in the ERP, and close this question first otherwise";

    private static final String OF_ANOTHER_LINK = "and a posting of another link has taken it over: this one would book"
            + " it twice. Close this question, and switch off its link if that was made under a wrong key";

    private final AdoptedRows adopted;
    private final Postings postings;
    private final PostingRows rows;
    private final Generations generations;
    private final Batches batches;
    private final Amendments amendments;
    private final Links links;
    private final Facts facts;
    private final Installation installation;
    private final RestoreRows numbers;
    private final AdoptedAlerts alerts;

    Adopting(
            AdoptedRows adopted,
            Postings postings,
            PostingRows rows,
            Generations generations,
            Batches batches,
            Amendments amendments,
            Links links,
            Facts facts,
            Installation installation,
            RestoreRows numbers,
            AdoptedAlerts alerts) {
        this.adopted = adopted;
        this.postings = postings;
        this.rows = rows;
        this.generations = generations;
        this.batches = batches;
        this.amendments = amendments;
        this.links = links;
        this.facts = facts;
        this.installation = installation;
        this.numbers = numbers;
        this.alerts = alerts;
    }

    /**
     * Why an object of a provider may not be posted by a link: its target holds a posting of it that a restore has made
     * this database forget, and that no posting of this link has taken over. A link that was made again under another
     * key or for another ledger would post it twice, before the right link has it and afterwards: so it is asked until
     * a person closes it.
     */
    Optional<String> standsOtherwise(PostingRow posting, FactKey object) {
        return adopted.beside(posting, object.objectId())
                .map(beside -> "the ERP holds " + beside.reference() + " of this " + object.objectType()
                        + ", which a restore has made this database forget, "
                        + (beside.taken() ? OF_ANOTHER_LINK : OF_NO_LINK));
    }

    /** The posting as it is after that; as it was, where nothing of it was forgotten. */
    PostingRow take(PostingRow posting) {
        Optional<AdoptedRow> kept = adopted.waiting(posting.reference());
        if (kept.isEmpty()) {
            return posting;
        }
        adopted.taken(posting.reference(), posting);
        alerts.clearWhenNoneWaits(posting.target());
        return kept.get().closed() ? takeTombstone(posting) : takeOver(posting, kept.get());
    }

    private PostingRow takeOver(PostingRow posting, AdoptedRow kept) {
        long batch = posting.batch().isPresent() ? posting.batch().getAsLong() : follow(posting, kept);
        PostingRow standing = postings.takeOver(
                posting,
                new Postings.Standing(
                        kept.journal().orElseThrow(),
                        kept.accountingDate().orElseThrow(),
                        batch,
                        kept.group(),
                        items(kept.journal().orElseThrow().lines())));
        move(standing, kept).ifPresent(move -> postings.move(standing, move, Map.of("stage", kept.stage())));
        // An amendment that was open in the older database would keep every later one from being stored.
        amendments.of(batch).stream()
                .filter(amendment -> amendment.reference().equals(posting.reference()))
                .filter(amendment -> amendment.state() == Amendments.State.INTENDED)
                .forEach(open -> amendments.dropped(standing, open, "after a restore, what stands counts as sent"));
        adopted.countsAsSent(standing, kept, AuditEntry.SYSTEM);
        batches.revisit(batch);
        // What follows from its standing (money left on account, a flag) is decided by the work on its fact.
        facts.wake(posting.fact());
        return asStored(posting);
    }

    /** The postings of one load stay together, since they were imported together; each connection looks at its own. */
    private long follow(PostingRow posting, AdoptedRow kept) {
        long batch = adopted.batchOf(posting.target(), kept.load().orElseThrow())
                .orElseGet(() -> numbers.follow(
                        posting.target(),
                        generations.of(posting).ledger(),
                        kept.accountingDate().orElseThrow()));
        adopted.follow(kept.reference(), batch);
        return batch;
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

    /** Whatever this database last knew of it: the target has closed it since, which it never takes back. */
    private PostingRow takeTombstone(PostingRow posting) {
        if (posting.state() instanceof PostingState.Undecided undecided) {
            postings.release(posting, undecided.adoptClosed(TOMBSTONE));
        } else if (posting.state() instanceof PostingState.InTarget live) {
            postings.move(posting, live.adoptClosed(TOMBSTONE), Map.of("answer", "Closed"));
        }
        return goOn(asStored(posting));
    }

    /**
     * Where the target holds the next generation of a posting that is closed, a person had it posted again: that one
     * goes on. The posting as it was, where the target doesn't.
     */
    PostingRow goOn(PostingRow closed) {
        Generations.Identity identity = generations.of(closed);
        PostingKey key = new PostingKey(
                links.byId(closed.link()).orElseThrow().key(),
                facts.byId(closed.fact()).orElseThrow().fact().key(),
                identity.effect(),
                identity.generation() + 1);
        Reference next = Reference.derive(installation.name(), identity.ledger(), key);
        if (!(closed.state() instanceof Closed state) || adopted.waiting(next).isEmpty()) {
            return closed;
        }
        String reason = "posted again as " + next + ", which the target knows; who decided that, a restore has made"
                + " this database forget";
        postings.move(closed, state.end(reason), Map.of("later", next.value()));
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
