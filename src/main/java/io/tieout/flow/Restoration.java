package io.tieout.flow;

import io.tieout.connection.Installation;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.port.NeedsPerson;
import io.tieout.port.RetryLater;
import io.tieout.port.erp.JournalAnswers.Closing;
import io.tieout.port.erp.Journals;
import io.tieout.port.erp.References;
import io.tieout.port.erp.References.Fence;
import io.tieout.port.erp.References.Kept;
import io.tieout.store.connection.ConnectionRow;
import io.tieout.store.connection.ConnectionRows;
import io.tieout.store.posting.Allocations;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.restore.RestoreRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What the command {@code restore} does for a target that knows more of this installation than this database, since the
 * database was restored from a backup (move 11). No other process may run meanwhile. Each step may be repeated, and the
 * connection works again only after the last: who is interrupted begins anew.
 */
@ApplicationScoped
public class Restoration {
    /** How many lives of the database may lie between the backup and the target's fence. */
    private static final int MOST_FORGOTTEN = 1000;

    private static final String SYSTEM = "ebs";

    private final ConnectionRows connections;
    private final Installation installation;
    private final TargetMemory memory;
    private final PatientReferences references;
    private final RestoreRows numbers;
    private final RestoreWrites writes;
    private final PostingRows postings;
    private final Allocations allocations;
    private final OpenItemMirror mirror;
    private final Rehearsal rehearsal;

    Restoration(
            ConnectionRows connections,
            Installation installation,
            TargetMemory memory,
            PatientReferences references,
            RestoreRows numbers,
            RestoreWrites writes,
            PostingRows postings,
            Allocations allocations,
            OpenItemMirror mirror,
            Rehearsal rehearsal) {
        this.connections = connections;
        this.installation = installation;
        this.memory = memory;
        this.references = references;
        this.numbers = numbers;
        this.writes = writes;
        this.postings = postings;
        this.allocations = allocations;
        this.mirror = mirror;
        this.rehearsal = rehearsal;
    }

    /**
     * What the command found and did; counts of references, but for the last three, which count postings.
     *
     * @param why what the target knows that this database doesn't
     * @param listed all of them
     * @param unknown those whose facts this database has forgotten
     * @param behind those whose postings this database knows in an earlier state
     * @param again what goes to the target once more, since the target doesn't hold it
     * @param given what was closed in the target, since its open items are taken by what was adopted
     * @param dropped decisions that are made anew
     */
    public record Outcome(
            String why, int listed, int unknown, int behind, int again, int given, int dropped, long incarnation) {}

    /**
     * Looks and changes nothing, neither here nor in the target.
     *
     * @throws NeedsPerson when there is nothing to restore, with the reason
     */
    public Outcome look(String connection) {
        ConnectionRow row = target(connection);
        String why = behind(row);
        Counts counts = new Counts();
        pages(row.id(), (page, known) -> counts.add(page, known, writes));
        return new Outcome(why, counts.listed, counts.unknown, counts.behind, 0, 0, 0, installation.incarnation());
    }

    /**
     * Raises the fence, adopts what the target holds, and lets the connection work again.
     *
     * @param actor who ran the command
     * @throws NeedsPerson when there is nothing to restore, with the reason
     */
    public Outcome adopt(String connection, String actor) {
        ConnectionRow row = target(connection);
        String why = behind(row);
        List<ConnectionId> targets = numbers.sameSystem(row.id());
        RestoreWrites.Place place = new RestoreWrites.Place(row.id(), targets, actor);
        Stood stood = stood(row.id());
        long incarnation = Math.max(stood.fence(), numbers.incarnation()) + 1;
        writes.begin(place, incarnation, stood.highest());
        Journals.Stamp stamp = new Journals.Stamp(installation.name(), incarnation);
        long highest = raise(row.id(), stamp);
        numbers.numberFrom(highest);
        rehearsal.pass("restore fenced");
        int dropped = writes.dropDecisions(targets);
        Set<Reference> sending = new HashSet<>();
        sending(targets).forEach(posting -> sending.add(posting.reference()));
        Counts counts = new Counts();
        pages(row.id(), (page, known) -> {
            counts.add(page, known, writes);
            adopt(place, page, known);
            rehearsal.pass("restore adopted");
            page.forEach(kept -> sending.remove(kept.reference()));
        });
        writes.goOn(targets);
        int given = giveUp(stamp, sending);
        int again = writes.loadAgain(place);
        rehearsal.pass("restore decided");
        Outcome outcome =
                new Outcome(why, counts.listed, counts.unknown, counts.behind, again, given, dropped, incarnation);
        writes.finish(place, outcome, highest);
        return outcome;
    }

    private ConnectionRow target(String name) {
        ConnectionRow row =
                connections.byName(name).orElseThrow(() -> new NeedsPerson("There is no connection '" + name + "'"));
        if (!row.system().equals(SYSTEM)) {
            throw new NeedsPerson("The connection '" + name + "' is of the system " + row.system()
                    + ", which keeps no references: only a connection to an ERP that does can be restored");
        }
        return row;
    }

    /** Why it must be restored; a connection that stands for another reason, or works, must not. */
    private String behind(ConnectionRow row) {
        Optional<String> ahead = memory.ahead(row.id());
        Optional<String> stopped = row.stop().map(ConnectionRow.Stop::reason);
        if (ahead.isEmpty()
                && stopped.filter(reason -> reason.startsWith(TargetMemory.ESTRANGED))
                        .isEmpty()) {
            throw new NeedsPerson(
                    "Nothing is to be restored at '" + row.name() + "': its target knows no load that this"
                            + " database does not"
                            + stopped.map(reason -> ". It is stopped for another reason: " + reason)
                                    .orElse(""));
        }
        return ahead.or(() -> stopped).orElseThrow();
    }

    /** Where the fence stood before, and the highest load number that the target knew. */
    private record Stood(long fence, long highest) {}

    /** The target doesn't say where its fence is, only whether an incarnation is lower: the first that isn't is it. */
    private Stood stood(ConnectionId target) {
        long own = numbers.incarnation();
        for (long incarnation = own; incarnation <= own + MOST_FORGOTTEN; incarnation++) {
            Fence fence = references.fence(target, new Journals.Stamp(installation.name(), incarnation));
            if (fence instanceof Fence.Stands stands) {
                return new Stood(incarnation, stands.highestNumber());
            }
        }
        throw new NeedsPerson("The target refuses every incarnation up to " + (own + MOST_FORGOTTEN)
                + ": is this the database of this installation?");
    }

    private long raise(ConnectionId target, Journals.Stamp stamp) {
        Fence fence = references.fence(target, stamp);
        if (fence instanceof Fence.Stands stands) {
            return stands.highestNumber();
        }
        throw RetryLater.failed("another restore has raised the fence of this installation meanwhile: run it again");
    }

    private void pages(ConnectionId target, BiConsumer<List<Kept>, Map<Reference, PostingRow>> each) {
        Optional<Reference> after = Optional.empty();
        do {
            References.Page page = references.list(target, installation.name(), after);
            each.accept(page.references(), writes.known(page.references()));
            after = page.next();
        } while (after.isPresent());
    }

    private void adopt(RestoreWrites.Place place, List<Kept> page, Map<Reference, PostingRow> known) {
        List<Kept> forgotten = page.stream()
                .filter(kept -> writes.standing(kept, Optional.ofNullable(known.get(kept.reference())))
                        != RestoreWrites.Knowledge.SAME)
                .toList();
        Map<Reference, LocalDate> days = references.days(
                place.target(),
                forgotten.stream().filter(kept -> !kept.closed()).toList());
        writes.adopt(place, forgotten, days);
    }

    private List<PostingRow> sending(Collection<ConnectionId> targets) {
        return postings.inState(targets, new PostingState.Sending());
    }

    /** Closes what the target doesn't hold and what may not be sent any more: its items are taken by what was adopted. */
    private int giveUp(Journals.Stamp stamp, Set<Reference> unlisted) {
        int given = 0;
        for (PostingRow posting : postings.byReferences(unlisted)) {
            // The mirror is as old as the backup: the ERP may have settled the item since.
            mirror.refreshItems(
                    posting.target(), allocations.items(posting), ids -> references.items(posting.target(), ids));
            if (!writes.covered(posting)) {
                Closing closing = references.close(
                        posting.target(),
                        stamp,
                        new Journals.Closure(Set.of(posting.reference()), "its open items are taken since a restore"));
                if (!(closing instanceof Closing.Answered answered)) {
                    throw RetryLater.failed(
                            "the target did not close " + posting.reference() + ": " + closing + "; run it again");
                }
                given += writes.given(posting, answered) ? 1 : 0;
            }
        }
        return given;
    }

    /** Counts as it goes. */
    private static final class Counts {
        private int listed;
        private int unknown;
        private int behind;

        void add(List<Kept> page, Map<Reference, PostingRow> known, RestoreWrites writes) {
            for (Kept kept : page) {
                Optional<PostingRow> posting = Optional.ofNullable(known.get(kept.reference()));
                listed++;
                switch (writes.standing(kept, posting)) {
                    case UNKNOWN -> unknown++;
                    case BEHIND -> behind++;
                    case SAME -> {}
                }
            }
        }
    }
}
