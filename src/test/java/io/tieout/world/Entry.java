package io.tieout.world;

import io.tieout.port.erp.JournalAnswers.Stage;
import java.util.List;

/**
 * What the target holds under one reference.
 *
 * @param key what its key table says
 * @param content which content of ours that is, by its number in {@link Contents}; or {@link #STRANGE}
 * @param edited whether a person has changed the rows, of which the key knows nothing
 * @param group the group of the key, 0 for none
 * @param rows what waits in the interface; a posting is one row here
 * @param unposted how often it stands in a journal that is not posted
 * @param posted how often it is posted
 */
record Entry(Key key, int content, boolean edited, int group, List<Row> rows, int unposted, int posted) {
    /** Something that we have not sent under this reference. */
    static final int STRANGE = -1;

    static final Entry UNKNOWN = new Entry(Key.NONE, 0, false, 0, List.of(), 0, 0);

    /** The key table's word. */
    enum Key {
        NONE,
        LIVE,
        CLOSED
    }

    /** A row's status. */
    enum Status {
        NEW,
        /** The import refused it. */
        ERROR,
        /** The import refused another row of its group. */
        INNOCENT
    }

    /** Why an import refuses a row. */
    enum Flaw {
        NONE,
        /** Its account, or another thing that a person must put right. */
        LINE,
        /** Its period is not open. */
        DATE
    }

    /**
     * A row in the interface.
     *
     * @param code why the last import refused it
     * @param flaw why the next one will
     */
    record Row(int group, Status status, Flaw code, Flaw flaw) {
        static Row fresh(int group) {
            return new Row(group, Status.NEW, Flaw.NONE, Flaw.NONE);
        }

        boolean bad() {
            return flaw != Flaw.NONE;
        }

        Row flawed(Flaw other) {
            return new Row(group, status, code, other);
        }

        @Override
        public int hashCode() {
            return ((group * 31 + status.hashCode()) * 31 + code.hashCode()) * 31 + flaw.hashCode();
        }
    }

    Entry keyed(Key other) {
        return new Entry(other, content, edited, group, rows, unposted, posted);
    }

    Entry with(List<Row> others) {
        return new Entry(key, content, edited, group, List.copyOf(others), unposted, posted);
    }

    /** Other rows of ours in the place of those that stand. */
    Entry amended(int other) {
        return new Entry(key, other, false, group, List.of(Row.fresh(group)), unposted, posted);
    }

    Entry changedByPerson() {
        return new Entry(key, content, true, group, rows, unposted, posted);
    }

    /** Each row with another flaw, if it has one of these. */
    Entry flawed(Flaw from, Flaw to) {
        return with(rows.stream()
                .map(row -> row.flaw() == from ? row.flawed(to) : row)
                .toList());
    }

    Entry in(int other) {
        return new Entry(key, content, edited, other, rows, unposted, posted);
    }

    Entry booked(int notPosted, int isPosted) {
        return new Entry(key, content, edited, group, rows, notPosted, isPosted);
    }

    /** How often the money stands in the target. */
    int copies() {
        return rows.size() + unposted + posted;
    }

    boolean in(int some, Status status) {
        return rows.stream().anyMatch(row -> row.group() == some && row.status() == status);
    }

    /** Whether an import refused a row of it for this. */
    boolean coded(int some, Flaw code) {
        return rows.stream().anyMatch(row -> row.group() == some && row.code() == code);
    }

    /** Where it stands, as the package says it. */
    Stage stage(boolean importing) {
        if (key == Key.CLOSED) {
            return Stage.CLOSED;
        }
        if (!rows.isEmpty()) {
            boolean fresh = rows.stream().allMatch(row -> row.status() == Status.NEW);
            return fresh || importing ? Stage.INTERFACE : Stage.INTERFACE_ERROR;
        }
        if (posted > 0) {
            return Stage.POSTED;
        }
        if (unposted > 0) {
            return Stage.IMPORTED;
        }
        return key == Key.LIVE ? Stage.GONE : Stage.UNKNOWN;
    }

    @Override
    public String toString() {
        return key
                + (content == STRANGE ? " strange" : content > 0 ? " content " + content : "")
                + (edited ? " edited" : "")
                + rows
                + (unposted > 0 ? " imported" : "")
                + (posted > 0 ? " posted" : "");
    }

    /** By hand, since it is asked for at every step. */
    @Override
    public int hashCode() {
        return ((key.hashCode() * 31 + group) * 31 + rows.hashCode()) * 31
                + unposted * 7
                + posted * 3
                + content * 5
                + (edited ? 1 : 0);
    }
}
