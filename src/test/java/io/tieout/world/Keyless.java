package io.tieout.world;

import io.tieout.domain.posting.Closed;
import io.tieout.domain.posting.PostingState;
import io.tieout.world.Model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One posting at a target that keeps no references: what is written there twice stands there twice. So the target is
 * asked before every write, the first included (move 2); that a write leaves is stored before it does, and after one
 * whose answer is unknown and which is not found, a person decides. No connector of this version has such a target.
 *
 * @param asks whether the target is asked before a write; without, it is the planted mistake
 */
record Keyless(boolean asks, int faults) implements Model<Keyless.State> {

    /** Where a worker is in its look. */
    enum Phase {
        IDLE,
        ASK,
        WRITE,
        WAIT,
        ANSWERED
    }

    /** Our row, which a dump may hold an older one of. */
    record Row(PostingState state, boolean left, int generation, int holder) {
        Row in(PostingState other) {
            return new Row(other, left, generation, holder);
        }

        Row heldBy(int worker) {
            return new Row(state, left, generation, worker);
        }

        Row leaving() {
            return new Row(state, true, generation, holder);
        }
    }

    /**
     * A state of this world.
     *
     * @param stands how often each generation stands in the target
     * @param air writes on their way whose answer nobody waits for, by generation
     * @param dump an older row, which can be restored
     */
    record State(
            Row row, Optional<Row> dump, List<Integer> stands, List<Integer> air, List<Phase> workers, int faults) {

        State with(Row other) {
            return new State(other, dump, stands, air, workers, faults);
        }

        State worker(int who, Phase phase) {
            return new State(row, dump, stands, air, Database.replaced(workers, who, phase), faults);
        }

        State faulty() {
            return new State(row, dump, stands, air, workers, faults - 1);
        }

        State stands(int generation) {
            int place = generation - 1;
            return new State(row, dump, Database.replaced(stands, place, stands.get(place) + 1), air, workers, faults);
        }

        State air(int generation, int more) {
            int place = generation - 1;
            return new State(row, dump, stands, Database.replaced(air, place, air.get(place) + more), workers, faults);
        }

        State dumped(Optional<Row> other) {
            return new State(row, other, stands, air, workers, faults);
        }

        /** A worker stops: what it wrote stays on its way. */
        State stops(int who) {
            State after = workers.get(who) == Phase.WAIT ? air(row.generation(), 1) : this;
            return after.worker(who, Phase.IDLE).with(row.holder() == who ? row.heldBy(-1) : row);
        }

        boolean found() {
            return stands.get(row.generation() - 1) > 0;
        }

        boolean quiet() {
            return air.stream().allMatch(some -> some == 0) && !workers.contains(Phase.WAIT);
        }
    }

    @Override
    public State start() {
        Row row = new Row(new PostingState.Matched(), false, 1, -1);
        return new State(row, Optional.empty(), List.of(0, 0), List.of(0, 0), List.of(Phase.IDLE, Phase.IDLE), faults);
    }

    @Override
    public List<Step<State>> steps(State state) {
        List<Step<State>> steps = new ArrayList<>();
        for (int who = 0; who < 2; who++) {
            work(state, who, steps);
            if (state.faults() > 0 && state.workers().get(who) != Phase.IDLE) {
                steps.add(new Step<>("worker " + who + " dies", state.stops(who).faulty()));
            }
        }
        if (state.row().state() instanceof PostingState.Matched matched) {
            steps.add(new Step<>(
                    "it is frozen",
                    state.with(state.row().in(matched.freeze("frozen").to()))));
        }
        for (int generation = 1; generation <= 2; generation++) {
            if (state.air().get(generation - 1) > 0) {
                steps.add(new Step<>(
                        "a write lands late", state.air(generation, -1).stands(generation)));
            }
        }
        person(state, steps);
        dumps(state, steps);
        return steps;
    }

    private void work(State state, int who, List<Step<State>> steps) {
        Row row = state.row();
        String name = "worker " + who;
        switch (state.workers().get(who)) {
            case IDLE -> claim(state, who, steps);
            case ASK -> {
                Phase next = state.found() ? Phase.ANSWERED : Phase.WRITE;
                steps.add(new Step<>(name + " asks the target", state.worker(who, next)));
            }
            case WRITE -> {
                PostingState.Sending sending = (PostingState.Sending) row.state();
                if (row.left() && asks) {
                    Row asked =
                            row.in(sending.askLive("a write may be on its way").to());
                    steps.add(new Step<>(
                            name + " asks a person", state.with(asked).stops(who)));
                } else {
                    State leaves = state.with(row.leaving()).worker(who, Phase.WAIT);
                    steps.add(new Step<>(name + " writes", leaves));
                }
            }
            case WAIT ->
                steps.add(new Step<>(
                        "the write lands", state.stands(row.generation()).worker(who, Phase.ANSWERED)));
            case ANSWERED -> {
                PostingState.Sending sending = (PostingState.Sending) row.state();
                State after = state.with(row.in(sending.confirm("it stands").to()));
                steps.add(new Step<>(name + " confirms", after.stops(who)));
            }
        }
    }

    /** Who takes it over stops the other, whose write stays on its way. */
    private void claim(State state, int who, List<Step<State>> steps) {
        Row row = state.row();
        boolean expires = row.holder() >= 0;
        if (row.state() instanceof PostingState.Sending && (!expires || state.faults() > 0)) {
            State free = expires ? state.stops(row.holder()).faulty() : state;
            State held = free.with(free.row().heldBy(who)).worker(who, asks ? Phase.ASK : Phase.WRITE);
            steps.add(new Step<>("worker " + who + (expires ? " takes it over" : " claims it"), held));
        }
    }

    /** A person looks into the books, once nothing can be on its way any more. */
    private static void person(State state, List<Step<State>> steps) {
        Row row = state.row();
        if (row.state() instanceof PostingState.LiveReview review && state.quiet()) {
            if (state.found()) {
                steps.add(new Step<>(
                        "a person finds it",
                        state.with(row.in(review.confirm("found").to()))));
            } else if (row.generation() == 1) {
                PostingState matched =
                        new PostingState.Waiting().match("posted again").to();
                steps.add(new Step<>("a person has it posted again", state.with(new Row(matched, false, 2, -1))));
            } else {
                steps.add(new Step<>(
                        "a person closes it",
                        state.with(row.in(review.givenUp("absent").to()))));
            }
        }
    }

    /** A restore waits until nothing can be on its way any more, since nothing there can refuse it. */
    private static void dumps(State state, List<Step<State>> steps) {
        if (state.dump().isEmpty() && state.faults() > 0 && state.row().generation() == 1) {
            Optional<Row> dump = Optional.of(state.row().heldBy(-1));
            steps.add(new Step<>("the database is dumped", state.dumped(dump).faulty()));
        } else if (state.dump().isPresent() && state.quiet()) {
            State stopped = state.stops(0).stops(1);
            steps.add(new Step<>(
                    "the dump is restored", stopped.with(state.dump().get()).dumped(Optional.empty())));
        }
    }

    @Override
    public Optional<String> broken(State state) {
        int copies = state.stands().get(0) + state.stands().get(1);
        if (copies > 1) {
            return Optional.of("the fact stands more than once in the target");
        }
        if (state.row().state() instanceof PostingState.Confirmed && !state.found()) {
            return Optional.of("the posting is CONFIRMED, and does not stand");
        }
        return copies > 0 && state.row().state() instanceof Closed
                ? Optional.of("the posting is closed, and it landed")
                : Optional.empty();
    }

    @Override
    public boolean settled(State state) {
        return state.row().state() instanceof PostingState.Confirmed
                || state.row().state() instanceof Closed;
    }
}
