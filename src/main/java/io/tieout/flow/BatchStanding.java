package io.tieout.flow;

import io.tieout.domain.posting.Reference;
import io.tieout.domain.work.Claim;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.JournalAnswers.Standing;
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
 * @param contents what was frozen under each reference, in the target's own form
 */
public record BatchStanding(BatchAtHand batch, Map<Reference, Standing> standings, Map<Reference, String> contents)
        implements Claimed {

    public BatchStanding {
        standings = Map.copyOf(standings);
        contents = Map.copyOf(contents);
    }

    @Override
    public Claim.OfBatch claim() {
        return batch.claim();
    }

    /** Groups that have rows of this batch waiting in the interface, none of them in error, all of them as sent. */
    Set<String> waitingGroups() {
        Set<String> groups = groups(reference -> stage(reference) == Stage.INTERFACE);
        groups.removeAll(groups(reference -> stage(reference) == Stage.INTERFACE_ERROR));
        groups.removeAll(foreignGroups());
        return groups;
    }

    /** Groups that have rows waiting under a reference of this batch which are not what was sent. */
    Set<String> foreignGroups() {
        return groups(reference -> stage(reference) == Stage.INTERFACE && foreign(reference));
    }

    /**
     * Whether something stands in the target under this reference that is not what was frozen, or of which the target
     * has forgotten the content: whatever its stage, only a person can say what becomes of it.
     */
    boolean foreign(Reference reference) {
        boolean stands = stage(reference) != Stage.UNKNOWN && stage(reference) != Stage.CLOSED;
        Optional<String> content = of(reference).contentHash();
        return stands
                && content.filter(held -> held.equals(contents.get(reference))).isEmpty();
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
