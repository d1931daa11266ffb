package io.tieout.sandbox.ebs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tieout.sandbox.ebs.FndRows.ConcurrentRequest;
import io.tieout.sandbox.ebs.GlRows.Batch;
import io.tieout.sandbox.ebs.GlRows.Header;
import io.tieout.sandbox.ebs.GlRows.InterfaceRow;
import io.tieout.sandbox.ebs.GlRows.Line;
import io.tieout.sandbox.ebs.RowsJson.Row;
import io.tieout.sandbox.ebs.TieoutRows.KnownReference;
import io.tieout.sandbox.ebs.TieoutRows.Run;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** FIND_REFERENCES, GET_REQUEST, GET_GROUP_ROWS, GET_JOURNAL_LINES and LIST_REFERENCES. */
final class JournalReads {

    private final EbsTables db;
    private final Ledgers ledgers;

    JournalReads(EbsTables db, Ledgers ledgers) {
        this.db = db;
        this.ledgers = ledgers;
    }

    /** Where a reference stands, and what stands there. */
    private record Place(String stage, List<InterfaceRow> rows, List<Line> lines, Optional<Batch> batch) {

        int count() {
            return rows.isEmpty() ? lines.size() : rows.size();
        }
    }

    CallOutput findReferences(CallInput in) {
        RowsJson rows = new RowsJson();
        for (String reference : in.list("P_REFERENCES_JSON")) {
            found(rows.add(), reference);
        }
        return new CallOutput().put("X_ROWS_JSON", rows);
    }

    private void found(Row row, String reference) {
        Optional<KnownReference> key = db.keys.get(reference);
        Place place = place(reference, key);
        row.put("reference", reference)
                .put("stage", place.stage())
                .put("group_id", key.map(KnownReference::groupId).orElse(null))
                .put("content_hash", key.map(KnownReference::contentHash).orElse(null))
                .put("load_number", key.map(KnownReference::loadNumber).orElse(null))
                .put("incarnation", key.map(KnownReference::incarnation).orElse(null))
                .put("row_count", place.count());
        ArrayNode statuses = row.node().putArray("statuses");
        place.rows().stream().map(InterfaceRow::status).distinct().forEach(statuses::add);
        row.put(
                        "request_id",
                        key.map(KnownReference::groupId).flatMap(this::lastRun).orElse(null))
                .put("je_batch_id", place.batch().map(Batch::jeBatchId).orElse(null))
                .put("batch_status", place.batch().map(Batch::status).orElse(null))
                .put(
                        "approval_status_code",
                        place.batch().map(Batch::approvalStatusCode).orElse(null));
    }

    private Place place(String reference, Optional<KnownReference> key) {
        List<InterfaceRow> rows = db.interfaceRows.byIndex("reference", reference);
        List<Line> lines = ledgers.lines(reference);
        Optional<Batch> batch = lines.stream().findFirst().map(line -> ledgers.batch(ledgers.header(line)));
        return new Place(stage(key, rows, batch), rows, lines, batch);
    }

    private String stage(Optional<KnownReference> key, List<InterfaceRow> rows, Optional<Batch> batch) {
        if (key.isPresent() && key.get().closed()) {
            return "closed";
        }
        if (!rows.isEmpty()) {
            boolean fresh = rows.stream().allMatch(row -> row.status().equals("NEW"));
            boolean importing = ledgers.runningImport(rows.get(0).groupId()).isPresent();
            return fresh || importing ? "interface" : "interface_error";
        }
        return batch.map(found -> found.status().equals("P") ? "posted" : "imported")
                .orElse(key.isPresent() ? "gone" : "unknown");
    }

    private Optional<Long> lastRun(long group) {
        return GroupCalls.lastRun(db, group).map(Run::requestId);
    }

    CallOutput getRequest(CallInput in) {
        long id = in.number("P_REQUEST_ID");
        ConcurrentRequest request = db.requests
                .get(EbsTables.id(id))
                .orElseThrow(() -> CallRefused.badInput("P_REQUEST_ID", "request " + id + " is not known (any more)"));
        Row row = Row.alone();
        request(row, request);
        return new CallOutput().put("X_REQUEST_JSON", row.node().toString());
    }

    private void request(Row row, ConcurrentRequest request) {
        row.put("request_id", request.requestId())
                .put("parent_request_id", request.parentRequestId())
                .put("program", request.program())
                .put("phase_code", request.phaseCode())
                .put("status_code", request.statusCode())
                .put("dev_phase", devPhase(request.phaseCode()))
                .put("dev_status", devStatus(request.statusCode()))
                .put("completion_text", request.completionText());
        ArrayNode children = row.node().putArray("children");
        db.requests
                .byIndex("parent", EbsTables.id(request.requestId()))
                .forEach(child -> request(new Row(children.addObject()), child));
    }

    private static String devPhase(String code) {
        return switch (code) {
            case "P" -> "PENDING";
            case "R" -> "RUNNING";
            default -> "COMPLETE";
        };
    }

    private static String devStatus(String code) {
        return switch (code) {
            case "G" -> "WARNING";
            case "E" -> "ERROR";
            default -> "NORMAL";
        };
    }

    CallOutput getGroupRows(CallInput in) {
        String group = EbsTables.id(in.number("P_GROUP_ID"));
        int size = in.pageSize();
        String after = EbsTables.parts(group, EbsTables.ordered(in.number("P_AFTER_ID", 0)));
        List<InterfaceRow> found = db.interfaceRows.after("groupRow", after, size + 1).stream()
                .filter(row -> EbsTables.id(row.groupId()).equals(group))
                .toList();
        RowsJson rows = new RowsJson();
        found.stream().limit(size).forEach(row -> groupRow(rows.add(), row));
        String next = found.size() > size ? EbsTables.id(found.get(size - 1).rowId()) : null;
        return new CallOutput().put("X_ROWS_JSON", rows).put("X_NEXT_AFTER_ID", next);
    }

    private void groupRow(Row json, InterfaceRow row) {
        json.put("row_number", row.rowId())
                .put("status", row.status())
                .put("reference21", row.reference21())
                .put("reference22", row.reference22())
                .put("accounting_date", row.accountingDate())
                .put("currency_code", row.currencyCode())
                .put("account", segments(row.codeCombinationId()))
                .put("code_combination_id", row.codeCombinationId())
                .put("entered_dr", row.enteredDr())
                .put("entered_cr", row.enteredCr())
                .put("description", row.reference10())
                .put("error_text", Ledgers.errorText(row.status()).orElse(null));
    }

    private @Nullable String segments(long id) {
        return db.combinations
                .get(EbsTables.id(id))
                .map(GlSetupRows.CodeCombination::concatenatedSegments)
                .orElse(null);
    }

    CallOutput getJournalLines(CallInput in) {
        RowsJson rows = new RowsJson();
        for (String reference : in.list("P_REFERENCES_JSON")) {
            ledgers.lines(reference).forEach(line -> journalLine(rows.add(), line));
        }
        return new CallOutput().put("X_ROWS_JSON", rows);
    }

    private void journalLine(Row row, Line line) {
        Header header = ledgers.header(line);
        Batch batch = ledgers.batch(header);
        row.put("reference", line.reference1())
                .put("je_batch_id", batch.jeBatchId())
                .put("je_header_id", line.jeHeaderId())
                .put("je_line_num", line.jeLineNum())
                .put("ledger_id", line.ledgerId())
                .put("je_source", header.jeSource())
                .put("je_category", header.jeCategory())
                .put("period_name", line.periodName())
                .put("effective_date", line.effectiveDate())
                .put("currency_code", header.currencyCode())
                .put("account", segments(line.codeCombinationId()))
                .put("code_combination_id", line.codeCombinationId())
                .put("entered_dr", line.enteredDr())
                .put("entered_cr", line.enteredCr())
                .put("accounted_dr", line.accountedDr())
                .put("accounted_cr", line.accountedCr())
                .put("reference_2", line.reference2())
                .put("description", line.description())
                .put("header_status", header.status())
                .put("batch_status", batch.status())
                .put("approval_status_code", batch.approvalStatusCode())
                .put("batch_name", batch.name())
                .put("posted_date", batch.postedDate());
    }

    CallOutput listReferences(CallInput in) {
        String installation = in.needed("P_INSTALLATION");
        int size = in.pageSize();
        String after = EbsTables.parts(installation, in.text("P_AFTER_ID").orElse(""));
        List<KnownReference> found = db.keys.after("installation", after, size + 1).stream()
                .filter(key -> key.installation().equals(installation))
                .toList();
        RowsJson rows = new RowsJson();
        found.stream().limit(size).forEach(key -> listed(rows.add(), key));
        String next = found.size() > size ? found.get(size - 1).reference() : null;
        return new CallOutput().put("X_ROWS_JSON", rows).put("X_NEXT_AFTER_ID", next);
    }

    private void listed(Row row, KnownReference key) {
        row.put("reference", key.reference())
                .put("stage", place(key.reference(), Optional.of(key)).stage())
                .put("group_id", key.groupId())
                .put("content_hash", key.contentHash())
                .put("incarnation", key.incarnation())
                .put("load_number", key.loadNumber())
                .put("state", key.state());
        row.node().set("lines", CallInput.json("LINES_JSON", key.linesJson()));
    }
}
