package io.tieout.world;

import java.util.Comparator;

/**
 * A call on its way to the target: it lands at some time, or never.
 *
 * @param refs the references it names; of a load these are the frozen bytes, too
 * @param stamp who calls
 * @param group of imports and splits, else 0
 * @param number the run of an import, the expected rows of a split, else 0
 */
record Call(Kind kind, Few refs, Batch.Stamp stamp, int group, int number) {
    static final Comparator<Call> ORDER = Comparator.comparing(Call::kind)
            .thenComparing(call -> call.refs().bits())
            .thenComparing(call -> call.stamp().incarnation())
            .thenComparing(call -> call.stamp().number())
            .thenComparing(Call::group)
            .thenComparing(Call::number);

    /** What it asks for; the last two are no calls of the protocol. */
    enum Kind {
        LOAD,
        CLOSE,
        IMPORT,
        REGROUP,
        DELETE_ROWS,
        INSERT_ROWS
    }

    /** A closure, which has no load number. */
    static Call close(Database db, Few refs) {
        return new Call(Kind.CLOSE, refs, new Batch.Stamp(db.last().incarnation(), 0), 0, 0);
    }

    @Override
    public String toString() {
        return kind + " " + refs + (group > 0 ? " group " + group + " (" + number + ")" : "") + " "
                + stamp.incarnation() + "/" + stamp.number();
    }

    /** By hand, since it is asked for at every step. */
    @Override
    public int hashCode() {
        return ((((kind.hashCode() * 31 + refs.bits()) * 31 + stamp.hashCode()) * 31) + group) * 31 + number;
    }
}
