package io.tieout.flow;

import io.tieout.connection.Installation;
import io.tieout.domain.posting.Reference;
import io.tieout.port.RetryLater;
import io.tieout.port.erp.GroupAnswers.RegroupAnswer;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.JournalAnswers.Standing;
import io.tieout.port.erp.Journals;
import io.tieout.store.batch.GroupSplits;
import io.tieout.store.batch.GroupSplits.Split;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Splits failed groups (move 6). What is to move is stored before the call; after a crash or a lost answer the next
 * look finds where the references are, and repeats the same call only when none of them has moved.
 */
@ApplicationScoped
public class Splitting {
    private static final Set<Stage> WAITING = EnumSet.of(Stage.INTERFACE, Stage.INTERFACE_ERROR);

    private final GroupSplits splits;
    private final BatchCalls calls;
    private final Installation installation;

    Splitting(GroupSplits splits, BatchCalls calls, Installation installation) {
        this.splits = splits;
        this.calls = calls;
        this.installation = installation;
    }

    /** Brings splits to their end whose outcome is not known. */
    void resolve(BatchStanding standing) {
        splits.open(standing.batch().batch().id()).forEach(split -> resolve(standing, split));
    }

    private void resolve(BatchStanding standing, Split split) {
        List<Standing> moved = standing.batch().postings().stream()
                .filter(posting -> split.wanted().moved().contains(posting.reference()))
                .map(standing::of)
                .toList();
        switch (fate(split.wanted().group(), moved)) {
            case MOVED -> {
                splits.done(split, moved.get(0).group().orElseThrow());
                standing.treatment().acted();
            }
            case AGAIN -> call(standing, split);
            case OVERTAKEN -> {
                splits.dropped(split, "what was to leave the group stands otherwise by now");
                standing.treatment().acted();
            }
        }
    }

    /** What became of a split whose answer is not known. */
    enum Fate {
        /** It was made. */
        MOVED,
        /** Nothing has moved: the same call goes again. */
        AGAIN,
        /** It can't be made as it was meant. */
        OVERTAKEN
    }

    /** What became of a split of a group, by where those stand now that were to leave it. */
    static Fate fate(String from, List<Standing> moved) {
        Set<Optional<String>> groups = moved.stream().map(Standing::group).collect(Collectors.toSet());
        Optional<String> only = groups.size() == 1 ? groups.iterator().next() : Optional.empty();
        if (only.filter(group -> !group.equals(from)).isPresent()) {
            return Fate.MOVED;
        }
        return only.isPresent() && moved.stream().allMatch(one -> WAITING.contains(one.stage()))
                ? Fate.AGAIN
                : Fate.OVERTAKEN;
    }

    /** Has some references leave a group, unless a split of it is open: that one comes first. */
    void split(BatchStanding standing, FailedGroup failed, Set<Reference> leaving) {
        if (open(standing, failed.group()).isPresent()) {
            return;
        }
        splits.intend(
                standing.claim(),
                standing.batch().batch(),
                new GroupSplits.Wanted(failed.group(), leaving, failed.rows(), failed.words(leaving)));
        open(standing, failed.group()).ifPresent(split -> call(standing, split));
    }

    private Optional<Split> open(BatchStanding standing, String group) {
        return splits.open(standing.batch().batch().id()).stream()
                .filter(split -> split.wanted().group().equals(group))
                .findFirst();
    }

    private void call(BatchStanding standing, Split split) {
        Journals.Stamp stamp = new Journals.Stamp(installation.name(), installation.incarnation());
        GroupSplits.Wanted wanted = split.wanted();
        RegroupAnswer answer = calls.regroup(
                standing.claim(), new Journals.Split(stamp, wanted.group(), wanted.moved(), wanted.rows()));
        if (answer instanceof RegroupAnswer.Done done) {
            splits.done(split, done.group());
            standing.treatment().acted();
        } else if (answer instanceof RegroupAnswer.Changed changed) {
            splits.dropped(split, changed.reason());
            standing.treatment().heldUp(wanted.group());
        } else if (answer instanceof RegroupAnswer.NotSent notSent) {
            throw RetryLater.failed(notSent.reason(), notSent.retryAfter());
        } else if (answer instanceof RegroupAnswer.Unknown unknown) {
            throw RetryLater.failed("the answer to the split of a group was lost: " + unknown.reason());
        } else if (answer instanceof RegroupAnswer.Rejected rejected) {
            standing.treatment()
                    .stuck("the target refuses to split group " + wanted.group() + ": " + rejected.reason());
        }
        // A busy group is left alone: the split stays open, and the next look asks again.
    }
}
