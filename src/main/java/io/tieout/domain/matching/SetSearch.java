package io.tieout.domain.matching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets of amounts with a given sum: exact, bounded and deterministic.
 *
 * <p>The search goes through the choices in their order, depth first, and stops at the number of sets that it was asked
 * for. It leaves a branch when what is still wanted lies outside of what the choices left can reach; an amount whose
 * twin led to nothing leads to nothing either; and the last member of a set of the greatest size is looked up instead
 * of searched. Credits are negative: no sum is taken to rise with its members.
 *
 * <p>Sets are found in the order of their members: of two sets the one comes first that has the earlier choice where
 * they first differ, and a set comes before those that it begins.
 */
final class SetSearch {
    private final Limits limits;
    private final long[] amounts;
    /** Where the choices go on that may be taken together with this one. */
    private final int[] after;
    /** The nearest earlier choice of the same amount, -1 when there is none. */
    private final int[] twin;
    /** The largest and the smallest sum that so many of the choices from a place on can have. */
    private final long[][] largest;

    private final long[][] smallest;
    private final Map<Long, List<Integer>> places = new HashMap<>();
    private final Deque<Integer> taken = new ArrayDeque<>();
    private final List<List<Integer>> found = new ArrayList<>();
    private int steps;

    private SetSearch(List<Choice> choices, Limits limits) {
        int size = choices.size();
        this.limits = limits;
        this.amounts = choices.stream().mapToLong(Choice::amount).toArray();
        this.after = new int[size];
        this.twin = new int[size];
        for (int i = size - 1; i >= 0; i--) {
            boolean grouped =
                    i + 1 < size && choices.get(i + 1).group() == choices.get(i).group();
            after[i] = grouped ? after[i + 1] : i + 1;
        }
        for (int i = 0; i < size; i++) {
            List<Integer> same = places.computeIfAbsent(amounts[i], amount -> new ArrayList<>());
            twin[i] = same.isEmpty() ? -1 : same.get(same.size() - 1);
            same.add(i);
        }
        this.largest = sums(1);
        this.smallest = sums(-1);
    }

    /**
     * An amount that may be taken.
     *
     * @param amount not zero, negative for a credit
     * @param group of choices that stand next to each other and have one group, at most one is taken
     */
    record Choice(long amount, int group) {}

    /**
     * How far a search goes.
     *
     * @param most members of a set, at least one
     * @param enough sets at which it stops
     * @param budget choices that it looks at before it gives up
     */
    record Limits(int most, int enough, int budget) {
        /** Some ten milliseconds of a core. */
        static final int BUDGET = 1_000_000;

        /** Stops at the first set. */
        static Limits first(int most) {
            return new Limits(most, 1, BUDGET);
        }

        /** Stops at the second set: then it is known that the first is not the only one. */
        static Limits second(int most) {
            return new Limits(most, 2, BUDGET);
        }
    }

    /**
     * What was found.
     *
     * @param decided false when it gave up before it had all sets, or as many as it was asked for
     * @param sets places of their members among the choices
     */
    record Result(boolean decided, List<List<Integer>> sets) {
        boolean none() {
            return decided && sets.isEmpty();
        }

        /** Whether there is one and no other, where two were asked for. */
        boolean single() {
            return decided && sets.size() == 1;
        }
    }

    /** Looks for sets of choices that have this sum, which is not zero. */
    static Result of(List<Choice> choices, long sum, Limits limits) {
        SetSearch search = new SetSearch(choices, limits);
        search.take(0, sum, limits.most());
        boolean enough = search.found.size() >= limits.enough();
        return new Result(enough || search.steps <= limits.budget(), List.copyOf(search.found));
    }

    private void take(int from, long rest, int left) {
        if (left == 1) {
            takeLast(from, rest);
            return;
        }
        int before = found.size();
        for (int i = from; i < amounts.length && reachable(i, rest, left) && goesOn(); i++) {
            boolean fruitless = twin[i] >= from && found.size() == before;
            if (!fruitless) {
                takeWith(i, rest - amounts[i], left - 1);
            }
        }
    }

    private void takeWith(int choice, long rest, int left) {
        taken.addLast(choice);
        if (rest == 0) {
            found.add(List.copyOf(taken));
        }
        if (reachable(after[choice], rest, left)) {
            take(after[choice], rest, left);
        }
        taken.removeLast();
    }

    private void takeLast(int from, long rest) {
        for (int place : places.getOrDefault(rest, List.of())) {
            if (place >= from && goesOn()) {
                taken.addLast(place);
                found.add(List.copyOf(taken));
                taken.removeLast();
            }
        }
    }

    private boolean goesOn() {
        return found.size() < limits.enough() && ++steps <= limits.budget();
    }

    /** Whether at most {@code left} of the choices from {@code from} on may have the sum {@code rest}. */
    private boolean reachable(int from, long rest, int left) {
        return rest <= largest[from][left] && rest >= smallest[from][left];
    }

    /** By place and number of members; nothing taken counts as zero. */
    private long[][] sums(int sign) {
        long[][] sums = new long[amounts.length + 1][limits.most() + 1];
        long[] best = new long[limits.most()];
        for (int i = amounts.length - 1; i >= 0; i--) {
            insert(best, Math.multiplyExact(sign, amounts[i]));
            for (int members = 1; members <= best.length; members++) {
                sums[i][members] = Math.addExact(sums[i][members - 1], sign * best[members - 1]);
            }
        }
        return sums;
    }

    /** Puts an amount in its place among the largest ones; the smallest of them is left out. */
    private static void insert(long[] best, long amount) {
        long moving = amount;
        for (int i = 0; i < best.length; i++) {
            if (moving > best[i]) {
                long smaller = best[i];
                best[i] = moving;
                moving = smaller;
            }
        }
    }
}
