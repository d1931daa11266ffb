package io.tieout.world;

import io.tieout.domain.posting.PostingState;
import io.tieout.store.posting.Closures.Afterwards;
import java.util.Optional;

/**
 * One generation of a fact's effect, as the database holds it. Postings go by a number, two for each fact: its first and
 * its second generation.
 *
 * @param born whether it exists
 * @param state the application's own
 * @param batch which batch it is frozen in, -1 for none
 * @param closure what a person decided should follow once the target has closed it, until that has answered
 */
record Posting(boolean born, PostingState state, int batch, Optional<Afterwards> closure) {
    /** How many there can be. */
    static final int MOST = 4;

    static final Posting UNBORN = new Posting(false, new PostingState.Waiting(), -1, Optional.empty());
    static final Posting NEW = new Posting(true, new PostingState.Waiting(), -1, Optional.empty());

    /** The fact of a posting. */
    static int fact(int posting) {
        return posting / 2;
    }

    /** Whether it is the second generation of its fact. */
    static boolean second(int posting) {
        return posting % 2 == 1;
    }

    Posting in(PostingState other) {
        return new Posting(born, other, batch, closure);
    }

    Posting frozen(PostingState other, int into) {
        return new Posting(born, other, into, closure);
    }

    Posting closing(Optional<Afterwards> other) {
        return new Posting(born, state, batch, other);
    }

    @Override
    public String toString() {
        return born
                ? state.getClass().getSimpleName()
                        + closure.map(after -> " closing " + after).orElse("")
                : "-";
    }

    /** By hand, since it is asked for at every step. */
    @Override
    public int hashCode() {
        return (state.getClass().hashCode() * 31 + batch) * 31 + closure.hashCode() + (born ? 7 : 0);
    }
}
