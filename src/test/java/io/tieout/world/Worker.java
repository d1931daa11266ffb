package io.tieout.world;

import io.tieout.domain.posting.PostingState;
import io.tieout.flow.FlowRules.Found;
import java.util.List;
import java.util.Optional;

/**
 * A worker, and all that it has in mind.
 *
 * @param subject the batch, or the posting that it decides
 * @param holds whether the lease is still its own
 * @param read the members' states as it read them
 * @param look what it found out in this look
 * @param asked the references, or the group, that its call is about
 * @param call on its way
 * @param reply that has come
 */
record Worker(
        Phase phase,
        int subject,
        boolean holds,
        List<PostingState> read,
        Look look,
        Few asked,
        Optional<Call> call,
        Optional<Reply> reply) {
    static final Worker IDLE =
            new Worker(Phase.IDLE, -1, false, List.of(), Look.NOTHING, Few.NONE, Optional.empty(), Optional.empty());

    /** Where it is in its program. */
    enum Phase {
        IDLE,
        DECIDE,
        CLOSE,
        LOAD,
        CLOSE_REFUSED,
        FIND,
        ACT,
        SPLIT,
        AMEND,
        IMPORT
    }

    /**
     * What one look found out.
     *
     * @param found of each member
     * @param tried whether an open split was asked for again
     * @param sent members whose open amendment was sent
     * @param examined groups whose rows were read
     * @param ready groups that may be imported after that
     * @param imported groups that had their turn
     * @param asks members that need a person
     * @param waits members that go on by themselves
     */
    record Look(
            List<Found> found, boolean tried, Few sent, Few examined, Few ready, Few imported, Few asks, Few waits) {
        static final Look NOTHING = of(List.of());

        @Override
        public int hashCode() {
            int groups = (examined.bits() * 31 + ready.bits()) * 31 + imported.bits();
            return (((groups * 31 + sent.bits()) * 31 + asks.bits()) * 31 + waits.bits()) * 31
                    + found.hashCode()
                    + (tried ? 1 : 0);
        }

        static Look of(List<Found> found) {
            return new Look(found, false, Few.NONE, Few.NONE, Few.NONE, Few.NONE, Few.NONE, Few.NONE);
        }

        Look afterTrial() {
            return new Look(found, true, sent, examined, ready, imported, asks, waits);
        }

        Look sent(int member) {
            return new Look(found, tried, sent.with(member), examined, ready, imported, asks, waits);
        }

        Look examined(int group) {
            return new Look(found, tried, sent, examined.with(group), ready, imported, asks, waits);
        }

        Look ready(int group) {
            return new Look(found, tried, sent, examined, ready.with(group), imported, asks, waits);
        }

        Look imported(int group) {
            return new Look(found, tried, sent, examined, ready, imported.with(group), asks, waits);
        }

        Look asks(Few members) {
            return new Look(
                    found, tried, sent, examined, ready, imported, new Few(asks.bits() | members.bits()), waits);
        }

        Look waits(Few members) {
            return new Look(
                    found, tried, sent, examined, ready, imported, asks, new Few(waits.bits() | members.bits()));
        }
    }

    boolean idle() {
        return phase == Phase.IDLE;
    }

    /** Whether it waits for an answer. */
    boolean waiting() {
        return call.isPresent();
    }

    Worker at(Phase other) {
        return new Worker(other, subject, holds, read, look, Few.NONE, Optional.empty(), Optional.empty());
    }

    Worker with(Look other) {
        return new Worker(phase, subject, holds, read, other, asked, call, reply);
    }

    Worker reading(List<PostingState> states) {
        return new Worker(phase, subject, holds, states, look, asked, call, reply);
    }

    Worker calls(Phase other, Few about, Call leaving) {
        return new Worker(other, subject, holds, read, look, about, Optional.of(leaving), Optional.empty());
    }

    Worker answered(Reply answer) {
        return new Worker(phase, subject, holds, read, look, asked, Optional.empty(), Optional.of(answer));
    }

    Worker bereft() {
        return new Worker(phase, subject, false, read, look, asked, call, reply);
    }

    @Override
    public String toString() {
        return idle()
                ? "idle"
                : phase + " " + subject + call.map(c -> " " + c).orElse("")
                        + reply.map(r -> " <- " + r).orElse("");
    }

    /** By hand, since it is asked for at every step. */
    @Override
    public int hashCode() {
        int place = (phase.hashCode() * 31 + subject) * 31 + asked.bits();
        return ((place * 31 + look.hashCode()) * 31 + call.hashCode()) * 31 + reply.hashCode() + (holds ? 1 : 0);
    }
}
