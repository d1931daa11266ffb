package io.tieout.flow;

import io.tieout.connection.Connections;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.port.erp.JournalAnswers.Closing;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.Journals;
import io.tieout.port.erp.References.Kept;
import io.tieout.port.erp.References.LoadedBy;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.batch.Amendments;
import io.tieout.store.batch.Batches;
import io.tieout.store.fact.Facts;
import io.tieout.store.posting.Allocations;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.posting.Postings;
import io.tieout.store.restore.AdoptedRow;
import io.tieout.store.restore.AdoptedRows;
import io.tieout.store.restore.RestoreRows;
import io.tieout.store.watch.Alerts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** What {@link Restoration} writes; each method is a transaction, and repeating one changes nothing twice. */
@ApplicationScoped
class RestoreWrites {
    private final RestoreRows numbers;
    private final AdoptedRows adopted;
    private final Adopting adopting;
    private final Postings postings;
    private final PostingRows rows;
    private final Allocations allocations;
    private final Batches batches;
    private final Amendments amendments;
    private final Journals journals;
    private final Facts facts;
    private final Connections connections;
    private final AuditRows audit;
    private final Alerts alerts;
    private final Clock clock;

    RestoreWrites(
            RestoreRows numbers,
            AdoptedRows adopted,
            Adopting adopting,
            Postings postings,
            PostingRows rows,
            Allocations allocations,
            Batches batches,
            Amendments amendments,
            Journals journals,
            Facts facts,
            Connections connections,
            AuditRows audit,
            Alerts alerts,
            Clock clock) {
        this.numbers = numbers;
        this.adopted = adopted;
        this.adopting = adopting;
        this.postings = postings;
        this.rows = rows;
        this.allocations = allocations;
        this.batches = batches;
        this.amendments = amendments;
        this.journals = journals;
        this.facts = facts;
        this.connections = connections;
        this.audit = audit;
        this.alerts = alerts;
        this.clock = clock;
    }

    /**
     * The connection that is restored, and all that lead to the same system.
     *
     * @param targets with it
     */
    record Place(ConnectionId target, List<ConnectionId> targets) {
        Place {
            targets = List.copyOf(targets);
        }
    }

    /** What this database knows of a reference that a target keeps. */
    enum Knowledge {
        /** Nothing: its fact or this generation of it is forgotten. */
        UNKNOWN,
        /** Its posting, in an earlier state or with another content. */
        BEHIND,
        /** As it stands, or the looks at its batch find it out. */
        SAME
    }

    @Transactional
    Map<Reference, PostingRow> known(List<Kept> page) {
        Map<Reference, PostingRow> known = new HashMap<>();
        rows.byReferences(page.stream().map(Kept::reference).toList())
                .forEach(posting -> known.put(posting.reference(), posting));
        return known;
    }

    @Transactional
    Knowledge standing(Kept kept, Optional<PostingRow> posting) {
        if (posting.isEmpty()) {
            return Knowledge.UNKNOWN;
        }
        PostingState state = posting.get().state();
        if (state instanceof PostingState.Undecided) {
            return Knowledge.BEHIND;
        }
        boolean settled = state instanceof PostingState.Confirmed || !(state instanceof PostingState.InTarget);
        return kept.closed() || settled || holds(posting.get(), kept) ? Knowledge.SAME : Knowledge.BEHIND;
    }

    private boolean holds(PostingRow posting, Kept kept) {
        long batch = posting.batch().orElseThrow();
        Optional<String> frozen = Optional.ofNullable(
                journals.contents(batches.byId(batch).bytes()).get(posting.reference()));
        return kept.content().isEmpty()
                || frozen.equals(kept.content())
                || amendments.of(batch).stream()
                        .filter(amendment -> amendment.reference().equals(posting.reference()))
                        .anyMatch(amendment ->
                                Optional.of(amendment.wanted().content()).equals(kept.content()));
    }

    /** Gives back what was matched and not sent: it is decided anew, after what the target holds. */
    @Transactional
    int dropDecisions(Collection<ConnectionId> targets) {
        List<PostingRow> matched = rows.inState(targets, new PostingState.Matched());
        for (PostingRow posting : matched) {
            PostingState.Matched state = (PostingState.Matched) posting.state();
            postings.release(posting, state.await("the database was restored: it is decided anew"));
            facts.wake(posting.fact());
        }
        return matched.size();
    }

    /** Keeps forgotten references with what their lines take; postings that are there take theirs over at once. */
    @Transactional
    void adopt(Place place, List<Kept> forgotten, Map<Reference, LocalDate> days) {
        for (Kept kept : forgotten) {
            boolean stands = !kept.closed();
            LocalDate day = Optional.ofNullable(days.get(kept.reference()))
                    .orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
            AdoptedRow row = new AdoptedRow(
                    kept.reference(),
                    kept.closed(),
                    words(kept.stage()),
                    kept.content(),
                    kept.group(),
                    stands ? Optional.of(new Journal(kept.reference(), kept.lines())) : Optional.empty(),
                    stands ? Optional.of(day) : Optional.empty(),
                    stands ? OptionalLong.of(batch(place.target(), kept, day)) : OptionalLong.empty());
            adopted.keep(
                    place.target(),
                    row,
                    kept.load().map(load -> new AdoptedRows.Load(load.incarnation(), load.number())));
            if (stands) {
                adopted.reserve(place.targets(), kept.reference(), Adopting.items(kept.lines()));
            }
        }
        rows.byReferences(forgotten.stream().map(Kept::reference).toList()).forEach(adopting::take);
    }

    /** The references of one load stay together, since they were imported together. */
    private long batch(ConnectionId target, Kept kept, LocalDate day) {
        LoadedBy load = kept.load().orElse(new LoadedBy(0, 0));
        return adopted.batchOf(target, load.incarnation(), load.number()).orElseGet(() -> numbers.follow(target, day));
    }

    private static String words(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether what a frozen posting takes of open items is still free beside what was adopted. */
    @Transactional
    boolean covered(PostingRow posting) {
        return allocations.stillCovered(posting);
    }

    /** Writes that a frozen posting was closed in the target; false when it lives there after all. */
    @Transactional
    boolean given(PostingRow posting, Closing.Answered answered) {
        boolean closed = Boolean.TRUE.equals(answered.closed().get(posting.reference()));
        if (closed && posting.state() instanceof PostingState.Sending sending) {
            postings.move(
                    posting,
                    sending.closed(
                            "the target holds other postings, which a restore has made this database forget, that"
                                    + " take the same open items"),
                    Map.of("answer", "Closed"));
        }
        return closed;
    }

    /** Has everything that is frozen go once more, under new numbers; what the target holds is not loaded twice. */
    @Transactional
    int loadAgain(Collection<ConnectionId> targets) {
        Set<Long> frozen = new TreeSet<>();
        List<PostingRow> sending = rows.inState(targets, new PostingState.Sending());
        sending.forEach(posting -> frozen.add(posting.batch().orElseThrow()));
        numbers.loadAgain(frozen);
        return sending.size();
    }

    /** Lets the connections work again: from now on, what the target knows is known here. */
    @Transactional
    void finish(Place place, Restoration.Outcome outcome, long highest, String actor) {
        numbers.adopted(place.targets(), outcome.incarnation(), highest, actor);
        numbers.wake(place.targets());
        look(place.targets());
        long waiting = adopted.waiting(place.targets());
        for (ConnectionId target : place.targets()) {
            String tenant = facts.tenantOf(target);
            connections.resume(target, TargetMemory.ESTRANGED);
            audit.write(new AuditEntry(
                    tenant,
                    actor,
                    "connection.restored",
                    AuditEntry.Subject.ofConnection(target.value()),
                    detail(outcome, highest)));
            if (waiting > 0 && target.equals(place.target())) {
                alerts.raise(
                        tenant,
                        Adopting.ALERT,
                        Adopting.subject(target.value()),
                        waiting + " postings stand in the target whose facts the restore has made this database forget:"
                                + " polling must find them at the provider. Their open items are reserved until then");
            }
        }
    }

    /** What was on its way is looked at now, whatever was its next time. */
    private void look(Collection<ConnectionId> targets) {
        Set<Long> open = new TreeSet<>();
        for (PostingState state :
                List.of(new PostingState.Sent(), new PostingState.LiveReview(), new PostingState.Gone())) {
            rows.inState(targets, state).stream()
                    .filter(posting -> posting.state().live())
                    .forEach(posting -> posting.batch().ifPresent(open::add));
        }
        open.forEach(batches::revisit);
    }

    private static Map<String, Object> detail(Restoration.Outcome outcome, long highest) {
        return Map.of(
                "why", outcome.why(),
                "incarnation", outcome.incarnation(),
                "highestLoadNumber", highest,
                "listed", outcome.listed(),
                "withoutFact", outcome.unknown(),
                "behind", outcome.behind(),
                "sentAgain", outcome.again(),
                "closed", outcome.given(),
                "decidedAnew", outcome.dropped());
    }
}
