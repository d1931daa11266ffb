package io.tieout.world;

import io.tieout.flow.FlowRules.Content;
import io.tieout.flow.FlowRules.Found;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.world.Entry.Row;
import io.tieout.world.Entry.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * The target's tables.
 *
 * @param entries by reference, which is the posting's number
 * @param groups the import groups from 1
 * @param loads the loads it has admitted, by stamp
 * @param fence calls of lower incarnations are refused
 */
record Target(List<Entry> entries, List<Group> groups, List<Load> loads, int fence) {

    /**
     * An import group.
     *
     * @param runs the highest run of ours
     * @param running the run that is pending or running, 0 for one that a person started, -1 for none
     */
    record Group(int runs, int running) {
        @Override
        public int hashCode() {
            return runs * 31 + running;
        }
    }

    /** A load that was admitted: number and bytes. */
    record Load(Batch.Stamp stamp, Few refs) {}

    static Target empty() {
        return new Target(java.util.Collections.nCopies(Posting.MOST, Entry.UNKNOWN), List.of(), List.of(), 0);
    }

    Entry entry(int ref) {
        return entries.get(ref);
    }

    Target entry(int ref, Entry other) {
        return new Target(Database.replaced(entries, ref, other), groups, loads, fence);
    }

    Group group(int number) {
        return groups.get(number - 1);
    }

    Target group(int number, Group other) {
        return new Target(entries, Database.replaced(groups, number - 1, other), loads, fence);
    }

    /** With one more group, which has the highest number. */
    Target grown() {
        List<Group> all = new ArrayList<>(groups);
        all.add(new Group(0, -1));
        return new Target(entries, List.copyOf(all), loads, fence);
    }

    Target admitted(Load load) {
        if (loads.contains(load)) {
            return this;
        }
        List<Load> all = new ArrayList<>(loads);
        all.add(load);
        all.sort((one, other) -> one.stamp().number() - other.stamp().number());
        return new Target(entries, groups, List.copyOf(all), fence);
    }

    Target fenced(int incarnation) {
        return new Target(entries, groups, loads, incarnation);
    }

    boolean importing(int group) {
        return group > 0 && group(group).running() >= 0;
    }

    /** The references that have rows in a group. */
    Few in(int group) {
        Few found = Few.NONE;
        for (int ref = 0; ref < entries.size(); ref++) {
            if (entry(ref).rows().stream().anyMatch(row -> row.group() == group)) {
                found = found.with(ref);
            }
        }
        return found;
    }

    /** Inserts what a load brings. */
    Target inserted(int ref, int group) {
        return entry(ref, new Entry(Entry.Key.LIVE, 0, false, group, List.of(Row.fresh(group)), 0, 0));
    }

    Stage stage(int ref) {
        Entry entry = entry(ref);
        return entry.stage(
                !entry.rows().isEmpty() && importing(entry.rows().get(0).group()));
    }

    /** What a look finds of a reference under which these contents are known. */
    Found found(int ref, Contents contents) {
        Entry entry = entry(ref);
        boolean untouched = entry.rows().stream().allMatch(row -> row.status() == Status.NEW);
        boolean known = entry.key() != Entry.Key.NONE;
        return new Found(
                stage(ref), known ? entry.group() : 0, content(entry.content(), contents), untouched, entry.edited());
    }

    private static Content content(int standing, Contents contents) {
        if (standing == contents.held()) {
            return Content.SENT;
        }
        return contents.amending() && standing == contents.open() ? Content.AMENDED : Content.OTHER;
    }

    int highestNumber() {
        return loads.isEmpty() ? 0 : loads.get(loads.size() - 1).stamp().number();
    }

    int highestIncarnation() {
        return loads.stream().mapToInt(load -> load.stamp().incarnation()).max().orElse(0);
    }

    /** By hand, since it is asked for at every step. */
    @Override
    public int hashCode() {
        return ((entries.hashCode() * 31 + groups.hashCode()) * 31 + loads.hashCode()) * 31 + fence;
    }
}
