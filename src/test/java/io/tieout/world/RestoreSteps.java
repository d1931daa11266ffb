package io.tieout.world;

import io.tieout.domain.posting.Closed;
import io.tieout.domain.posting.PostingState;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.store.batch.BatchRow;
import io.tieout.world.Model.Step;
import io.tieout.world.World.Recovery;
import java.util.List;
import java.util.Optional;

/** A dump is taken, restored later, and what the target holds is adopted (move 11). */
final class RestoreSteps {
    private final Scope scope;

    RestoreSteps(Scope scope) {
        this.scope = scope;
    }

    List<Step<World>> of(World world) {
        if (!scope.kinds().contains(Fault.RESTORE)) {
            return List.of();
        }
        return switch (world.recovery()) {
            case NONE -> world.backup().isEmpty() ? dumped(world) : restored(world);
            case UNAWARE, STOPPED -> List.of(new Step<>("the operator begins the restore command", raised(world)));
            case FENCING -> List.of(new Step<>("the fence stands", fenced(world)));
            case LISTING -> List.of(new Step<>("what the target holds is adopted", adopted(world)));
            case OVER -> List.of();
        };
    }

    private static List<Step<World>> dumped(World world) {
        if (world.faults() == 0) {
            return List.of();
        }
        Database dump = world.db();
        for (int batch = 0; batch < dump.batches().size(); batch++) {
            dump = dump.batch(batch, one -> one.heldBy(-1));
        }
        return List.of(new Step<>("the database is dumped", world.kept(Optional.of(dump))));
    }

    private static List<Step<World>> restored(World world) {
        if (world.faults() == 0) {
            return List.of();
        }
        World after = allStop(world).with(world.backup().get()).kept(Optional.empty());
        return List.of(
                new Step<>("the dump is restored", after.in(Recovery.UNAWARE).faulty()));
    }

    private static World allStop(World world) {
        World after = world;
        for (int who = 0; who < 2; who++) {
            after = after.stops(who);
        }
        if (world.desk().flatMap(World.Desk::call).isPresent()) {
            after = after.late(world.desk().flatMap(World.Desk::call).get());
        }
        return after.with(Optional.<World.Desk>empty());
    }

    /** The incarnation rises, and what was decided but not sent is dropped. */
    private World raised(World world) {
        World after = allStop(world);
        Database db = after.db();
        for (int posting = 0; posting < Posting.MOST; posting++) {
            Posting row = db.posting(posting).closing(Optional.empty());
            if (row.state() instanceof PostingState.Matched matched) {
                row = row.in(matched.await("the database was restored").to());
            }
            db = db.posting(posting, row);
        }
        Batch.Stamp last = db.last();
        after = after.with(db.at(new Batch.Stamp(last.incarnation() + 1, last.number())));
        return after.in(scope.mistake() == Mistake.NO_FENCE ? Recovery.LISTING : Recovery.FENCING);
    }

    private static World fenced(World world) {
        int incarnation = world.db().last().incarnation();
        return world.with(world.target().fenced(incarnation)).in(Recovery.LISTING);
    }

    /** One list of the target's references, and one transaction. */
    private static World adopted(World world) {
        Target target = world.target();
        Database db = world.db();
        Few orphans = Few.NONE;
        for (int ref = 0; ref < Posting.MOST; ref++) {
            Stage stage = target.stage(ref);
            Posting row = db.posting(ref);
            if (stage == Stage.CLOSED) {
                db = db.posting(ref, closed(row));
            } else if (stage != Stage.UNKNOWN && row.state() instanceof PostingState.Undecided) {
                PostingState.Sending sending = (PostingState.Sending)
                        new PostingState.Matched().freeze("adopted").to();
                Posting born = (row.born() ? row : Posting.NEW)
                        .holding(row.contents().adopted(target.entry(ref).content()));
                db = db.posting(
                        ref,
                        born.frozen(
                                sending.acknowledge("adopted").to(),
                                db.batches().size()));
                orphans = orphans.with(ref);
            } else if (stage != Stage.UNKNOWN && !(row.state() instanceof PostingState.Confirmed)) {
                db = db.posting(
                        ref,
                        row.holding(row.contents().adopted(target.entry(ref).content())));
            }
        }
        db = restamped(db, target);
        if (!orphans.isEmpty()) {
            Batch.Stamp stamp =
                    new Batch.Stamp(db.last().incarnation(), db.last().number() + 1);
            db = db.plus(Batch.frozen(orphans, stamp).in(BatchRow.State.LOADED));
        }
        return world.with(db).in(Recovery.OVER);
    }

    private static Posting closed(Posting row) {
        return row.state() instanceof Closed
                ? row
                : new Posting(true, new Closed.Asked(), row.batch(), row.contents(), Optional.empty());
    }

    /** Batches that go on go under the new incarnation, with numbers that the target has not seen. */
    private static Database restamped(Database db, Target target) {
        int incarnation = db.last().incarnation();
        int number = Math.max(db.last().number(), target.highestNumber());
        Database after = db;
        for (int batch = 0; batch < db.batches().size(); batch++) {
            number++;
            Batch.Stamp stamp = new Batch.Stamp(incarnation, number);
            after = after.batch(batch, one -> one.stamped(stamp));
        }
        return after.at(new Batch.Stamp(incarnation, number));
    }
}
