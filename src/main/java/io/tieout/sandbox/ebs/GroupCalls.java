package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ebs.FndRows.ConcurrentRequest;
import io.tieout.sandbox.ebs.GlRows.InterfaceRow;
import io.tieout.sandbox.ebs.Installations.Caller;
import io.tieout.sandbox.ebs.TieoutRows.Run;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * SUBMIT_IMPORT and REGROUP. The sandbox's own faults at SUBMIT_IMPORT: {@code person-imports} (a person has just
 * submitted the group, so this call finds it running), {@code import-error} (this run rejects the group),
 * {@code period-closed} (a person closes the period of the group's rows just before this run), {@code person-deletes}
 * (a person deletes the journal batch that this run imports, before it is posted).
 */
final class GroupCalls {

    private static final String NAME = "SUBMIT_IMPORT";

    private final EbsTables db;
    private final Ledgers ledgers;
    private final Installations installations;
    private final PersonFaults person;

    GroupCalls(EbsTables db, Ledgers ledgers, Installations installations, PersonFaults person) {
        this.db = db;
        this.ledgers = ledgers;
        this.installations = installations;
        this.person = person;
    }

    /** The highest run of a group that the package submitted. */
    static Optional<Run> lastRun(EbsTables db, long group) {
        return db.runs.before("group", EbsTables.endOf(EbsTables.id(group)), 1).stream()
                .filter(run -> run.groupId() == group)
                .findFirst();
    }

    CallOutput submitImport(CallInput in) {
        Caller caller = installations.admitted(in);
        long group = in.number("P_GROUP_ID");
        boolean known = installations.hasGroup(caller, group);
        long number = in.number("P_RUN_NUMBER");
        Optional<Run> run = db.runs.get(group + "/" + number);
        if (run.isPresent()) {
            return answer("ALREADY", EbsTables.id(run.get().requestId()));
        }
        if (!known || ledgers.groupRows(group).isEmpty()) {
            return new CallOutput().put("X_RESULT", "NOTHING").put("X_REQUEST_ID", (String) null);
        }
        person.beforeSubmit(NAME, group);
        Optional<ConcurrentRequest> running = ledgers.runningImport(group);
        if (running.isPresent()) {
            return answer("RUNNING", EbsTables.id(running.get().requestId()));
        }
        long next = lastRun(db, group).map(Run::runNumber).orElse(0L) + 1;
        if (number != next) {
            throw CallRefused.badInput("P_RUN_NUMBER", "the next run of this group is " + next);
        }
        person.atSubmit(NAME, group);
        long request = person.processing().submitImport(group, in.userId());
        db.runs.put(new Run(group, number, request));
        return answer("SUBMITTED", EbsTables.id(request));
    }

    private static CallOutput answer(String result, String request) {
        return new CallOutput().put("X_RESULT", result).put("X_REQUEST_ID", request);
    }

    CallOutput regroup(CallInput in) {
        Caller caller = installations.admitted(in);
        long group = in.number("P_GROUP_ID");
        Set<String> references = new HashSet<>(in.list("P_REFERENCES_JSON"));
        installations.needGroup(caller, group);
        ledgers.refuseWhileImporting(group);
        List<InterfaceRow> rows = ledgers.groupRows(group);
        if (rows.size() != in.number("P_EXPECTED_ROWS")) {
            throw new CallRefused("ROWS_CHANGED", "The group has " + rows.size() + " rows");
        }
        checkNamed(references, rows);
        long fresh = db.store.next("GL_INTERFACE_CONTROL_S");
        int moved = 0;
        for (InterfaceRow row : rows) {
            boolean moves = row.reference21() != null && references.contains(row.reference21());
            db.interfaceRows.put(row.renewed(moves ? fresh : group));
            moved += moves ? 1 : 0;
        }
        references.forEach(reference -> db.keys
                .get(reference)
                .filter(key -> key.groupId() != null && key.groupId() == group)
                .ifPresent(key -> db.keys.put(key.inGroup(fresh, db.now()))));
        return new CallOutput()
                .put("X_NEW_GROUP_ID", fresh)
                .put("X_MOVED_ROWS", moved)
                .put("X_LEFT_ROWS", rows.size() - moved);
    }

    private static void checkNamed(Set<String> references, List<InterfaceRow> rows) {
        if (references.isEmpty()) {
            throw CallRefused.badInput("P_REFERENCES_JSON", "is empty");
        }
        Set<String> waiting = rows.stream().map(InterfaceRow::reference21).collect(Collectors.toSet());
        if (!waiting.containsAll(references)) {
            throw new CallRefused("ROWS_CHANGED", "A named reference has no row in the group");
        }
    }
}
