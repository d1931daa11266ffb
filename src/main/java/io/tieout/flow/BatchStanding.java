package io.tieout.flow;

import io.tieout.domain.posting.Reference;
import io.tieout.domain.work.Claim;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.JournalAnswers.Standing;
import io.tieout.store.posting.PostingRow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A batch and how each of its references stands in the target, read after the postings were.
 *
 * @param batch under a lease
 * @param standings one for each posting
 */
public record BatchStanding(BatchAtHand batch, Map<Reference, Standing> standings) implements Claimed {

    public BatchStanding {
        standings = Map.copyOf(standings);
    }

    @Override
    public Claim.OfBatch claim() {
        return batch.claim();
    }

    /** Groups that have rows of this batch waiting in the interface, none of them in error. */
    Set<String> waitingGroups() {
        Set<String> groups = new TreeSet<>();
        Set<String> inError = new TreeSet<>();
        standings
                .values()
                .forEach(standing -> standing.group().ifPresent(group -> {
                    if (standing.stage() == Stage.INTERFACE) {
                        groups.add(group);
                    } else if (standing.stage() == Stage.INTERFACE_ERROR) {
                        inError.add(group);
                    }
                }));
        groups.removeAll(inError);
        return groups;
    }

    /**
     * How one posting of the batch stands.
     *
     * @throws IllegalStateException when the target's answer left it out
     */
    Standing of(PostingRow posting) {
        Standing standing = standings.get(posting.reference());
        if (standing == null) {
            throw new IllegalStateException(
                    "the target did not say how " + posting.reference().value() + " stands");
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
