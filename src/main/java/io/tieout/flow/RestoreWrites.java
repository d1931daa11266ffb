package io.tieout.flow;

import io.tieout.connection.Connections;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.ChargeJournal;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.port.erp.JournalAnswers.Closing;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.Journals;
import io.tieout.port.erp.References.Kept;
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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What {@link Restoration} writes; each method is a transaction, and repeating one changes nothing twice. */
@ApplicationScoped
class RestoreWrites {
    private static final String AGAIN = "the target holds no load of it since the restore: the same bytes go again";

    /** Amendments that lead, or have led, to the content that counts as sent. */
    private static final Set<Amendments.State> LEADING = EnumSet.of(Amendments.State.INTENDED, Amendments.State.DONE);

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
    private final AdoptedAlerts alerts;
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
            AdoptedAlerts alerts,
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
     * @param actor who ran the command
     */
    record Place(ConnectionId target, List<ConnectionId> targets, String actor) {
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

    /** Begins another life of this database: from then on the target is told of no number that it knows. */
    @Transactional
    void begin(Place place, long incarnation, long highest) {
        long before = numbers.incarnation();
        numbers.begin(incarnation, highest);
        for (ConnectionId target : place.targets()) {
            audit.write(new AuditEntry(
                    facts.tenantOf(target),
                    place.actor(),
                    "connection.restoring",
                    AuditEntry.Subject.ofConnection(target.value()),
                    Map.of("incarnation", incarnation, "before", before, "highestLoadNumber", highest)));
        }
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
        if (!(state instanceof PostingState.InTarget)) {
            return Knowledge.SAME;
        }
        boolean stands = state instanceof PostingState.Confirmed || holds(posting.get(), kept);
        return stands && !kept.closed() ? Knowledge.SAME : Knowledge.BEHIND;
    }

    private boolean holds(PostingRow posting, Kept kept) {
        long batch = posting.batch().orElseThrow();
        Optional<String> frozen = Optional.ofNullable(
                journals.contents(batches.byId(batch).bytes()).get(posting.reference()));
        return kept.content().isEmpty()
                || frozen.equals(kept.content())
                || amendments.of(batch).stream()
                        .filter(amendment -> amendment.reference().equals(posting.reference()))
                        .filter(amendment -> LEADING.contains(amendment.state()))
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
                    ChargeJournal.charge(kept.lines()),
                    kept.closed(),
                    words(kept.stage()),
                    kept.content(),
                    kept.group(),
                    kept.load().map(load -> new AdoptedRow.Load(load.incarnation(), load.number())),
                    stands ? Optional.of(new Journal(kept.reference(), kept.lines())) : Optional.empty(),
                    stands ? Optional.of(day) : Optional.empty());
            adopted.keep(place.target(), row);
            // A tombstone's gives back what it reserved after an earlier restore.
            adopted.reserve(place.target(), kept.reference(), stands ? Adopting.items(kept.lines()) : Map.of());
        }
        rows.byReferences(forgotten.stream().map(Kept::reference).toList()).forEach(adopting::take);
    }

    /**
     * After all pages: where the target holds the next generation of a posting that is closed, that one goes on. The
     * earlier one may have been closed in the backup already, and the later one listed after it or before.
     */
    @Transactional
    void goOn(Collection<ConnectionId> targets) {
        rows.closedLatest(targets).forEach(adopting::goOn);
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

    /**
     * Has everything that is frozen go once more, under new numbers; what the target holds is not loaded twice.
     *
     * @return how many postings await an answer
     */
    @Transactional
    int loadAgain(Place place) {
        for (long batch : numbers.unanswered(place.targets())) {
            long number = numbers.loadAgain(batch, AGAIN);
            audit.write(new AuditEntry(
                    batches.byId(batch).tenant(),
                    place.actor(),
                    "batch.load-again",
                    AuditEntry.Subject.ofBatch(batch),
                    Map.of("number", number, "reason", AGAIN)));
        }
        return rows.inState(place.targets(), new PostingState.Sending()).size();
    }

    /** Lets the connections work again: from now on, what the target knows is known here. */
    @Transactional
    void finish(Place place, Restoration.Outcome outcome, long highest) {
        numbers.adopted(place.targets(), outcome.incarnation(), highest, place.actor());
        numbers.wake(place.targets());
        look(place.targets());
        for (ConnectionId target : place.targets()) {
            connections.resume(target, TargetMemory.ESTRANGED);
            audit.write(new AuditEntry(
                    facts.tenantOf(target),
                    place.actor(),
                    "connection.restored",
                    AuditEntry.Subject.ofConnection(target.value()),
                    detail(outcome, highest)));
        }
        alerts.tell(place.targets());
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
