package io.tieout.connector.ebs;

import io.tieout.connector.ebs.wire.IsgAnswer;
import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.port.NeedsPerson;
import io.tieout.port.RetryLater;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Turns what became of a write into a value: every way it can go has one, so that no exception can be mistaken for
 * "not done".
 *
 * @param <A> the answer of the port
 */
interface Writes<A> {
    /** How long a write rests that was not done and for which nobody said when to come back. */
    Duration LATER = Duration.ofSeconds(30);

    /** What the package answered with status S. */
    A done(IsgRow out);

    /** What the package refused as a whole and rolled back. */
    A refused(IsgAnswer.Refused refused);

    /** Surely not done, and it may work later. */
    A notDone(String reason, Duration after);

    /** Surely not done, and a person must mend what the reason says. */
    A rejected(String reason);

    /** May have been done. */
    A unknown(String reason);

    /** Makes the call and translates what became of it. */
    static <A> A answer(Supplier<IsgAnswer> call, Writes<A> writes) {
        IsgAnswer answer;
        try {
            answer = call.get();
        } catch (RetryLater e) {
            // Thrown by limits and stopped connections only, so before anything was sent.
            return writes.notDone(e.getMessage(), e.after().orElse(LATER));
        } catch (NeedsPerson e) {
            return writes.rejected(e.getMessage());
        }
        return translate(answer, writes);
    }

    private static <A> A translate(IsgAnswer answer, Writes<A> writes) {
        if (answer instanceof IsgAnswer.Done done) {
            try {
                return writes.done(done.out());
            } catch (MalformedAnswer e) {
                return writes.unknown("the answer of EBS is not as agreed: " + e.getMessage());
            }
        }
        if (answer instanceof IsgAnswer.Refused refused) {
            // The package promises to roll back, but what it did not expect it can't promise.
            return refused.unexpected() ? writes.unknown(refused.toString()) : writes.refused(refused);
        }
        return failed((IsgAnswer.Failed) answer, writes);
    }

    private static <A> A failed(IsgAnswer.Failed failed, Writes<A> writes) {
        if (failed.cause().mayBeDone()) {
            return writes.unknown(failed.reason());
        }
        if (failed.cause().needsPerson()) {
            return writes.rejected(failed.reason() + EbsCalls.advice(failed.cause()));
        }
        Duration otherwise = failed.cause() == IsgAnswer.Cause.CREDENTIALS ? EbsCalls.STOPPED : LATER;
        return writes.notDone(failed.reason(), failed.after().orElse(otherwise));
    }

    /** A write whose port knows no more than unknown and rejected. */
    static <A> Writes<A> simple(Function<IsgRow, A> done, Function<String, A> rejected, Function<String, A> unknown) {
        return new Writes<>() {
            @Override
            public A done(IsgRow out) {
                return done.apply(out);
            }

            @Override
            public A refused(IsgAnswer.Refused refused) {
                return refused.code().equals("IMPORT_PENDING")
                        ? unknown.apply(refused.toString())
                        : rejected.apply(refused.toString());
            }

            @Override
            public A notDone(String reason, Duration after) {
                return unknown.apply("not sent: " + reason);
            }

            @Override
            public A rejected(String reason) {
                return rejected.apply(reason);
            }

            @Override
            public A unknown(String reason) {
                return unknown.apply(reason);
            }
        };
    }
}
