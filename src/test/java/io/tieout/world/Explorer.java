package io.tieout.world;

import io.tieout.world.Model.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Visits every state that can be reached, nearest first, so that what it finds is found with the fewest steps. After
 * that it goes back from the settled states: a state from which none can be reached has lost something.
 */
final class Explorer<S> {
    private final Model<S> model;
    private final int most;
    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final Numbers cameFrom = new Numbers();
    private final Numbers edgeFrom = new Numbers();
    private final Numbers edgeTo = new Numbers();

    private Explorer(Model<S> model, int most) {
        this.model = model;
        this.most = most;
    }

    /**
     * What was found.
     *
     * @param states how many different states were visited
     * @param steps how many steps lead from one to another
     * @param violation the broken promise and the shortest way to it; empty when all are kept
     */
    record Outcome(int states, int steps, int settled, Optional<Violation> violation) {}

    /** A broken promise, and one step a line how it came to that. */
    record Violation(String promise, List<String> trace) {
        @Override
        public String toString() {
            return promise + "\n  " + String.join("\n  ", trace);
        }
    }

    /**
     * Explores in full, or until a promise is broken.
     *
     * @param most states; more of them is an error, since nothing would be shown then
     */
    static <S> Outcome explore(Model<S> model, int most) {
        return new Explorer<>(model, most).run();
    }

    private Outcome run() {
        visit(model.start(), 0);
        for (int next = 0; next < states.size(); next++) {
            Optional<String> broken = model.broken(states.get(next));
            if (broken.isPresent()) {
                return outcome(0, Optional.of(new Violation(broken.get(), trace(next))));
            }
            for (Step<S> step : model.steps(states.get(next))) {
                edgeFrom.add(next);
                edgeTo.add(visit(step.after(), next));
            }
        }
        return lost();
    }

    private int visit(S state, int from) {
        Integer known = numbers.putIfAbsent(state, states.size());
        if (known != null) {
            return known;
        }
        if (states.size() == most) {
            throw new IllegalStateException("more than " + most + " states: the world is not small");
        }
        states.add(state);
        cameFrom.add(from);
        return states.size() - 1;
    }

    private Outcome lost() {
        BitSet good = new BitSet(states.size());
        ArrayDeque<Integer> open = new ArrayDeque<>();
        for (int state = 0; state < states.size(); state++) {
            if (model.settled(states.get(state))) {
                good.set(state);
                open.add(state);
            }
        }
        int settled = good.cardinality();
        Before before = new Before();
        while (!open.isEmpty()) {
            before.forEach(open.remove(), from -> {
                if (!good.get(from)) {
                    good.set(from);
                    open.add(from);
                }
            });
        }
        int stuck = good.nextClearBit(0);
        return outcome(
                settled,
                stuck == states.size()
                        ? Optional.empty()
                        : Optional.of(new Violation("from here no fact can come to its end", trace(stuck))));
    }

    private Outcome outcome(int settled, Optional<Violation> violation) {
        return new Outcome(states.size(), edgeTo.size(), settled, violation);
    }

    private List<String> trace(int state) {
        List<String> words = new ArrayList<>();
        words.add("= " + states.get(state));
        for (int at = state; at != 0; at = cameFrom.get(at)) {
            words.add(words(cameFrom.get(at), states.get(at)));
        }
        Collections.reverse(words);
        return words;
    }

    private String words(int from, S to) {
        return model.steps(states.get(from)).stream()
                .filter(step -> step.after().equals(to))
                .map(Step::words)
                .findFirst()
                .orElseThrow();
    }

    /** The edges by where they lead to. */
    private final class Before {
        private final int[] begin = new int[states.size() + 1];
        private final int[] from = new int[edgeTo.size()];

        private Before() {
            for (int edge = 0; edge < edgeTo.size(); edge++) {
                begin[edgeTo.get(edge) + 1]++;
            }
            for (int state = 0; state < states.size(); state++) {
                begin[state + 1] += begin[state];
            }
            int[] next = begin.clone();
            for (int edge = 0; edge < edgeTo.size(); edge++) {
                from[next[edgeTo.get(edge)]++] = edgeFrom.get(edge);
            }
        }

        private void forEach(int to, java.util.function.IntConsumer action) {
            for (int edge = begin[to]; edge < begin[to + 1]; edge++) {
                action.accept(from[edge]);
            }
        }
    }

    /** A list of numbers that grows. */
    private static final class Numbers {
        private int[] values = new int[1024];
        private int size;

        private void add(int value) {
            if (size == values.length) {
                values = java.util.Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        private int get(int place) {
            return values[place];
        }

        private int size() {
            return size;
        }
    }
}
