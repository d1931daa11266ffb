package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ebs.FndRows.ConcurrentRequest;
import io.tieout.sandbox.ebs.GlRows.Batch;
import io.tieout.sandbox.ebs.GlRows.InterfaceRow;
import io.tieout.sandbox.ebs.GlSetupRows.Ledger;
import io.tieout.sandbox.ebs.ImportRules.JournalKey;
import io.tieout.sandbox.ebs.TieoutRows.GroupFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Program GLLEZL: imports one source and group, all or nothing, in detail mode and without suspense. On success the
 * input is deleted; else failing rows carry their code, the others {@code P}. It knows no duplicates. Rows that failed
 * before are checked again like new ones.
 */
final class JournalImport {

    /** How the request ends: C normal, G warning. */
    record Outcome(String statusCode, String text) {}

    private final EbsTables db;
    private final Ledgers ledgers;
    private final ImportRules rules;
    private final JournalWriter writer;
    private final AutoPost autoPost;

    JournalImport(EbsTables db, Ledgers ledgers, AutoPost autoPost) {
        this.db = db;
        this.ledgers = ledgers;
        this.rules = new ImportRules(db, ledgers);
        this.writer = new JournalWriter(db, rules);
        this.autoPost = autoPost;
    }

    /** Runs inside the manager's transaction. */
    Outcome run(ConcurrentRequest request) {
        long group = request.groupId();
        List<InterfaceRow> rows = selected(request);
        Optional<String> fault = db.groupFaults.get(EbsTables.id(group)).map(GroupFault::fault);
        db.groupFaults.remove(EbsTables.id(group));
        if (rows.isEmpty()) {
            return new Outcome("G", "No rows were found for the group");
        }
        Map<Long, String> errors = rules.errors(rows);
        if (fault.filter(PersonFaults.IMPORT_ERROR::equals).isPresent()) {
            errors.putIfAbsent(rows.get(0).rowId(), "EF03");
        }
        if (!errors.isEmpty()) {
            rows.forEach(row -> db.interfaceRows.put(row.status(errors.getOrDefault(row.rowId(), "P"))));
            return new Outcome("G", errors.size() + " rows were rejected");
        }
        List<Batch> batches = imported(request, rows);
        if (fault.filter(PersonFaults.PERSON_DELETES::equals).isPresent()) {
            batches.forEach(ledgers::delete);
        } else {
            autoPost.later(batches);
        }
        return new Outcome("C", rows.size() + " rows were imported");
    }

    private List<InterfaceRow> selected(ConcurrentRequest request) {
        String source = db.sources.get(request.argument2()).orElseThrow().userJeSourceName();
        return ledgers.groupRows(request.groupId()).stream()
                .filter(row -> row.userJeSourceName().equals(source) && row.ledgerId() == request.ledgerId())
                .toList();
    }

    private List<Batch> imported(ConcurrentRequest request, List<InterfaceRow> rows) {
        Ledger ledger = db.ledgers.get(request.argument3()).orElseThrow();
        Map<String, Batch> byPeriod = new LinkedHashMap<>();
        Map<JournalKey, List<InterfaceRow>> journals = rules.journals(rows);
        journals.forEach((key, journal) -> {
            Batch batch =
                    byPeriod.computeIfAbsent(key.period(), period -> writer.batch(request, period, journal.get(0)));
            writer.journal(new JournalWriter.Target(batch, ledger, request.argument2(), key), journal);
        });
        rows.forEach(row -> db.interfaceRows.remove(EbsTables.id(row.rowId())));
        return List.copyOf(byPeriod.values());
    }
}
