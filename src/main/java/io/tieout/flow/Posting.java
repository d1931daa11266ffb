package io.tieout.flow;

import io.tieout.connection.Installation;
import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.domain.ledger.LedgerPolicy;
import io.tieout.port.erp.Journals;
import io.tieout.store.batch.BatchKey;
import io.tieout.store.batch.Batches;
import io.tieout.store.batch.FreezeTurns;
import io.tieout.store.batch.FrozenBytes;
import io.tieout.store.batch.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Steps of {@code routes/posting.camel.yaml}: matched postings of one ledger, day and currency are frozen into a batch.
 */
@ApplicationScoped
@Named("posting")
public class Posting {
    private static final Logger LOG = Logger.getLogger(Posting.class);
    /** Batches that are frozen after one reading of the ERP, so that the last is not decided on what is old by then. */
    private static final int MOST_BATCHES = 16;
    /** How long other processes leave a group to the one that collects it and is not heard of. */
    private static final Duration TURN = Duration.ofSeconds(10);

    private final Batches batches;
    private final Links links;
    private final OpenItemMirror mirror;
    private final Freezer freezer;
    private final Journals journals;
    private final Installation installation;
    private final Heartbeat heartbeat;
    private final FreezeFailures failures;
    private final Underway underway;
    private final QuietTimes quiet;
    private final TargetMemory memory;
    private final FreezeTurns turns;
    private final WorkConfig config;

    Posting(
            Batches batches,
            Links links,
            OpenItemMirror mirror,
            Freezer freezer,
            Journals journals,
            Installation installation,
            Heartbeat heartbeat,
            FreezeFailures failures,
            Underway underway,
            QuietTimes quiet,
            TargetMemory memory,
            FreezeTurns turns,
            WorkConfig config) {
        this.batches = batches;
        this.links = links;
        this.mirror = mirror;
        this.freezer = freezer;
        this.journals = journals;
        this.installation = installation;
        this.heartbeat = heartbeat;
        this.failures = failures;
        this.underway = underway;
        this.quiet = quiet;
        this.memory = memory;
        this.turns = turns;
        this.config = config;
    }

    /** The postings that may leave: those of groups that are full or old enough, and that no other process collects. */
    public List<ReadyPosting> ready() {
        heartbeat.touch(Heartbeat.Loop.POSTINGS);
        Map<BatchKey, List<Waiting>> groups = batches.waiting(config.mostCollected()).stream()
                .collect(Collectors.groupingBy(Waiting::key, LinkedHashMap::new, Collectors.toList()));
        List<ReadyPosting> ready = groups.entrySet().stream()
                .filter(group -> !failures.rests(group.getKey()))
                .filter(group -> underway.mayFreeze(group.getKey().target()))
                .flatMap(group -> links.byId(group.getKey().link()).stream()
                        .filter(link -> mayLeave(link, group.getValue()))
                        .flatMap(link -> parts(group.getValue(), link.policy().batching())))
                .toList();
        return ready.isEmpty() ? ready : ofThisProcess(ready);
    }

    private List<ReadyPosting> ofThisProcess(List<ReadyPosting> ready) {
        Set<BatchKey> groups = turns.take(ready.stream().map(ReadyPosting::key).collect(Collectors.toSet()), TURN);
        groups.forEach(failures::underway);
        return ready.stream().filter(posting -> groups.contains(posting.key())).toList();
    }

    /** In a quiet window they stay matched, and say so. */
    private boolean mayLeave(Link link, List<Waiting> group) {
        Optional<String> waits = quiet.words(link);
        waits.ifPresent(words ->
                batches.noteWaiting(group.stream().map(Waiting::posting).toList(), words));
        return waits.isEmpty();
    }

    private static Stream<ReadyPosting> parts(List<Waiting> group, LedgerPolicy.Batching batching) {
        boolean old = group.get(0).age().compareTo(batching.age()) >= 0;
        int whole = old ? group.size() : group.size() - group.size() % batching.most();
        int leaving = Math.min(whole, MOST_BATCHES * batching.most());
        return IntStream.range(0, leaving)
                .mapToObj(index -> new ReadyPosting(
                        group.get(index).posting(),
                        group.get(index).key(),
                        index / batching.most(),
                        old ? 1 : batching.most(),
                        leaving));
    }

    /** What the aggregator groups by: a batch is of one link, target, ledger, accounting date and currency. */
    public String group(ReadyPosting ready) {
        return ready.key().name();
    }

    /** How many postings make the aggregator's group whole. */
    public int size(ReadyPosting ready) {
        return ready.size();
    }

    /** How the aggregator adds a posting to those it has; {@code before} is null for the first. */
    public List<ReadyPosting> together(@Nullable List<ReadyPosting> before, ReadyPosting next) {
        List<ReadyPosting> all = before == null ? new ArrayList<>(next.size()) : before;
        all.add(next);
        return all;
    }

    /**
     * Freezes a group into batches (move 1), at a target that knows no more of us than we do: items and periods are
     * read afresh first, then each batch is decided in a transaction of its own. What could not be frozen stays matched
     * and comes again.
     */
    public void freeze(List<ReadyPosting> ready) {
        BatchKey key = ready.get(0).key();
        try {
            inTurn(ready, key);
            failures.over(key);
        } catch (RuntimeException e) {
            failures.failed(key, e);
        }
    }

    /** The turn is given back before this process may collect the group again. */
    private void inTurn(List<ReadyPosting> ready, BatchKey key) {
        try (Underway.Place place = underway.freeze(key.target())) {
            links.byId(key.link()).filter(Link::working).ifPresent(link -> freeze(ready, link));
        } finally {
            giveBack(key);
        }
    }

    /** A turn ends by itself; what was frozen is frozen. */
    private void giveBack(BatchKey key) {
        try {
            turns.over(key);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "a turn was not given back link=%d reason=%s",
                    key.link(), e.getClass().getSimpleName());
        }
    }

    private void freeze(List<ReadyPosting> ready, Link link) {
        BatchKey key = ready.get(0).key();
        memory.meet(link.target());
        mirror.refreshPeriods(link);
        turns.keep(key, TURN);
        mirror.refreshItems(
                link,
                new HashSet<>(batches.itemsOf(
                        ready.stream().map(ReadyPosting::posting).toList())));
        Optional<RuntimeException> failure = Optional.empty();
        for (List<ReadyPosting> batch : batchesOf(ready)) {
            turns.keep(key, TURN);
            Optional<RuntimeException> own = failure(() -> freezeOne(batch, link));
            failure = failure.or(() -> own);
        }
        failure.ifPresent(first -> {
            throw first;
        });
    }

    private static Collection<List<ReadyPosting>> batchesOf(List<ReadyPosting> ready) {
        return ready.stream()
                .collect(Collectors.groupingBy(ReadyPosting::part, TreeMap::new, Collectors.toList()))
                .values();
    }

    /** Why a batch could not be frozen, if it could not; those behind it leave all the same. */
    private static Optional<RuntimeException> failure(Runnable freeze) {
        try {
            freeze.run();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    private void freezeOne(List<ReadyPosting> batch, Link link) {
        long drawn = batches.nextNumber();
        freezer.freeze(batch, link, draft -> {
            byte[] bytes = journals.freeze(link.target(), draft);
            long number = batches.inOrder(link.target(), drawn);
            return new FrozenBytes(installation.incarnation(), number, Sha256.hex(bytes), bytes);
        });
    }
}
