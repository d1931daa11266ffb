package io.tieout.world;

import io.tieout.domain.posting.PostingState;
import io.tieout.store.posting.Closures.Afterwards;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A state of the small world.
 *
 * @param backup a dump of the database
 * @param late calls whose answer nobody waits for, in order, each once
 * @param faults how many may still happen
 */
record World(
        Database db,
        Optional<Database> backup,
        Recovery recovery,
        Target target,
        List<Worker> workers,
        Optional<Desk> desk,
        List<Call> late,
        int faults) {
    private static final Comparator<Worker> ORDER = Comparator.comparing(Worker::phase)
            .thenComparing(Worker::subject)
            .thenComparing(Worker::holds)
            .thenComparing(Worker::waiting)
            .thenComparing(worker -> worker.asked().bits());

    /** How far a restore is. */
    enum Recovery {
        NONE,
        /** The database is an older one, and nobody has noticed. */
        UNAWARE,
        /** The target has said that it knows more: the connection is stopped. */
        STOPPED,
        /** The incarnation was raised, and the target is to refuse lower ones. */
        FENCING,
        /** What the target holds is to be adopted. */
        LISTING,
        OVER
    }

    /**
     * A person's own process that asks the target to close a reference.
     *
     * @param closed what it has answered, when it has
     */
    record Desk(int posting, Afterwards afterwards, Optional<Call> call, Optional<Boolean> closed) {}

    static World start(Scope scope) {
        List<Posting> postings = new ArrayList<>(java.util.Collections.nCopies(Posting.MOST, Posting.UNBORN));
        for (int fact = 0; fact < scope.facts(); fact++) {
            postings.set(2 * fact, Posting.NEW);
        }
        Database db = new Database(List.copyOf(postings), List.of(), Few.NONE, new Batch.Stamp(1, 0));
        return new World(
                db,
                Optional.empty(),
                Recovery.NONE,
                Target.empty(),
                List.of(Worker.IDLE, Worker.IDLE),
                Optional.empty(),
                List.of(),
                scope.faults());
    }

    Worker worker(int who) {
        return workers.get(who);
    }

    World with(Database other) {
        return new World(other, backup, recovery, target, workers, desk, late, faults);
    }

    World with(Target other) {
        return new World(db, backup, recovery, other, workers, desk, late, faults);
    }

    World with(Optional<Desk> other) {
        return new World(db, backup, recovery, target, workers, other, late, faults);
    }

    World in(Recovery other) {
        return new World(db, backup, other, target, workers, desk, late, faults);
    }

    World kept(Optional<Database> dump) {
        return new World(db, dump, recovery, target, workers, desk, late, faults);
    }

    World worker(int who, Worker other) {
        return new World(db, backup, recovery, target, Database.replaced(workers, who, other), desk, late, faults);
    }

    World faulty() {
        return new World(db, backup, recovery, target, workers, desk, late, faults - 1);
    }

    /** Nobody waits for a call any more: it lands some time, or never, or, tried again, more than once. */
    World late(Call call) {
        if (late.contains(call)) {
            return this;
        }
        List<Call> all = new ArrayList<>(late);
        all.add(call);
        all.sort(Call.ORDER);
        return new World(db, backup, recovery, target, workers, desk, List.copyOf(all), faults);
    }

    World batch(int number, UnaryOperator<Batch> change) {
        return with(db.batch(number, change));
    }

    World state(int posting, PostingState state) {
        return with(db.posting(posting, db.posting(posting).in(state)));
    }

    /** A worker stops: its call stays on its way, and its lease, if it is still its own, is free. */
    World stops(int who) {
        Worker worker = worker(who);
        World after = worker(who, Worker.IDLE);
        if (worker.holds() && worker.phase() != Worker.Phase.DECIDE) {
            after = after.batch(worker.subject(), batch -> batch.heldBy(-1));
        }
        return worker.call().isPresent() ? after.late(worker.call().get()) : after;
    }

    /**
     * A worker has lost its lease: with the next thing it would write or call it stops, so it stops at once; only what
     * is written without the lease (the end of a split, the request of an import) it would write yet.
     *
     * @param guarded whether what it writes is guarded
     */
    World bereft(int who, boolean guarded) {
        Worker worker = worker(who);
        boolean writes = worker.phase() == Worker.Phase.SPLIT || worker.phase() == Worker.Phase.IMPORT;
        World without = worker(who, worker.bereft());
        return guarded && !writes ? without.stops(who) : without;
    }

    /** A batch is taken away from the worker that has it, if any has. */
    World interrupted(int batch, boolean guarded) {
        int holder = db.batch(batch).holder();
        World free = batch(batch, one -> one.heldBy(-1));
        return holder < 0 ? free : free.bereft(holder, guarded);
    }

    /** The two workers are alike: what differs in nothing but who is who is one state. */
    World canonical() {
        if (ORDER.compare(worker(0), worker(1)) <= 0) {
            return this;
        }
        List<Batch> swapped = db.batches().stream()
                .map(batch -> batch.holder() < 0 ? batch : batch.heldBy(1 - batch.holder()))
                .toList();
        return new World(
                new Database(db.postings(), swapped, db.unwanted(), db.last()),
                backup,
                recovery,
                target,
                List.of(worker(1), worker(0)),
                desk,
                late,
                faults);
    }

    /** By hand, since it is asked for at every step. */
    @Override
    public int hashCode() {
        int ours = (db.hashCode() * 31 + backup.hashCode()) * 31 + recovery.hashCode();
        int theirs = (target.hashCode() * 31 + late.hashCode()) * 31 + faults;
        return (ours * 31 + theirs) * 31 + workers.hashCode() * 17 + desk.hashCode();
    }
}
