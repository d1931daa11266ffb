package io.tieout.world;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is explored: with how many facts, and how many faults of which kinds, in any order and at any moment.
 *
 * @param faults how many in all; whatever is tried is tried once more than that at most
 */
record Scope(int facts, int faults, Set<Fault> kinds, Mistake mistake) {

    Scope {
        kinds = Set.copyOf(kinds);
    }

    static Scope of(int facts, int faults, Fault first, Fault... more) {
        return new Scope(facts, faults, EnumSet.of(first, more), Mistake.NONE);
    }

    Scope with(Mistake planted) {
        return new Scope(facts, faults, kinds, planted);
    }

    @Override
    public String toString() {
        return facts + (facts == 1 ? " fact, " : " facts, ") + faults + " of " + EnumSet.copyOf(kinds)
                + (mistake == Mistake.NONE ? "" : ", mistake " + mistake);
    }
}
