package io.tieout.domain.posting;

/**
 * A legal change of state; only a state's own methods make one, so an illegal change cannot be written down.
 */
public final class Move {
    private final PostingState from;
    private final PostingState to;
    private final String reason;

    Move(PostingState from, PostingState to, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a change of state needs a reason in words");
        }
        this.from = from;
        this.to = to;
        this.reason = reason;
    }

    public PostingState from() {
        return from;
    }

    public PostingState to() {
        return to;
    }

    /** Why, in words for people; without personal data. */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return from.name() + " -> " + to.name() + ": " + reason;
    }
}
