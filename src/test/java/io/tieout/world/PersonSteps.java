package io.tieout.world;

import io.tieout.domain.posting.Closed;
import io.tieout.domain.posting.PostingState;
import io.tieout.flow.FlowRules;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.store.posting.Closures.Afterwards;
import io.tieout.world.Model.Step;
import io.tieout.world.TargetSteps.Landing;
import io.tieout.world.World.Desk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What persons decide here about what lives, or may live, in the target; their process asks it, too. */
final class PersonSteps {
    private final Scope scope;
    private final FlowRules rules;
    private final LoadSteps loads;

    PersonSteps(Scope scope, FlowRules rules) {
        this.scope = scope;
        this.rules = rules;
        this.loads = new LoadSteps(scope, rules);
    }

    List<Step<World>> of(World world) {
        List<Step<World>> steps = new ArrayList<>();
        if (world.desk().isPresent()) {
            answers(world, world.desk().get(), steps);
            return steps;
        }
        for (int posting = 0; posting < Posting.MOST; posting++) {
            Posting row = world.db().posting(posting);
            for (Afterwards afterwards : Afterwards.values()) {
                if (row.born() && row.closure().isEmpty() && decidable(world, posting, afterwards)) {
                    String words = "a person decides about " + posting + ": " + afterwards;
                    World after = intended(world, posting, afterwards);
                    steps.add(new Step<>(words, free(row.state()) ? after : after.faulty()));
                }
            }
            corrected(world, posting).ifPresent(steps::add);
        }
        return steps;
    }

    /** Another account for rows that stand in error, as they were sent; the look at their batch sends it. */
    private Optional<Step<World>> corrected(World world, int posting) {
        Posting row = world.db().posting(posting);
        boolean stands = row.state() instanceof PostingState.LiveReview
                && world.target().stage(posting) == Stage.INTERFACE_ERROR
                && world.target().entry(posting).content() == row.contents().held();
        boolean may = world.faults() > 0 && scope.kinds().contains(Fault.CORRECTION);
        if (!stands || !may || row.contents().amending()) {
            return Optional.empty();
        }
        World after = world.with(
                world.db().posting(posting, row.holding(row.contents().intended())));
        return Optional.of(new Step<>("a person corrects an account of " + posting, after.faulty()));
    }

    private boolean decidable(World world, int posting, Afterwards afterwards) {
        PostingState state = world.db().state(posting);
        boolean latest = world.db().latest(Posting.fact(posting)) == posting;
        boolean room = afterwards != Afterwards.AGAIN || !Posting.second(posting);
        boolean may = free(state) || (world.faults() > 0 && scope.kinds().contains(Fault.GIVE_UP));
        return may && room && rules.allowed(state, afterwards, latest);
    }

    /**
     * What waits for a person can always be decided; anything else is their whim. Where they correct accounts, and give
     * nothing up, they end nothing either: that is explored without corrections.
     */
    private boolean free(PostingState state) {
        boolean correct =
                scope.kinds().contains(Fault.CORRECTION) && !scope.kinds().contains(Fault.GIVE_UP);
        return !correct && asks(state);
    }

    private static boolean asks(PostingState state) {
        return state instanceof PostingState.LiveReview
                || state instanceof PostingState.Gone
                || state instanceof Closed.Asked;
    }

    private World intended(World world, int posting, Afterwards afterwards) {
        Posting row = world.db().posting(posting);
        World kept = world.with(world.db().posting(posting, row.closing(Optional.of(afterwards))));
        Call call = Call.close(world.db(), Few.one(posting));
        Desk desk = new Desk(posting, afterwards, Optional.of(call), Optional.empty());
        boolean asks = scope.mistake() != Mistake.ABSENT_WITHOUT_TOMBSTONE;
        return kept.interrupted(row.batch(), guarded()).with(Optional.of(desk).filter(one -> asks));
    }

    private void answers(World world, Desk desk, List<Step<World>> steps) {
        if (desk.call().isPresent()) {
            for (Landing landing : TargetSteps.land(world.target(), desk.call().get(), false)) {
                Reply reply = landing.reply();
                Optional<Desk> answered = Optional.of(new Desk(
                                desk.posting(),
                                desk.afterwards(),
                                Optional.empty(),
                                Optional.of(reply.closed().has(desk.posting()))))
                        .filter(one -> reply.word() == Reply.Word.DONE);
                steps.add(new Step<>(
                        "the person's " + landing.words(),
                        world.with(landing.after()).with(answered)));
            }
            if (world.faults() > 0 && scope.kinds().contains(Fault.LOST)) {
                World after =
                        world.with(Optional.<Desk>empty()).late(desk.call().get());
                steps.add(new Step<>("the person's process dies", after.faulty()));
            }
            return;
        }
        steps.add(new Step<>("the person's process writes the answer", written(world, desk)));
    }

    private World written(World world, Desk desk) {
        Posting row = world.db().posting(desk.posting());
        World free = world.interrupted(row.batch(), guarded()).with(Optional.<Desk>empty());
        boolean same = row.closure().filter(desk.afterwards()::equals).isPresent();
        return same ? loads.answered(free, desk.posting(), desk.closed().orElseThrow()) : free;
    }

    private boolean guarded() {
        return scope.mistake() != Mistake.STATE_WITHOUT_GUARD;
    }
}
