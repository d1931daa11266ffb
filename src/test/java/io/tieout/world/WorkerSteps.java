package io.tieout.world;

import io.tieout.domain.posting.PostingState;
import io.tieout.flow.FlowRules;
import io.tieout.store.batch.BatchRow;
import io.tieout.world.Model.Step;
import io.tieout.world.Worker.Look;
import io.tieout.world.Worker.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a worker does, as the flow's classes do it: each of these is one transaction, one read, or one call. */
final class WorkerSteps {
    private final Scope scope;
    private final LoadSteps loads;
    private final LookSteps looks;

    WorkerSteps(Scope scope, FlowRules rules) {
        this.scope = scope;
        this.loads = new LoadSteps(scope, rules);
        this.looks = new LookSteps(scope, rules);
    }

    List<Step<World>> of(World world, int who) {
        Worker worker = world.worker(who);
        if (worker.idle()) {
            return stopped(world) ? List.of() : claims(world, who);
        }
        if (worker.waiting()) {
            return List.of();
        }
        String name = "a worker";
        return switch (worker.phase()) {
            case DECIDE -> List.of(new Step<>(name + " writes its decision", decided(world, who)));
            case CLOSE -> List.of(new Step<>(name + " writes the closure's answer", loads.closed(world, who)));
            case LOAD -> List.of(new Step<>(name + " writes the load's answers", loads.loaded(world, who)));
            case CLOSE_REFUSED ->
                List.of(new Step<>(name + " writes that the refused are closed", loads.refusedClosed(world, who)));
            case FIND -> looks.find(world, who);
            case ACT -> List.of(looks.act(world, who));
            case SPLIT -> List.of(new Step<>(name + " writes the split's answer", looks.split(world, who)));
            case AMEND -> List.of(new Step<>(name + " writes the amendment's answer", looks.amended(world, who)));
            case IMPORT -> List.of(new Step<>(name + " writes the import's answer", looks.imported(world, who)));
            case IDLE -> List.of();
        };
    }

    private static boolean stopped(World world) {
        return world.recovery() != World.Recovery.NONE
                && world.recovery() != World.Recovery.UNAWARE
                && world.recovery() != World.Recovery.OVER;
    }

    private List<Step<World>> claims(World world, int who) {
        List<Step<World>> steps = new ArrayList<>();
        for (int posting = 0; posting < Posting.MOST; posting++) {
            if (undecided(world, posting) && !decides(world.worker(1 - who), posting)) {
                steps.add(new Step<>("a worker claims the fact of posting " + posting, deciding(world, who, posting)));
            }
        }
        for (int batch = 0; batch < world.db().batches().size(); batch++) {
            claim(world, who, batch).ifPresent(steps::add);
        }
        return steps;
    }

    private static boolean decides(Worker worker, int posting) {
        return worker.phase() == Phase.DECIDE && worker.subject() == posting;
    }

    private static boolean undecided(World world, int posting) {
        Posting row = world.db().posting(posting);
        boolean unwanted = world.db().unwanted().has(Posting.fact(posting));
        return row.born()
                && (row.state() instanceof PostingState.Waiting
                        || (unwanted && row.state() instanceof PostingState.Matched));
    }

    private static World deciding(World world, int who, int posting) {
        Few decision = world.db().unwanted().has(Posting.fact(posting)) ? Few.one(0) : Few.NONE;
        return world.worker(
                who,
                new Worker(
                        Phase.DECIDE,
                        posting,
                        true,
                        List.of(world.db().state(posting)),
                        Look.NOTHING,
                        decision,
                        Optional.empty(),
                        Optional.empty()));
    }

    /** From the state that was read: nobody else writes it as long as the guard holds. */
    private static World decided(World world, int who) {
        Worker worker = world.worker(who);
        PostingState.Undecided read = (PostingState.Undecided) worker.read().get(0);
        PostingState to = worker.asked().isEmpty()
                ? read.match("the money fits").to()
                : read.close("not wanted any more").to();
        return world.state(worker.subject(), to).worker(who, Worker.IDLE);
    }

    private Optional<Step<World>> claim(World world, int who, int number) {
        Batch batch = world.db().batch(number);
        boolean due = batch.state() != BatchRow.State.DONE || world.db().closing(number);
        boolean expires = batch.holder() >= 0;
        if (!due || batch.holder() == who || (expires && !may(world, Fault.EXPIRY))) {
            return Optional.empty();
        }
        World free = expires ? world.faulty().interrupted(number, guarded()) : world;
        World held = free.batch(number, one -> one.heldBy(who))
                .worker(
                        who,
                        new Worker(
                                Phase.FIND,
                                number,
                                true,
                                List.of(),
                                Look.NOTHING,
                                Few.NONE,
                                Optional.empty(),
                                Optional.empty()));
        String words = expires ? "the lease runs out: a worker" : "a worker";
        return Optional.of(new Step<>(words + " claims batch " + number, loads.begin(held, who)));
    }

    private boolean guarded() {
        return scope.mistake() != Mistake.STATE_WITHOUT_GUARD;
    }

    private boolean may(World world, Fault fault) {
        return world.faults() > 0 && scope.kinds().contains(fault);
    }
}
