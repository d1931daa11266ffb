package io.tieout.flow;

import io.tieout.connection.Installation;
import io.tieout.port.RetryLater;
import io.tieout.port.erp.GroupAnswers.AmendAnswer;
import io.tieout.port.erp.GroupAnswers.Amended;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.JournalAnswers.Standing;
import io.tieout.port.erp.Journals;
import io.tieout.store.batch.Amendments;
import io.tieout.store.batch.Amendments.Amendment;
import io.tieout.store.posting.PostingRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sends frozen amendments (move 7), the link's and people's alike, to rows that wait. After a crash or a lost answer
 * the next look finds which content stands, and repeats the same bytes only where it is still the one before.
 */
@ApplicationScoped
public class Amending {
    private static final Set<Stage> WAITING = EnumSet.of(Stage.INTERFACE, Stage.INTERFACE_ERROR);

    private final AmendmentWrites writes;
    private final BatchCalls calls;
    private final Installation installation;

    Amending(AmendmentWrites writes, BatchCalls calls, Installation installation) {
        this.writes = writes;
        this.calls = calls;
        this.installation = installation;
    }

    /** Brings every open amendment of the batch to its end. */
    void resolve(BatchStanding standing) {
        Map<String, List<Amendment>> byGroup = new TreeMap<>();
        for (PostingRow posting : standing.batch().postings()) {
            standing.amendment(posting.reference())
                    .filter(amendment -> amendment.state() == Amendments.State.INTENDED)
                    .ifPresent(open -> resolve(standing, posting, open, byGroup));
        }
        byGroup.forEach((group, open) -> send(standing, group, open));
    }

    private void resolve(
            BatchStanding standing, PostingRow posting, Amendment open, Map<String, List<Amendment>> byGroup) {
        Standing one = standing.of(posting);
        switch (fate(open.wanted(), one)) {
            case STANDS -> done(standing, posting, open);
            case SEND ->
                byGroup.computeIfAbsent(one.group().orElseThrow(), group -> new ArrayList<>())
                        .add(open);
            case OVERTAKEN -> dropped(standing, posting, open);
        }
    }

    /** What becomes of an open amendment. */
    public enum Fate {
        /** The target holds the new rows. */
        STANDS,
        /** The rows wait as they were: the same bytes go, again if they went before. */
        SEND,
        /** There is nothing to amend any more. */
        OVERTAKEN
    }

    /** What becomes of an open amendment, by what stands now. */
    static Fate fate(Amendments.Wanted wanted, Standing standing) {
        if (standing.contentHash().filter(wanted.content()::equals).isPresent()) {
            return Fate.STANDS;
        }
        boolean asBefore = standing.contentHash().filter(wanted.from()::equals).isPresent();
        return asBefore
                        && WAITING.contains(standing.stage())
                        && standing.group().isPresent()
                ? Fate.SEND
                : Fate.OVERTAKEN;
    }

    private void send(BatchStanding standing, String group, List<Amendment> open) {
        Journals.Stamp stamp = new Journals.Stamp(installation.name(), installation.incarnation());
        List<Journals.FrozenChange> changes = open.stream()
                .map(one -> new Journals.FrozenChange(
                        one.reference(), one.wanted().content(), one.wanted().bytes()))
                .toList();
        AmendAnswer answer = calls.amend(standing.claim(), new Journals.Amendment(stamp, group, changes));
        if (answer instanceof AmendAnswer.Answered answered) {
            open.forEach(one -> write(standing, group, one, answered));
        } else if (answer instanceof AmendAnswer.NotSent notSent) {
            throw RetryLater.failed(notSent.reason(), notSent.retryAfter());
        } else if (answer instanceof AmendAnswer.Unknown unknown) {
            throw RetryLater.failed("the answer to an amendment was lost: " + unknown.reason());
        } else if (answer instanceof AmendAnswer.Rejected rejected) {
            standing.treatment().stuck("the target refuses to amend group " + group + ": " + rejected.reason());
        }
        // A busy group is left alone: the amendments stay open, and the next look asks again.
    }

    private void write(BatchStanding standing, String group, Amendment amendment, AmendAnswer.Answered answered) {
        PostingRow posting = standing.batch().posting(amendment.reference());
        Amended result = answered.results().get(amendment.reference());
        if (result instanceof Amended.Done) {
            done(standing, posting, amendment);
        } else if (result instanceof Amended.Changed changed) {
            refused(standing, posting, amendment, changed.reason());
        } else if (result instanceof Amended.Refused refused) {
            refused(standing, posting, amendment, refused.reason());
        } else {
            dropped(standing, posting, amendment);
            standing.treatment().heldUp(group);
        }
    }

    private void refused(BatchStanding standing, PostingRow posting, Amendment amendment, String why) {
        writes.refused(standing.claim(), posting, amendment, why);
        standing.treatment().acted();
    }

    private void done(BatchStanding standing, PostingRow posting, Amendment amendment) {
        writes.done(standing.claim(), posting, amendment);
        standing.treatment().acted();
    }

    private void dropped(BatchStanding standing, PostingRow posting, Amendment amendment) {
        writes.dropped(standing.claim(), posting, amendment, "its rows do not wait as they were any more");
        standing.treatment().acted();
    }
}
