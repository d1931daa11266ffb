package io.tieout.world;

import io.tieout.flow.FlowRules;
import io.tieout.flow.FlowRules.Found;
import io.tieout.world.Call.Change;
import io.tieout.world.Entry.Flaw;
import io.tieout.world.Model.Step;
import io.tieout.world.Worker.Phase;
import java.util.List;
import java.util.Optional;

/** Amendments (move 7): what was begun is brought to its end first, and a date that can't stay is moved. */
final class AmendSteps {
    private final Scope scope;
    private final FlowRules rules;

    AmendSteps(Scope scope, FlowRules rules) {
        this.scope = scope;
        this.rules = rules;
    }

    /** What a look does about the first open amendment that it has not sent yet. */
    Optional<Step<World>> resolve(World world, int who) {
        Worker worker = world.worker(who);
        List<Integer> members = world.db().batch(worker.subject()).members().list();
        for (int place = 0; place < members.size(); place++) {
            int member = members.get(place);
            boolean open = world.db().posting(member).contents().amending();
            if (open && !worker.look().sent().has(member)) {
                return Optional.of(
                        resolved(world, who, member, worker.look().found().get(place)));
            }
        }
        return Optional.empty();
    }

    private Step<World> resolved(World world, int who, int member, Found found) {
        Contents contents = world.db().posting(member).contents();
        return switch (rules.amendment(found)) {
            case STANDS ->
                new Step<>("a worker finds " + member + " amended", ended(world, who, member, contents.done()));
            case SEND ->
                new Step<>(
                        "a worker has " + member + " amended",
                        call(world, who, member, new Change(contents.held(), contents.open())));
            case OVERTAKEN ->
                new Step<>("a worker drops the amendment of " + member, ended(world, who, member, contents.dropped()));
        };
    }

    private World call(World world, int who, int member, Change change) {
        Worker worker = world.worker(who);
        int place = world.db().batch(worker.subject()).members().list().indexOf(member);
        int group = worker.look().found().get(place).group();
        Change sent =
                scope.mistake() == Mistake.AMENDED_WHATEVER_STANDS ? new Change(Change.WHATEVER, change.to()) : change;
        Call call = new Call(
                Call.Kind.AMEND,
                Few.one(member),
                world.db().batch(worker.subject()).stamp(),
                group,
                0,
                sent);
        return world.worker(who, worker.with(worker.look().sent(member)).calls(Phase.AMEND, Few.one(member), call));
    }

    private static World ended(World world, int who, int member, Contents contents) {
        Posting row = world.db().posting(member);
        World after = world.with(world.db().posting(member, row.holding(contents)));
        return after.worker(who, after.worker(who).at(Phase.FIND));
    }

    /** Writes what an amendment was answered, if the lease is still its own. */
    World answered(World world, int who) {
        Worker worker = world.worker(who);
        if (!worker.holds()) {
            return world.stops(who);
        }
        int member = worker.asked().list().get(0);
        Contents contents = world.db().posting(member).contents();
        return switch (worker.reply().orElseThrow().word()) {
            case DONE -> ended(world, who, member, (contents.amending() ? contents : contents.intended()).done());
            case CHANGED -> ended(world, who, member, contents.declined());
            case NOT_WAITING -> ended(world, who, member, contents.dropped());
            default -> world.worker(who, worker.at(Phase.ACT));
        };
    }

    /** What becomes of a group that was refused for its date: the link's rule moves what can't stay. */
    World dates(World world, int who, int group) {
        Worker worker = world.worker(who);
        List<Integer> late = world.target().in(group).list().stream()
                .filter(ref -> world.target().entry(ref).rows().get(0).flaw() == Flaw.DATE)
                .toList();
        if (late.isEmpty()) {
            return world.worker(who, worker.with(worker.look().ready(group)));
        }
        if (late.stream()
                .anyMatch(ref -> !world.db().posting(ref).contents().refused().isEmpty())) {
            return world.worker(who, worker.with(worker.look().asks(Few.of(late))));
        }
        if (scope.mistake() == Mistake.AMENDED_UNSTORED) {
            Contents contents = world.db().posting(late.get(0)).contents();
            return call(world, who, late.get(0), new Change(contents.held(), contents.given() + 1));
        }
        World after = world;
        for (int ref : late) {
            Posting row = after.db().posting(ref);
            after = row.contents().amending()
                    ? after
                    : after.with(
                            after.db().posting(ref, row.holding(row.contents().intended())));
        }
        return after.worker(who, worker.at(Phase.FIND));
    }
}
