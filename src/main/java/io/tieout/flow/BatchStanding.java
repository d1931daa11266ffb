package io.tieout.flow;

import io.tieout.domain.posting.Reference;
import io.tieout.domain.work.Claim;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.JournalAnswers.Standing;
import io.tieout.store.batch.Amendments;
import io.tieout.store.batch.Amendments.Amendment;
import io.tieout.store.posting.PostingRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A batch and how each of its references stands in the target, read after the postings were.
 *
 * @param batch under a lease
 * @param standings one for each posting
 * @param amended what is known of the amendments of its postings
 * @param treatment what this look found out and did about groups that failed
 */
public record BatchStanding(BatchAtHand batch, Map<Reference, Standing> standings, Amended amended, Treatment treatment)
        implements Claimed {

    public BatchStanding {
        standings = Map.copyOf(standings);
    }

    /**
     * What counts as sent.
     *
     * @param contents under each reference, in the target's own form: what was frozen first, or what took its place
     * @param latest the latest amendment of each reference that has one
     */
    record Amended(Map<Reference, String> contents, Map<Reference, Amendment> latest) {
        Amended {
            contents = Map.copyOf(contents);
            latest = Map.copyOf(latest);
        }
    }

    @Override
    public Claim.OfBatch claim() {
        return batch.claim();
    }

    /**
     * Groups that may be imported: their rows wait, none of them in error and all of them as sent, or what was found
     * out of them in this look says so.
     */
    Set<String> waitingGroups() {
        Set<String> groups = groups(reference -> stage(reference) == Stage.INTERFACE);
        groups.removeAll(groups(reference -> stage(reference) == Stage.INTERFACE_ERROR));
        groups.removeIf(group -> !treatment.mayImport(group));
        groups.addAll(treatment.readyGroups());
        groups.removeAll(foreignGroups());
        return groups;
    }

    /** Groups that have rows waiting under a reference of this batch which are not what was sent. */
    Set<String> foreignGroups() {
        return groups(reference -> waits(stage(reference)) && foreign(reference));
    }

    /** Whether the rows of a reference of this batch are not known to be what was sent. */
    boolean holdsForeign(Reference reference) {
        return standings.containsKey(reference) && foreign(reference);
    }

    private static boolean waits(Stage stage) {
        return stage == Stage.INTERFACE || stage == Stage.INTERFACE_ERROR;
    }

    /** The latest amendment of a reference. */
    Optional<Amendment> amendment(Reference reference) {
        return Optional.ofNullable(amended.latest().get(reference));
    }

    /** That the target has refused the latest amendment, in words that follow others; empty when it has not. */
    String refusal(Reference reference) {
        return amendment(reference)
                .filter(amendment -> amendment.state() == Amendments.State.REFUSED)
                .map(amendment -> "; a change of it was refused: " + amendment.outcome())
                .orElse("");
    }

    /** As {@link #refusal(Reference)}, of a change to this content alone. */
    String refusal(Reference reference, String content) {
        boolean same = amendment(reference)
                .filter(amendment -> amendment.wanted().content().equals(content))
                .isPresent();
        return same ? refusal(reference) : "";
    }

    /**
     * Whether something stands in the target under this reference that is not what was frozen, or of which the target
     * has forgotten the content: whatever its stage, only a person can say what becomes of it.
     */
    boolean foreign(Reference reference) {
        boolean stands = stage(reference) != Stage.UNKNOWN && stage(reference) != Stage.CLOSED;
        Optional<String> content = of(reference).contentHash();
        return stands
                && content.filter(held -> held.equals(amended.contents().get(reference)))
                        .isEmpty();
    }

    private Stage stage(Reference reference) {
        return of(reference).stage();
    }

    private Set<String> groups(Predicate<Reference> which) {
        return standings.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .flatMap(entry -> entry.getValue().group().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * How one posting of the batch stands.
     *
     * @throws IllegalStateException when the target's answer left it out
     */
    Standing of(PostingRow posting) {
        return of(posting.reference());
    }

    private Standing of(Reference reference) {
        Standing standing = standings.get(reference);
        if (standing == null) {
            throw new IllegalStateException("the target did not say how " + reference.value() + " stands");
        }
        return standing;
    }

    /** The postings at a stage. */
    List<PostingRow> at(Stage stage) {
        return batch.postings().stream()
                .filter(posting -> of(posting).stage() == stage)
                .toList();
    }
}
