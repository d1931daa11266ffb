package io.tieout.domain.posting;

/**
 * The target has closed the reference: nothing of it lives there, and nothing can ever be posted under it. The effect is
 * posted, if at all, by another generation with a reference of its own (protocol.md section 1).
 */
public sealed interface Closed extends PostingState {

    /** A person has said that this is the end of it, or has had the effect posted by another generation. */
    default Move end(String reason) {
        return new Move(this, new Ended(), reason);
    }

    @Override
    default boolean reserves() {
        return false;
    }

    @Override
    default boolean live() {
        return false;
    }

    @Override
    default boolean closed() {
        return true;
    }

    /** The state stored under this name. */
    static Closed of(String name) {
        return switch (name) {
            case "REVIEW" -> new Asked();
            case "IGNORED" -> new Ended();
            default -> throw new IllegalArgumentException("no posting with a closed reference is " + name);
        };
    }

    /** A person must decide: close it for good, or have the effect posted again. */
    record Asked() implements Closed {
        @Override
        public String name() {
            return "REVIEW";
        }

        @Override
        public Bucket bucket() {
            return Bucket.REVIEW;
        }
    }

    /** Closed by a person, with a reason. */
    record Ended() implements Closed {
        @Override
        public String name() {
            return "IGNORED";
        }

        @Override
        public Bucket bucket() {
            return Bucket.IGNORED;
        }
    }
}
