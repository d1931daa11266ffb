package io.tieout.world;

import io.tieout.port.erp.JournalAnswers.Stage;
import java.util.List;

/**
 * What the target holds under one reference.
 *
 * @param key what its key table says
 * @param ours whether that is what we send under this reference
 * @param group the group of the key, 0 for none
 * @param rows what waits in the interface; a posting is one row here
 * @param unposted how often it stands in a journal that is not posted
 * @param posted how often it is posted
 */
record Entry(Key key, boolean ours, int group, List<Row> rows, int unposted, int posted) {
    static final Entry UNKNOWN = new Entry(Key.NONE, true, 0, List.of(), 0, 0);

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

    /**
     * A row in the interface.
     *
     * @param bad whether an import refuses it
     */
    record Row(int group, Status status, boolean bad) {
        @Override
        public int hashCode() {
            return group * 31 + status.hashCode() * 2 + (bad ? 1 : 0);
        }
    }

    Entry keyed(Key other) {
        return new Entry(other, ours, group, rows, unposted, posted);
    }

    Entry with(List<Row> others) {
        return new Entry(key, ours, group, List.copyOf(others), unposted, posted);
    }

    Entry in(int other) {
        return new Entry(key, ours, other, rows, unposted, posted);
    }

    Entry booked(int notPosted, int isPosted) {
        return new Entry(key, ours, group, rows, notPosted, isPosted);
    }

    /** How often the money stands in the target. */
    int copies() {
        return rows.size() + unposted + posted;
    }

    boolean in(int some, Status status) {
        return rows.stream().anyMatch(row -> row.group() == some && row.status() == status);
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
                + (ours ? "" : " strange")
                + rows
                + (unposted > 0 ? " imported" : "")
                + (posted > 0 ? " posted" : "");
    }

    /** By hand, since it is asked for at every step. */
    @Override
    public int hashCode() {
        return ((key.hashCode() * 31 + group) * 31 + rows.hashCode()) * 31 + unposted * 7 + posted * 3 + (ours ? 1 : 0);
    }
}
