package io.tieout.flow;

import io.tieout.connection.Installation;
import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.domain.ledger.LedgerPolicy;
import io.tieout.port.erp.Journals;
import io.tieout.store.batch.BatchKey;
import io.tieout.store.batch.Batches;
import io.tieout.store.batch.FrozenBytes;
import io.tieout.store.batch.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Steps of {@code routes/posting.camel.yaml}: matched postings of one ledger and day are frozen into a batch. */
@ApplicationScoped
@Named("posting")
public class Posting {
    private final Batches batches;
    private final Links links;
    private final OpenItemMirror mirror;
    private final Freezer freezer;
    private final Journals journals;
    private final Installation installation;
    private final Heartbeat heartbeat;
    private final FreezeFailures failures;

    Posting(
            Batches batches,
            Links links,
            OpenItemMirror mirror,
            Freezer freezer,
            Journals journals,
            Installation installation,
            Heartbeat heartbeat,
            FreezeFailures failures) {
        this.batches = batches;
        this.links = links;
        this.mirror = mirror;
        this.freezer = freezer;
        this.journals = journals;
        this.installation = installation;
        this.heartbeat = heartbeat;
        this.failures = failures;
    }

    /** The groups that are full or old enough; a group larger than a batch comes in several parts. */
    public List<ReadyPostings> ready() {
        heartbeat.touch(Heartbeat.Loop.POSTINGS);
        return batches.waiting().stream()
                .filter(waiting -> !failures.rests(waiting.key()))
                .flatMap(this::parts)
                .toList();
    }

    private Stream<ReadyPostings> parts(Waiting waiting) {
        Optional<Link> link = links.byId(waiting.key().link());
        if (link.isEmpty()) {
            return Stream.empty();
        }
        LedgerPolicy.Batching batching = link.get().policy().batching();
        int full = waiting.count() / batching.most();
        int rest = waiting.count() % batching.most();
        boolean old = waiting.age().compareTo(batching.age()) >= 0;
        Stream<ReadyPostings> whole =
                IntStream.range(0, full).mapToObj(part -> new ReadyPostings(waiting.key(), batching.most()));
        return old && rest > 0 ? Stream.concat(whole, Stream.of(new ReadyPostings(waiting.key(), rest))) : whole;
    }

    /** What the aggregator groups by: one batch is one link, ledger and accounting date. */
    public String group(ReadyPostings ready) {
        BatchKey key = ready.key();
        return key.link() + " " + key.ledger() + " " + key.accountingDate();
    }

    /**
     * Freezes a batch (move 1): items and periods are read afresh first, then all is decided in one transaction. What
     * could not be frozen stays matched and comes again.
     */
    public void freeze(ReadyPostings ready) {
        try {
            links.byId(ready.key().link()).filter(Link::working).ifPresent(link -> freeze(ready, link));
            failures.over(ready.key());
        } catch (RuntimeException e) {
            failures.failed(ready, e);
        }
    }

    private void freeze(ReadyPostings ready, Link link) {
        mirror.refreshPeriods(link);
        mirror.refreshItems(link, new HashSet<>(batches.itemsOf(ready.key(), ready.count())));
        freezer.freeze(ready, link, draft -> {
            byte[] bytes = journals.freeze(link.target(), draft);
            return new FrozenBytes(
                    installation.incarnation(), batches.nextNumber(link.target()), Sha256.hex(bytes), bytes);
        });
    }
}
