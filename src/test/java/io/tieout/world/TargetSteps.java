package io.tieout.world;

import io.tieout.port.SubmitOutcome;
import io.tieout.world.Entry.Flaw;
import io.tieout.world.Entry.Row;
import io.tieout.world.Entry.Status;
import io.tieout.world.Model.Step;
import io.tieout.world.Reply.Word;
import io.tieout.world.Target.Group;
import io.tieout.world.Target.Load;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the package in the target does with each call, as {@code src/docs/ebs-package.md} says it. */
final class TargetSteps {

    private TargetSteps() {}

    /** A call that lands: the target after it, and its answer. */
    record Landing(String words, Target after, Reply reply, boolean faulty) {}

    /** How a call may land: a load with one of its postings, or an amendment, refused too, where that may happen. */
    static List<Landing> land(Target target, Call call, boolean mayRefuse) {
        if (call.stamp().incarnation() < target.fence()) {
            return List.of(new Landing(call + " is fenced off", target, Reply.of(Word.REFUSED), false));
        }
        List<Landing> landings = new ArrayList<>();
        landings.add(
                switch (call.kind()) {
                    case LOAD -> load(target, call, Few.NONE);
                    case CLOSE -> close(target, call);
                    case IMPORT -> submit(target, call);
                    case REGROUP -> regroup(target, call);
                    case AMEND -> amend(target, call);
                    case DELETE_ROWS -> delete(target, call);
                    case INSERT_ROWS -> insert(target, call);
                });
        if (call.kind() == Call.Kind.LOAD && mayRefuse) {
            call.refs().list().stream()
                    .filter(ref -> target.entry(ref).equals(Entry.UNKNOWN))
                    .forEach(ref -> landings.add(load(target, call, Few.one(ref))));
        }
        if (call.kind() == Call.Kind.AMEND
                && mayRefuse
                && !landings.get(0).after().equals(target)) {
            landings.add(new Landing(call + " lands: refused", target, Reply.of(Word.CHANGED), true));
        }
        return landings;
    }

    private static Landing load(Target target, Call call, Few refused) {
        if (numberIsTaken(target, call)) {
            return new Landing(call + " lands, its number is known", target, Reply.of(Word.ESTRANGED), false);
        }
        Target after = target.admitted(new Load(call.stamp(), call.refs()));
        Map<Integer, SubmitOutcome> outcomes = new HashMap<>();
        for (int ref : call.refs().list()) {
            SubmitOutcome outcome = outcome(target.entry(ref), refused.has(ref));
            outcomes.put(ref, outcome);
            if (outcome instanceof SubmitOutcome.Accepted) {
                after = after.groups().size() == target.groups().size() ? after.grown() : after;
                after = after.inserted(ref, after.groups().size());
            }
        }
        boolean higher = after.highestIncarnation() > call.stamp().incarnation();
        Reply reply = Reply.loaded(higher ? Word.ESTRANGED : Word.DONE, outcomes, after.highestNumber());
        return new Landing(call + " lands: " + reply, after, reply, !refused.isEmpty());
    }

    private static boolean numberIsTaken(Target target, Call call) {
        boolean other = target.loads().stream()
                .anyMatch(load -> load.stamp().number() == call.stamp().number()
                        && !load.refs().equals(call.refs()));
        return other
                || (target.highestIncarnation() > call.stamp().incarnation()
                        && call.stamp().number() < target.highestNumber());
    }

    private static SubmitOutcome outcome(Entry entry, boolean refused) {
        if (entry.key() == Entry.Key.CLOSED) {
            return new SubmitOutcome.Closed();
        }
        if (entry.key() == Entry.Key.LIVE) {
            return entry.content() == 0
                    ? new SubmitOutcome.AlreadyThere()
                    : new SubmitOutcome.Conflict("other content");
        }
        return refused ? new SubmitOutcome.Refused("no such account") : new SubmitOutcome.Accepted();
    }

    private static Landing close(Target target, Call call) {
        if (call.refs().list().stream()
                .anyMatch(ref -> target.importing(target.entry(ref).group()))) {
            return new Landing(call + " lands: an import is under way", target, Reply.of(Word.BUSY), false);
        }
        Target after = target;
        Few closed = Few.NONE;
        for (int ref : call.refs().list()) {
            Entry entry = target.entry(ref);
            if (entry.key() == Entry.Key.CLOSED || entry.copies() == 0) {
                after = after.entry(ref, entry.keyed(Entry.Key.CLOSED));
                closed = closed.with(ref);
            }
        }
        return new Landing(call + " lands: closed " + closed, after, Reply.closed(closed), false);
    }

    private static Landing submit(Target target, Call call) {
        Group group = target.group(call.group());
        Reply known = Reply.numbered(call.number());
        if (call.number() <= group.runs()) {
            return new Landing(call + " lands: known", target, known, false);
        }
        if (target.in(call.group()).isEmpty() || group.running() >= 0) {
            return new Landing(call + " lands: nothing, or running", target, Reply.of(Word.BUSY), false);
        }
        if (call.number() != group.runs() + 1) {
            return new Landing(call + " lands: not the next run", target, Reply.of(Word.REFUSED), false);
        }
        Target after = target.group(call.group(), new Group(call.number(), call.number()));
        return new Landing(call + " lands: submitted", after, known, false);
    }

    private static Landing regroup(Target target, Call call) {
        if (target.importing(call.group())) {
            return new Landing(call + " lands: an import is under way", target, Reply.of(Word.BUSY), false);
        }
        Few rows = target.in(call.group());
        if (rows.list().size() != call.number() || (call.refs().bits() & ~rows.bits()) != 0) {
            return new Landing(call + " lands: other rows", target, Reply.of(Word.CHANGED), false);
        }
        Target after = target.grown();
        int fresh = after.groups().size();
        for (int ref : rows.list()) {
            int group = call.refs().has(ref) ? fresh : call.group();
            Entry entry = after.entry(ref);
            Flaw flaw = entry.rows().get(0).flaw();
            after = after.entry(
                    ref, entry.in(group).with(List.of(Row.fresh(group).flawed(flaw))));
        }
        return new Landing(call + " lands: group " + fresh, after, Reply.numbered(fresh), false);
    }

    private static Landing amend(Target target, Call call) {
        int ref = call.refs().list().get(0);
        Entry entry = target.entry(ref);
        if (target.importing(call.group())) {
            return new Landing(call + " lands: an import is under way", target, Reply.of(Word.BUSY), false);
        }
        if (entry.key() != Entry.Key.LIVE || entry.group() != call.group()) {
            return new Landing(call + " lands: not waiting", target, Reply.of(Word.NOT_WAITING), false);
        }
        if (entry.content() == call.change().to()) {
            return new Landing(call + " lands: known", target, Reply.of(Word.DONE), false);
        }
        if (entry.rows().isEmpty()) {
            return new Landing(call + " lands: not waiting", target, Reply.of(Word.NOT_WAITING), false);
        }
        boolean other = entry.edited() || entry.content() != call.change().from();
        if (other && call.change().from() != Call.Change.WHATEVER) {
            return new Landing(call + " lands: other rows", target, Reply.of(Word.CHANGED), false);
        }
        Target after = target.entry(ref, entry.amended(call.change().to()));
        return new Landing(call + " lands: amended", after, Reply.of(Word.DONE), false);
    }

    private static Landing delete(Target target, Call call) {
        Target after = target;
        for (int ref : call.refs().list()) {
            Entry entry = target.entry(ref);
            after = after.entry(
                    ref,
                    entry.with(entry.rows().stream()
                            .filter(row -> row.group() != call.group())
                            .toList()));
        }
        return new Landing(call + " lands", after, Reply.of(Word.DONE), false);
    }

    private static Landing insert(Target target, Call call) {
        Target after = target.grown();
        int fresh = after.groups().size();
        for (int ref : call.refs().list()) {
            Entry entry = after.entry(ref);
            List<Row> rows = new ArrayList<>(entry.rows());
            rows.add(Row.fresh(fresh));
            after = after.entry(ref, entry.in(fresh).with(rows));
        }
        return new Landing(call + " lands: group " + fresh, after, Reply.numbered(fresh), false);
    }

    /** What the ERP does by itself: imports end, journals are posted. */
    static List<Step<Target>> background(Target target) {
        List<Step<Target>> steps = new ArrayList<>();
        for (int group = 1; group <= target.groups().size(); group++) {
            if (target.importing(group)) {
                steps.add(new Step<>("the import of group " + group + " ends", imported(target, group)));
            }
        }
        for (int ref = 0; ref < Posting.MOST; ref++) {
            Entry entry = target.entry(ref);
            if (entry.unposted() > 0) {
                steps.add(new Step<>(
                        "the journal of " + ref + " is posted",
                        target.entry(ref, entry.booked(0, entry.posted() + entry.unposted()))));
            }
        }
        return steps;
    }

    /** All or nothing: a bad row takes its whole group with it. */
    static Target imported(Target target, int group) {
        Few in = target.in(group);
        Target after = target.group(group, new Group(target.group(group).runs(), -1));
        boolean bad = in.list().stream()
                .flatMap(ref -> target.entry(ref).rows().stream())
                .anyMatch(row -> row.group() == group && row.bad());
        for (int ref : in.list()) {
            Entry entry = target.entry(ref);
            List<Row> rows = new ArrayList<>();
            int moved = 0;
            for (Row row : entry.rows()) {
                if (row.group() != group) {
                    rows.add(row);
                } else if (bad) {
                    rows.add(new Row(group, row.bad() ? Status.ERROR : Status.INNOCENT, row.flaw(), row.flaw()));
                } else {
                    moved++;
                }
            }
            after = after.entry(ref, entry.with(rows).booked(entry.unposted() + moved, entry.posted()));
        }
        return after;
    }

    /** The import finds a row bad that nobody knew to be so. */
    static Target spoilt(Target target, int ref, Flaw flaw) {
        return target.entry(ref, target.entry(ref).flawed(Flaw.NONE, flaw));
    }

    /** A period is open again. */
    static Target reopened(Target target) {
        Target after = target;
        for (int ref = 0; ref < Posting.MOST; ref++) {
            after = after.entry(ref, after.entry(ref).flawed(Flaw.DATE, Flaw.NONE));
        }
        return after;
    }
}
