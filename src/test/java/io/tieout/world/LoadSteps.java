package io.tieout.world;

import io.tieout.domain.posting.PostingState;
import io.tieout.flow.FlowRules;
import io.tieout.port.SubmitOutcome;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.store.batch.BatchRow;
import io.tieout.store.posting.Closures.Afterwards;
import io.tieout.world.Reply.Word;
import io.tieout.world.Worker.Look;
import io.tieout.world.Worker.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a worker begins with a batch: it carries out what persons gave up, and loads what the target has not answered. */
final class LoadSteps {
    private final Scope scope;
    private final FlowRules rules;

    LoadSteps(Scope scope, FlowRules rules) {
        this.scope = scope;
        this.rules = rules;
    }

    /** The first call of a look, if it needs one before the target is asked how all stands. */
    World begin(World world, int who) {
        int number = world.worker(who).subject();
        Optional<Integer> closing = world.db().batch(number).members().list().stream()
                .filter(member -> world.db().posting(member).closure().isPresent())
                .findFirst();
        if (closing.isPresent()) {
            return close(world, who, closing.get());
        }
        return loadOrFind(scope.mistake() == Mistake.BATCH_REBUILT ? rebuilt(world, number) : world, who);
    }

    private static Worker read(World world, int who, Batch batch) {
        List<PostingState> states =
                batch.members().list().stream().map(world.db()::state).toList();
        return world.worker(who).reading(states).with(Look.NOTHING);
    }

    private World close(World world, int who, int posting) {
        Worker worker = world.worker(who);
        if (scope.mistake() == Mistake.ABSENT_WITHOUT_TOMBSTONE) {
            Stage stage = world.target().stage(posting);
            boolean absent = stage == Stage.UNKNOWN || stage == Stage.GONE;
            return next(answered(world, posting, absent), who, posting);
        }
        Call call = Call.close(world.db(), Few.one(posting));
        return world.worker(who, worker.calls(Phase.CLOSE, Few.one(posting), call));
    }

    /** The target's answer to what a person had decided. */
    World closed(World world, int who) {
        Worker worker = world.worker(who);
        int posting = worker.asked().list().get(0);
        Reply reply = worker.reply().orElseThrow();
        if (reply.word() != Word.DONE) {
            return loadOrFind(world, who);
        }
        return next(answered(world, posting, reply.closed().has(posting)), who, posting);
    }

    private World next(World world, int who, int posting) {
        boolean waits = world.db().posting(posting).closure().isPresent();
        return waits ? loadOrFind(world, who) : begin(world, who);
    }

    /** A decision that could not be carried out now waits for the next look; this one goes on. */
    private World loadOrFind(World world, int who) {
        Worker worker = world.worker(who);
        Batch batch = world.db().batch(worker.subject());
        Worker fresh = read(world, who, batch);
        Call call = new Call(Call.Kind.LOAD, batch.members(), batch.stamp(), 0, 0);
        boolean frozen = batch.state() == BatchRow.State.FROZEN;
        return world.worker(who, frozen ? fresh.calls(Phase.LOAD, Few.NONE, call) : fresh.at(Phase.FIND));
    }

    /** Writes what the target said about a closure, if a decision about it still waits. */
    World answered(World world, int posting, boolean closed) {
        Posting row = world.db().posting(posting);
        if (row.closure().isEmpty() || (closed && !rules.mayEnd(row.state()))) {
            return world;
        }
        World over = world.with(world.db().posting(posting, row.closing(Optional.empty())));
        if (!closed) {
            return over;
        }
        World ended = over.state(posting, rules.ended(row.state(), row.closure().get()));
        return row.closure().get() == Afterwards.AGAIN ? succeeded(ended, posting) : ended;
    }

    /** The next generation takes what the one before took. */
    private static World succeeded(World world, int posting) {
        if (world.db().posting(posting + 1).born()) {
            return world;
        }
        PostingState matched = new PostingState.Waiting()
                .match("takes what the earlier one took")
                .to();
        return world.with(world.db().posting(posting + 1, Posting.NEW.in(matched)));
    }

    private static World rebuilt(World world, int number) {
        World after = world;
        Batch batch = world.db().batch(number);
        if (batch.state() != BatchRow.State.FROZEN) {
            return world;
        }
        for (int member : batch.members().list()) {
            if (world.db().unwanted().has(Posting.fact(member))
                    && world.db().state(member) instanceof PostingState.Sending) {
                Posting out = world.db().posting(member).frozen(new PostingState.Ignored(), -1);
                after = after.with(after.db().posting(member, out))
                        .batch(number, one -> one.of(one.members().without(member)));
            }
        }
        return after;
    }

    /** Writes what the target answered for each posting, and has the refused ones closed. */
    World loaded(World world, int who) {
        Worker worker = world.worker(who);
        Reply reply = worker.reply().orElseThrow();
        if (reply.word() == Word.REFUSED) {
            return world.stops(who);
        }
        World after = world;
        List<Integer> members = world.db().batch(worker.subject()).members().list();
        for (int place = 0; place < members.size(); place++) {
            SubmitOutcome outcome = reply.outcomes().get(members.get(place));
            if (outcome != null && worker.read().get(place) instanceof PostingState.Sending sending) {
                after = after.state(members.get(place), rules.loaded(sending, outcome));
            }
        }
        if (worker.holds() && !reply.outcomes().isEmpty()) {
            after = after.batch(worker.subject(), batch -> batch.in(BatchRow.State.LOADED));
        }
        if (reply.word() == Word.ESTRANGED || reply.number() > world.db().last().number()) {
            return after.stops(who).in(World.Recovery.STOPPED);
        }
        return worker.holds() ? closeRefused(after, who, reply.outcomes()) : after.stops(who);
    }

    private World closeRefused(World world, int who, Map<Integer, SubmitOutcome> outcomes) {
        Worker worker = world.worker(who);
        Few refused = Few.of(outcomes.keySet().stream()
                .filter(ref -> outcomes.get(ref) instanceof SubmitOutcome.Refused)
                .filter(ref -> world.db().state(ref) instanceof PostingState.Sending)
                .toList());
        if (refused.isEmpty()) {
            return world.worker(
                    who, read(world, who, world.db().batch(worker.subject())).at(Phase.FIND));
        }
        if (scope.mistake() == Mistake.ABSENT_WITHOUT_TOMBSTONE) {
            return find(absent(world, refused), who);
        }
        Call call = Call.close(world.db(), refused);
        return world.worker(who, worker.calls(Phase.CLOSE_REFUSED, refused, call));
    }

    /** The refused ones that the target has closed are absent for good. */
    World refusedClosed(World world, int who) {
        Worker worker = world.worker(who);
        Reply reply = worker.reply().orElseThrow();
        World after = absent(world, reply.closed());
        return worker.holds() ? find(after, who) : after.stops(who);
    }

    private static World find(World world, int who) {
        Worker worker = world.worker(who);
        return world.worker(
                who, read(world, who, world.db().batch(worker.subject())).at(Phase.FIND));
    }

    private static World absent(World world, Few refs) {
        World after = world;
        for (int ref : refs.list()) {
            if (world.db().state(ref) instanceof PostingState.Sending sending) {
                after = after.state(ref, sending.closed("refused").to());
            }
        }
        return after;
    }
}
