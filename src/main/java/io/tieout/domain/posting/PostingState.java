package io.tieout.domain.posting;

import java.util.Set;

/**
 * The states of a posting (protocol.md section 2). The methods of a state are its legal moves; what has no method
 * cannot happen.
 */
public sealed interface PostingState permits PostingState.Undecided, PostingState.InTarget, Closed, Reversed {

    /** Where a posting counts when a day is tied out. */
    enum Bucket {
        IN_FLIGHT,
        CONFIRMED,
        HELD,
        REVIEW,
        DEAD,
        IGNORED,
        REVERSED
    }

    /** The name as stored and shown. */
    String name();

    Bucket bucket();

    /** Whether its allocations reserve (or have settled) their open items. */
    boolean reserves();

    /** Whether its reference may live in the target. */
    boolean live();

    /** Whether the target has written a tombstone under its reference: nothing can ever be posted under it again. */
    default boolean closed() {
        return false;
    }

    /** What a person may answer here; rules and facts may leave less of it. */
    default Set<Answer> answers() {
        return Set.of();
    }

    /** The state stored under this name, of a reference that the target has not closed. */
    static PostingState of(String name, boolean live) {
        return of(name, live, false);
    }

    /** The state stored under this name. */
    static PostingState of(String name, boolean live, boolean closed) {
        return closed ? Closed.of(name) : open(name, live);
    }

    private static PostingState open(String name, boolean live) {
        return switch (name) {
            case "WAITING" -> new Waiting();
            case "MATCHED" -> new Matched();
            case "SENDING" -> new Sending();
            case "SENT" -> new Sent();
            case "CONFIRMED" -> new Confirmed();
            case "HELD" -> new Held();
            case "REVIEW" -> live ? new LiveReview() : new Review();
            case "GONE" -> new Gone();
            case "DEAD" -> new Dead();
            case "IGNORED" -> new Ignored();
            case "REVERSED" -> new Reversed();
            default -> throw new IllegalArgumentException("no state of a posting is called " + name);
        };
    }

    /** Nothing of it lives in the target: it may be decided anew at any time. */
    sealed interface Undecided extends PostingState permits Waiting, Matched, Held, Review, Dead, Ignored {
        default Move match(String reason) {
            return new Move(this, new Matched(), reason);
        }

        default Move await(String reason) {
            return new Move(this, new Waiting(), reason);
        }

        default Move hold(String reason) {
            return new Move(this, new Held(), reason);
        }

        default Move ask(String reason) {
            return new Move(this, new Review(), reason);
        }

        default Move close(String reason) {
            return new Move(this, new Ignored(), reason);
        }

        default Move bury(String reason) {
            return new Move(this, new Dead(), reason);
        }

        /** The target holds it, by a call that a restored database has forgotten: the guard let it pass then (move 11). */
        default Move adopt(String reason) {
            return new Move(this, new Sent(), reason);
        }

        /** The target has a tombstone of it, by a call that a restored database has forgotten (move 11). */
        default Move adoptClosed(String reason) {
            return new Move(this, new Closed.Asked(), reason);
        }

        @Override
        default Set<Answer> answers() {
            return Answer.undecided(name());
        }

        @Override
        default boolean live() {
            return false;
        }
    }

    /** A call has left or may have: only the target's word moves it. */
    sealed interface InTarget extends PostingState permits Closable, Sent, Confirmed {
        /** The books hold exactly what was sent. */
        default Move confirm(String reason) {
            return new Move(this, new Confirmed(), reason);
        }

        /** The target holds it, and a person must decide. */
        default Move askLive(String reason) {
            return new Move(this, new LiveReview(), reason);
        }

        /** The reference is known to the target, its rows and lines are not there any more. */
        default Move gone(String reason) {
            return new Move(this, new Gone(), reason);
        }

        /** The target has a tombstone of it, by a call that a restored database has forgotten (move 11). */
        default Move adoptClosed(String reason) {
            return new Move(this, new Closed.Asked(), reason);
        }

        @Override
        default boolean live() {
            return true;
        }

        @Override
        default boolean reserves() {
            return true;
        }
    }

    /** The target may be asked to close it: by a person's decision, or after it was refused (move 4). */
    sealed interface Closable extends InTarget permits Sending, LiveReview, Gone {
        /** The target has written a tombstone; only then it is absent. A person must say what becomes of the effect. */
        default Move closed(String reason) {
            return new Move(this, new Closed.Asked(), reason);
        }

        /** The target has written a tombstone, and a person had said before that this is the end of it. */
        default Move givenUp(String reason) {
            return new Move(this, new Closed.Ended(), reason);
        }
    }

    /** Waits for something named. */
    record Waiting() implements Undecided {
        @Override
        public String name() {
            return "WAITING";
        }

        @Override
        public Bucket bucket() {
            return Bucket.IN_FLIGHT;
        }

        @Override
        public boolean reserves() {
            return false;
        }
    }

    /** Allocation decided, nothing sent. */
    record Matched() implements Undecided {
        public Move freeze(String reason) {
            return new Move(this, new Sending(), reason);
        }

        @Override
        public String name() {
            return "MATCHED";
        }

        @Override
        public Bucket bucket() {
            return Bucket.IN_FLIGHT;
        }

        @Override
        public boolean reserves() {
            return true;
        }
    }

    /** A rule holds it, nothing sent. */
    record Held() implements Undecided {
        @Override
        public String name() {
            return "HELD";
        }

        @Override
        public Bucket bucket() {
            return Bucket.HELD;
        }

        @Override
        public boolean reserves() {
            return false;
        }
    }

    /** A person must decide; nothing lives in the target. */
    record Review() implements Undecided {
        @Override
        public String name() {
            return "REVIEW";
        }

        @Override
        public Bucket bucket() {
            return Bucket.REVIEW;
        }

        @Override
        public boolean reserves() {
            return false;
        }
    }

    /** Never works, nothing lives in the target. */
    record Dead() implements Undecided {
        @Override
        public String name() {
            return "DEAD";
        }

        @Override
        public Bucket bucket() {
            return Bucket.DEAD;
        }

        @Override
        public boolean reserves() {
            return false;
        }
    }

    /** Closed with a reason by a rule; decided anew when the fact changes. */
    record Ignored() implements Undecided {
        @Override
        public String name() {
            return "IGNORED";
        }

        @Override
        public Bucket bucket() {
            return Bucket.IGNORED;
        }

        @Override
        public boolean reserves() {
            return false;
        }
    }

    /** Frozen in a batch; a call may have left. */
    record Sending() implements Closable {
        public Move acknowledge(String reason) {
            return new Move(this, new Sent(), reason);
        }

        @Override
        public String name() {
            return "SENDING";
        }

        @Override
        public Bucket bucket() {
            return Bucket.IN_FLIGHT;
        }
    }

    /** The target has acknowledged it: loaded, or imported and not yet posted. */
    record Sent() implements InTarget {
        @Override
        public String name() {
            return "SENT";
        }

        @Override
        public Bucket bucket() {
            return Bucket.IN_FLIGHT;
        }
    }

    /** Posted, and the books hold what was sent. */
    record Confirmed() implements InTarget {
        public Move reverse(String reason) {
            return new Move(this, new Reversed(), reason);
        }

        @Override
        public String name() {
            return "CONFIRMED";
        }

        @Override
        public Bucket bucket() {
            return Bucket.CONFIRMED;
        }
    }

    /** A person must decide while the reference lives in the target. */
    record LiveReview() implements Closable {
        /** Its rows were mended in the target and are on their way again. */
        public Move resume(String reason) {
            return new Move(this, new Sent(), reason);
        }

        @Override
        public String name() {
            return "REVIEW";
        }

        @Override
        public Bucket bucket() {
            return Bucket.REVIEW;
        }
    }

    /** Known to the target, but its rows are gone: a person deleted them. */
    record Gone() implements Closable {
        /** It was seen again after all. */
        public Move reappear(String reason) {
            return new Move(this, new Sent(), reason);
        }

        @Override
        public String name() {
            return "GONE";
        }

        @Override
        public Bucket bucket() {
            return Bucket.REVIEW;
        }
    }
}
