package io.tieout.world;

import io.tieout.domain.posting.PostingState;
import io.tieout.flow.FlowRules;
import io.tieout.flow.FlowRules.Found;
import io.tieout.flow.FlowRules.Trouble;
import io.tieout.port.erp.Remedy;
import io.tieout.store.batch.BatchRow;
import io.tieout.world.Batch.Run;
import io.tieout.world.Batch.Split;
import io.tieout.world.Entry.Flaw;
import io.tieout.world.Entry.Status;
import io.tieout.world.Model.Step;
import io.tieout.world.Reply.Word;
import io.tieout.world.Worker.Look;
import io.tieout.world.Worker.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One look at a batch: how all stands, splits, imports, and what is written of it. */
final class LookSteps {
    private final Scope scope;
    private final FlowRules rules;
    private final AmendSteps amendments;

    LookSteps(Scope scope, FlowRules rules) {
        this.scope = scope;
        this.rules = rules;
        this.amendments = new AmendSteps(scope, rules);
    }

    /** One consistent read; whether an import that ends meanwhile was noticed before, or not. */
    List<Step<World>> find(World world, int who) {
        List<Step<World>> steps = new ArrayList<>();
        World noticed = noticed(world, who);
        steps.add(new Step<>("a worker finds", found(noticed, who)));
        if (!noticed.equals(world)) {
            steps.add(new Step<>("a worker finds, and had not noticed the import's end", found(world, who)));
        }
        return steps;
    }

    private static World noticed(World world, int who) {
        int number = world.worker(who).subject();
        World after = world;
        for (Run run : world.db().batch(number).runs()) {
            boolean over = world.target().group(run.group()).running() != run.number();
            if (run.submitted() && !run.ended() && over) {
                Run ended = new Run(run.group(), run.number(), true, true);
                after = after.batch(number, batch -> batch.withRun(ended));
            }
        }
        return after;
    }

    private static World found(World world, int who) {
        Worker worker = world.worker(who);
        List<Integer> members = world.db().batch(worker.subject()).members().list();
        List<Found> found = members.stream()
                .map(member ->
                        world.target().found(member, world.db().posting(member).contents()))
                .toList();
        List<PostingState> states = members.stream().map(world.db()::state).toList();
        return world.worker(who, worker.reading(states).with(Look.of(found)).at(Phase.ACT));
    }

    /** The next thing that a look does; when nothing is left to do, it is written. */
    Step<World> act(World world, int who) {
        Worker worker = world.worker(who);
        String name = "a worker";
        if (!worker.holds()) {
            return new Step<>(name + " writes what it found", settled(world, who));
        }
        Optional<Step<World>> amends = amendments.resolve(world, who);
        if (amends.isPresent()) {
            return amends.get();
        }
        Batch batch = world.db().batch(worker.subject());
        if (batch.split().isPresent() && !worker.look().tried()) {
            return new Step<>(
                    name + " resolves the split",
                    resolved(world, who, batch.split().get()));
        }
        Optional<Integer> suspect = suspect(batch, worker);
        if (suspect.isPresent()) {
            return new Step<>(name + " reads the rows of group " + suspect.get(), examined(world, who, suspect.get()));
        }
        return imports(world, who)
                .map(after -> new Step<>(name + " has a group imported", after))
                .orElseGet(() -> new Step<>(name + " writes what it found", settled(world, who)));
    }

    private World resolved(World world, int who, Split split) {
        Worker worker = world.worker(who);
        List<Integer> members = world.db().batch(worker.subject()).members().list();
        List<Found> moved = split.moved().list().stream()
                .map(ref -> worker.look().found().get(members.indexOf(ref)))
                .toList();
        if (scope.mistake() == Mistake.SPLIT_BY_DELETE_AND_INSERT) {
            return callSplit(world, who, split);
        }
        Optional<Boolean> made = rules.made(split.group(), moved);
        if (made.isPresent() && !made.get()) {
            return callSplit(world, who, split);
        }
        World over = world.batch(worker.subject(), batch -> batch.splitting(Optional.empty()));
        if (made.isPresent()) {
            over = over.batch(
                    worker.subject(), batch -> batch.withGroup(moved.get(0).group()));
        }
        return over.worker(who, worker.at(Phase.FIND));
    }

    private World callSplit(World world, int who, Split split) {
        Worker worker = world.worker(who);
        Call.Kind kind =
                scope.mistake() == Mistake.SPLIT_BY_DELETE_AND_INSERT ? Call.Kind.DELETE_ROWS : Call.Kind.REGROUP;
        Call call =
                new Call(kind, split.moved(), world.db().batch(worker.subject()).stamp(), split.group(), split.rows());
        return world.worker(who, worker.with(worker.look().afterTrial()).calls(Phase.SPLIT, Few.NONE, call));
    }

    private Optional<Integer> suspect(Batch batch, Worker worker) {
        List<Found> found = worker.look().found();
        for (int place = 0; place < found.size(); place++) {
            int group = found.get(place).group();
            boolean before = batch.made().has(group)
                    || batch.run(group).filter(Run::ended).isPresent();
            if (group > 0
                    && !worker.look().examined().has(group)
                    && rules.suspicious(found.get(place), worker.read().get(place), before)
                    && !rules.foreign(found).contains(group)) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }

    private World examined(World world, int who, int group) {
        Worker worker = world.worker(who);
        Batch batch = world.db().batch(worker.subject());
        Map<Integer, Remedy> rows = rows(world.target(), group);
        Few leaving = Few.of(rules.leaving(rows));
        Look look = worker.look().examined(group);
        if (leaving.isEmpty()) {
            return switch (rules.remedy(rows)) {
                case PERSON -> world.worker(who, worker.with(look.asks(Few.of(rows.keySet()))));
                case MOVE_DATE -> amendments.dates(world.worker(who, worker.with(look)), who, group);
                default -> world.worker(who, worker.with(look.ready(group)));
            };
        }
        World told = world.worker(who, worker.with(look.waits(Few.of(rows.keySet()))));
        if (batch.split().isPresent()) {
            return told;
        }
        Split split = new Split(group, leaving, rows.size());
        return callSplit(told.batch(worker.subject(), one -> one.splitting(Optional.of(split))), who, split);
    }

    private static Map<Integer, Remedy> rows(Target target, int group) {
        Map<Integer, Remedy> rows = new HashMap<>();
        for (int ref : target.in(group).list()) {
            Entry entry = target.entry(ref);
            Remedy coded = entry.coded(group, Flaw.DATE) ? Remedy.MOVE_DATE : Remedy.PERSON;
            Remedy remedy = entry.in(group, Status.ERROR) ? coded : Remedy.NONE;
            rows.put(ref, entry.edited() ? Remedy.PERSON : remedy);
        }
        return rows;
    }

    private Optional<World> imports(World world, int who) {
        Worker worker = world.worker(who);
        Batch batch = world.db().batch(worker.subject());
        Look look = worker.look();
        for (int group : rules.waiting(
                look.found(),
                java.util.Set.copyOf(look.examined().list()),
                java.util.Set.copyOf(look.ready().list()))) {
            Run latest = batch.run(group).orElse(new Run(group, 0, false, false));
            int due = rules.run(latest.number(), latest.submitted(), latest.ended());
            if (due > 0 && !look.imported().has(group)) {
                Call call = new Call(Call.Kind.IMPORT, Few.NONE, batch.stamp(), group, due);
                Worker calling = worker.with(look.imported(group)).calls(Phase.IMPORT, Few.one(group), call);
                Run intended = due == latest.number() ? latest : new Run(group, due, false, false);
                return Optional.of(world.batch(worker.subject(), one -> one.withRun(intended))
                        .worker(who, calling));
            }
        }
        return Optional.empty();
    }

    /** The split's answer is written whoever holds the lease by now, if the split is still open. */
    World split(World world, int who) {
        Worker worker = world.worker(who);
        Reply reply = worker.reply().orElseThrow();
        Optional<Split> open = world.db().batch(worker.subject()).split();
        World after = world;
        boolean acted = false;
        if (open.isPresent() && reply.word() == Word.DONE && reply.number() > 0) {
            acted = true;
            after = after.batch(
                    worker.subject(), batch -> batch.splitting(Optional.empty()).withGroup(reply.number()));
        } else if (open.isPresent() && reply.word() == Word.DONE) {
            Call insert = new Call(
                    Call.Kind.INSERT_ROWS,
                    open.get().moved(),
                    world.db().batch(worker.subject()).stamp(),
                    open.get().group(),
                    0);
            return world.worker(who, worker.calls(Phase.SPLIT, Few.NONE, insert));
        } else if (open.isPresent() && reply.word() == Word.CHANGED) {
            after = after.batch(worker.subject(), batch -> batch.splitting(Optional.empty()));
        }
        return on(after, who, acted ? Phase.FIND : Phase.ACT);
    }

    /** The request of a run is written whoever holds the lease by now. */
    World imported(World world, int who) {
        Worker worker = world.worker(who);
        int group = worker.asked().list().get(0);
        World after = world;
        if (worker.reply().orElseThrow().word() == Word.DONE) {
            int number = worker.reply().get().number();
            after = after.batch(
                    worker.subject(),
                    batch -> batch.run(group)
                            .filter(run -> run.number() == number && !run.submitted())
                            .map(run -> batch.withRun(new Run(group, number, true, false)))
                            .orElse(batch));
        }
        return on(after, who, Phase.ACT);
    }

    /** What an amendment was answered. */
    World amended(World world, int who) {
        return amendments.answered(world, who);
    }

    private static World on(World world, int who, Phase phase) {
        Worker worker = world.worker(who);
        return worker.holds() ? world.worker(who, worker.at(phase)) : world.stops(who);
    }

    private World settled(World world, int who) {
        Worker worker = world.worker(who);
        Batch batch = world.db().batch(worker.subject());
        List<Integer> members = batch.members().list();
        List<Found> found = worker.look().found();
        World after = world;
        List<PostingState> states = new ArrayList<>();
        for (int place = 0; place < found.size(); place++) {
            PostingState read = worker.read().get(place);
            PostingState to = rules.looked(read, found.get(place), trouble(worker.look(), members.get(place)));
            after = to.equals(read) ? after : after.state(members.get(place), to);
            states.add(to);
        }
        boolean closing = world.db().closing(worker.subject());
        BatchRow.State state = rules.loadAgain(states, found) ? BatchRow.State.FROZEN : rules.batch(states, closing);
        return (worker.holds() ? after.batch(worker.subject(), one -> one.in(state)) : after).stops(who);
    }

    private static Trouble trouble(Look look, int member) {
        if (look.asks().has(member)) {
            return Trouble.ASKS;
        }
        return look.waits().has(member) ? Trouble.WAITS : Trouble.NONE;
    }
}
