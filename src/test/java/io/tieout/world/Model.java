package io.tieout.world;

import java.util.List;
import java.util.Optional;

/**
 * A small world: where it begins, all that can happen next, and what may never be.
 *
 * @param <S> its states, compared by value
 */
interface Model<S> {

    /** Where it begins. */
    S start();

    /** Everything that can happen in a state. */
    List<Step<S>> steps(S state);

    /** The promise that a state breaks, in words; empty when it breaks none. */
    Optional<String> broken(S state);

    /** Whether nothing is left to do for any fact. */
    boolean settled(S state);

    /** One thing that happens, in words, and the state after it. */
    record Step<S>(String words, S after) {}
}
