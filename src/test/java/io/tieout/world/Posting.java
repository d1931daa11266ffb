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
 * @param contents what counts as sent
 * @param closure what a person decided should follow once the target has closed it, until that has answered
 */
record Posting(boolean born, PostingState state, int batch, Contents contents, Optional<Afterwards> closure) {
    /** How many there can be. */
    static final int MOST = 4;

    static final Posting UNBORN = unsent(false);
    static final Posting NEW = unsent(true);

    private static Posting unsent(boolean born) {
        return new Posting(born, new PostingState.Waiting(), -1, Contents.FROZEN, Optional.empty());
    }

    /** The fact of a posting. */
    static int fact(int posting) {
        return posting / 2;
    }

    /** Whether it is the second generation of its fact. */
    static boolean second(int posting) {
        return posting % 2 == 1;
    }

    Posting in(PostingState other) {
        return new Posting(born, other, batch, contents, closure);
    }

    Posting frozen(PostingState other, int into) {
        return new Posting(born, other, into, contents, closure);
    }

    Posting closing(Optional<Afterwards> other) {
        return new Posting(born, state, batch, contents, other);
    }

    Posting holding(Contents other) {
        return new Posting(born, state, batch, other, closure);
    }

    @Override
    public String toString() {
        return born
                ? state.getClass().getSimpleName()
                        + (contents.amending() ? " amending" : "")
                        + closure.map(after -> " closing " + after).orElse("")
                : "-";
    }

    /** By hand, since it is asked for at every step. */
    @Override
    public int hashCode() {
        return ((state.getClass().hashCode() * 31 + batch) * 31 + closure.hashCode()) * 31
                + contents.hashCode()
                + (born ? 7 : 0);
    }
}
