package io.tieout.world;

import io.tieout.store.batch.BatchRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A frozen batch, as the database holds it.
 *
 * @param members its postings
 * @param stamp the incarnation and the load number that it is sent under
 * @param holder the worker that leased it, -1 for none
 * @param runs the latest import run of each of its groups
 * @param split the split whose outcome is not known
 * @param made the groups that its splits have made
 */
record Batch(
        Few members, Stamp stamp, BatchRow.State state, int holder, List<Run> runs, Optional<Split> split, Few made) {

    /** Under which incarnation and number of the installation a load goes. */
    record Stamp(int incarnation, int number) {
        @Override
        public int hashCode() {
            return incarnation * 31 + number;
        }
    }

    /** An import run of a group. */
    record Run(int group, int number, boolean submitted, boolean ended) {
        @Override
        public int hashCode() {
            return group * 31 + number * 4 + (submitted ? 2 : 0) + (ended ? 1 : 0);
        }
    }

    /** Who is to leave a group, and how many rows it had. */
    record Split(int group, Few moved, int rows) {}

    static Batch frozen(Few members, Stamp stamp) {
        return new Batch(members, stamp, BatchRow.State.FROZEN, -1, List.of(), Optional.empty(), Few.NONE);
    }

    Batch heldBy(int worker) {
        return new Batch(members, stamp, state, worker, runs, split, made);
    }

    Batch in(BatchRow.State other) {
        return new Batch(members, stamp, other, holder, runs, split, made);
    }

    Batch of(Few others) {
        return new Batch(others, stamp, state, holder, runs, split, made);
    }

    Batch stamped(Stamp other) {
        return new Batch(members, other, state, holder, runs, split, made);
    }

    Batch splitting(Optional<Split> other) {
        return new Batch(members, stamp, state, holder, runs, other, made);
    }

    Batch withGroup(int group) {
        return new Batch(members, stamp, state, holder, runs, split, made.with(group));
    }

    /** The latest run of a group. */
    Optional<Run> run(int group) {
        return runs.stream().filter(run -> run.group() == group).findFirst();
    }

    Batch withRun(Run run) {
        List<Run> others = new ArrayList<>(runs);
        others.removeIf(other -> other.group() == run.group());
        others.add(run);
        others.sort((one, other) -> one.group() - other.group());
        return new Batch(members, stamp, state, holder, List.copyOf(others), split, made);
    }

    /** By hand, since it is asked for at every step. */
    @Override
    public int hashCode() {
        return ((members.bits() * 31 + stamp.hashCode()) * 31 + state.hashCode()) * 31
                + holder
                + 961 * (runs.hashCode() + 31 * split.hashCode() + made.bits());
    }
}
