package io.tieout.sandbox.ebs;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.sandbox.ebs.GlRows.InterfaceRow;
import io.tieout.sandbox.ebs.Installations.Caller;
import io.tieout.sandbox.ebs.InterfaceWriter.Posting;
import io.tieout.sandbox.ebs.TieoutRows.KnownReference;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** CLOSE_REFERENCES, AMEND_LINES and FENCE. */
final class ReferenceCalls {

    private static final int REASON_MAX = 240;

    private final EbsTables db;
    private final Ledgers ledgers;
    private final Installations installations;

    ReferenceCalls(EbsTables db, Ledgers ledgers, Installations installations) {
        this.db = db;
        this.ledgers = ledgers;
        this.installations = installations;
    }

    static boolean wellFormed(String reference) {
        return reference.matches("[A-Z0-9]{1,28}");
    }

    CallOutput closeReferences(CallInput in) {
        Caller caller = installations.admitted(in);
        String reason = in.text("P_REASON").orElse("");
        if (reason.length() > REASON_MAX) {
            throw CallRefused.badInput("P_REASON", "longer than " + REASON_MAX);
        }
        List<String> references = in.list("P_REFERENCES_JSON");
        references.forEach(reference -> check(caller, reference));
        references.stream()
                .flatMap(reference -> db.keys.get(reference).map(KnownReference::groupId).stream())
                .distinct()
                .forEach(ledgers::refuseWhileImporting);
        RowsJson results = new RowsJson();
        for (String reference : references) {
            results.add().put("reference", reference).put("result", close(caller, reference, reason));
        }
        return new CallOutput().put("X_RESULTS_JSON", results);
    }

    private void check(Caller caller, String reference) {
        if (!wellFormed(reference)) {
            throw CallRefused.badInput("P_REFERENCES_JSON", "a reference has 1 to 28 of A-Z and 0-9");
        }
        if (db.keys
                .get(reference)
                .filter(key -> !Installations.isOf(caller, key))
                .isPresent()) {
            throw CallRefused.badInput("P_REFERENCES_JSON", "names a reference of another installation");
        }
    }

    private String close(Caller caller, String reference, String reason) {
        Optional<KnownReference> key = db.keys.get(reference);
        if (key.isPresent() && key.get().closed()) {
            return "CLOSED";
        }
        if (ledgers.live(reference)) {
            return "LIVE";
        }
        db.keys.put(
                key.map(known -> known.closed(reason, db.now())).orElseGet(() -> tombstone(caller, reference, reason)));
        return "CLOSED";
    }

    private KnownReference tombstone(Caller caller, String reference, String reason) {
        return new KnownReference(
                reference,
                caller.installation(),
                caller.incarnation(),
                null,
                null,
                null,
                null,
                null,
                null,
                "CLOSED",
                reason,
                "[]",
                db.now(),
                db.now());
    }

    CallOutput amendLines(CallInput in) {
        Caller caller = installations.admitted(in);
        long group = in.number("P_GROUP_ID");
        installations.needGroup(caller, group);
        ledgers.refuseWhileImporting(group);
        JsonNode changes = in.json("P_CHANGES_JSON");
        if (!changes.isArray()) {
            throw CallRefused.badInput("P_CHANGES_JSON", "an array is needed");
        }
        RowsJson results = new RowsJson();
        for (JsonNode change : changes) {
            Amended amended = amend(group, change);
            results.add()
                    .put("reference", field(change, "reference"))
                    .put("result", amended.result())
                    .put("reason", amended.reason());
        }
        return new CallOutput().put("X_RESULTS_JSON", results);
    }

    /** The result for one reference. */
    private record Amended(String result, @Nullable String reason) {}

    private Amended amend(long group, JsonNode change) {
        String reference = field(change, "reference");
        String from = field(change, "from_hash");
        String to = field(change, "to_hash");
        if (!change.path("lines").isArray()) {
            throw CallRefused.badInput("P_CHANGES_JSON", "lines are needed, as an array");
        }
        List<InterfaceRow> rows = db.interfaceRows.byIndex("reference", reference).stream()
                .filter(row -> row.groupId() == group)
                .toList();
        Optional<KnownReference> live = db.keys
                .get(reference)
                .filter(known -> !known.closed() && Long.valueOf(group).equals(known.groupId()));
        if (live.isEmpty()) {
            return new Amended("NOT_WAITING", null);
        }
        KnownReference key = live.get();
        if (to.equals(key.contentHash()) && (!from.equals(to) || dated(rows, date(change)))) {
            return new Amended("ALREADY", null);
        }
        if (rows.isEmpty()) {
            return new Amended("NOT_WAITING", null);
        }
        if (!from.equals(key.contentHash())) {
            return new Amended("CHANGED", "the key has another content");
        }
        return InterfaceWriter.same(rows, lines(rows.get(0), CallInput.json("LINES_JSON", key.linesJson())))
                ? replaced(key, change, rows)
                : new Amended("CHANGED", "the rows are not what was loaded");
    }

    private static boolean dated(List<InterfaceRow> rows, Optional<LocalDate> day) {
        return !rows.isEmpty()
                && rows.stream().allMatch(row -> row.accountingDate().equals(day.orElse(row.accountingDate())));
    }

    private Amended replaced(KnownReference key, JsonNode change, List<InterfaceRow> rows) {
        InterfaceRow first = rows.get(0);
        Posting posting = new Posting(
                key.reference(),
                first.ledgerId(),
                date(change).orElse(first.accountingDate()),
                first.userJeSourceName(),
                first.userJeCategoryName(),
                first.groupId(),
                first.createdBy());
        try {
            new InterfaceWriter(db).replace(rows, posting, lines(first, change.path("lines")));
        } catch (PostingLine.Refused e) {
            return new Amended("REFUSED", e.getMessage());
        }
        db.keys.put(key.amended(field(change, "to_hash"), change.path("lines").toString(), db.now()));
        return new Amended("AMENDED", null);
    }

    private List<PostingLine> lines(InterfaceRow row, JsonNode lines) {
        return PostingLine.of(lines, db, SetupCalls.ledger(db, EbsTables.id(row.ledgerId())));
    }

    private static Optional<LocalDate> date(JsonNode change) {
        try {
            return PostingLine.text(change, "accounting_date").map(LocalDate::parse);
        } catch (DateTimeParseException e) {
            throw CallRefused.badInput("P_CHANGES_JSON", "accounting_date: a date YYYY-MM-DD is needed");
        }
    }

    private static String field(JsonNode change, String field) {
        return PostingLine.text(change, field)
                .orElseThrow(() -> CallRefused.badInput("P_CHANGES_JSON", field + " is needed"));
    }

    CallOutput fence(CallInput in) {
        Caller caller = installations.admitted(in);
        installations.fence(caller);
        return new CallOutput()
                .put("X_INCARNATION", caller.incarnation())
                .put("X_MAX_LOAD_NUMBER", installations.maxLoadNumber(caller.installation()));
    }
}
