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

    private String close(Caller caller, String reference, String reason) {
        if (!wellFormed(reference)) {
            throw CallRefused.badInput("P_REFERENCES_JSON", "a reference has 1 to 28 of A-Z and 0-9");
        }
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

    /** Lines that LOAD_JOURNALS would refuse make the whole call BAD_INPUT. */
    CallOutput amendLines(CallInput in) {
        installations.admitted(in);
        long group = in.number("P_GROUP_ID");
        ledgers.refuseWhileImporting(group);
        JsonNode changes = in.json("P_CHANGES_JSON");
        if (!changes.isArray()) {
            throw CallRefused.badInput("P_CHANGES_JSON", "an array is needed");
        }
        RowsJson results = new RowsJson();
        for (JsonNode change : changes) {
            String reference = field(change, "reference");
            String result = amend(group, change, reference);
            results.add().put("reference", reference).put("result", result).put("reason", reason(result));
        }
        return new CallOutput().put("X_RESULTS_JSON", results);
    }

    private static @Nullable String reason(String result) {
        return switch (result) {
            case "CHANGED" -> "the rows are not what from_hash says";
            case "NOT_WAITING" -> "the group has no rows of this reference";
            default -> null;
        };
    }

    private String amend(long group, JsonNode change, String reference) {
        Optional<KnownReference> key = db.keys.get(reference).filter(known -> !known.closed());
        String toHash = field(change, "to_hash");
        if (key.isPresent() && toHash.equals(key.get().contentHash())) {
            return "ALREADY";
        }
        List<InterfaceRow> rows = db.interfaceRows.byIndex("reference", reference).stream()
                .filter(row -> row.groupId() == group)
                .toList();
        if (key.isEmpty() || rows.isEmpty()) {
            return "NOT_WAITING";
        }
        List<PostingLine> stood =
                PostingLine.of(CallInput.json("LINES_JSON", key.get().linesJson()), db);
        if (!field(change, "from_hash").equals(key.get().contentHash()) || !InterfaceWriter.same(rows, stood)) {
            return "CHANGED";
        }
        replace(change, reference, rows);
        db.keys.put(key.get().amended(toHash, change.path("lines").toString(), db.now()));
        return "AMENDED";
    }

    private void replace(JsonNode change, String reference, List<InterfaceRow> rows) {
        InterfaceRow first = rows.get(0);
        Posting posting = new Posting(
                reference,
                first.ledgerId(),
                date(change).orElse(first.accountingDate()),
                first.userJeSourceName(),
                first.userJeCategoryName(),
                first.groupId(),
                first.createdBy());
        try {
            new InterfaceWriter(db).replace(rows, posting, PostingLine.of(change.path("lines"), db));
        } catch (PostingLine.Refused e) {
            throw CallRefused.badInput("P_CHANGES_JSON", reference + ": " + e.getMessage());
        }
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
