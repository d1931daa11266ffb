package io.tieout.world;

import java.util.Comparator;

/**
 * A call on its way to the target: it lands at some time, or never.
 *
 * @param refs the references it names; of a load these are the frozen bytes, too
 * @param stamp who calls
 * @param group of imports and splits, else 0
 * @param number the run of an import, the expected rows of a split, else 0
 * @param change of an amendment
 */
record Call(Kind kind, Few refs, Batch.Stamp stamp, int group, int number, Change change) {
    static final Comparator<Call> ORDER = Comparator.comparing(Call::kind)
            .thenComparing(call -> call.refs().bits())
            .thenComparing(call -> call.stamp().incarnation())
            .thenComparing(call -> call.stamp().number())
            .thenComparing(Call::group)
            .thenComparing(Call::number)
            .thenComparing(call -> call.change().from())
            .thenComparing(call -> call.change().to());

    Call(Kind kind, Few refs, Batch.Stamp stamp, int group, int number) {
        this(kind, refs, stamp, group, number, Change.NONE);
    }

    /** Which content is to take the place of which. */
    record Change(int from, int to) {
        static final Change NONE = new Change(0, 0);
        /** In the place of what stands, whatever that is: no call of the protocol. */
        static final int WHATEVER = -2;

        @Override
        public int hashCode() {
            return from * 31 + to;
        }
    }

    /** What it asks for; the last two are no calls of the protocol. */
    enum Kind {
        LOAD,
        CLOSE,
        IMPORT,
        REGROUP,
        AMEND,
        DELETE_ROWS,
        INSERT_ROWS
    }

    /** A closure, which has no load number. */
    static Call close(Database db, Few refs) {
        return new Call(Kind.CLOSE, refs, new Batch.Stamp(db.last().incarnation(), 0), 0, 0);
    }

    @Override
    public String toString() {
        return kind + " " + refs + (kind == Kind.AMEND ? " to content " + change.to() : "")
                + (group > 0 ? " group " + group + " (" + number + ")" : "") + " "
                + stamp.incarnation() + "/" + stamp.number();
    }

    /** By hand, since it is asked for at every step. */
    @Override
    public int hashCode() {
        return ((((kind.hashCode() * 31 + refs.bits()) * 31 + stamp.hashCode()) * 31) + group) * 31
                + number
                + 961 * change.hashCode();
    }
}
