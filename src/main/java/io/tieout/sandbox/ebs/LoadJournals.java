package io.tieout.sandbox.ebs;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.sandbox.ebs.GlSetupRows.Ledger;
import io.tieout.sandbox.ebs.Installations.Caller;
import io.tieout.sandbox.ebs.InterfaceWriter.Posting;
import io.tieout.sandbox.ebs.RowsJson.Row;
import io.tieout.sandbox.ebs.TieoutRows.KnownReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * LOAD_JOURNALS: keys and interface rows in one transaction. The sandbox's own faults at this call act after a load
 * that inserted something: {@code import-error} (the group's next import fails), {@code period-closed} (a person
 * closes the accounting date's period), {@code person-imports} (submits the group at once), {@code person-deletes}
 * (removes the group's rows).
 */
final class LoadJournals {

    private static final String NAME = "LOAD_JOURNALS";
    private static final int HASH_MAX = 64;

    private final EbsTables db;
    private final Ledgers ledgers;
    private final Installations installations;
    private final PersonFaults person;

    LoadJournals(EbsTables db, Ledgers ledgers, Installations installations, PersonFaults person) {
        this.db = db;
        this.ledgers = ledgers;
        this.installations = installations;
        this.person = person;
    }

    /** What all postings of one call share; the group's id is taken when the first of them is loaded. */
    private final class Batch {

        private final Caller caller;
        private final CallInput in;
        private final Ledger ledger;
        private final String source;
        private final String category;
        private final LocalDate date;
        private Optional<Long> group = Optional.empty();

        Batch(Caller caller, CallInput in, JsonNode json) {
            this.caller = caller;
            this.in = in;
            ledger = SetupCalls.ledger(db, field(json, "ledger_id"));
            source = SetupCalls.source(db, field(json, "je_source")).userJeSourceName();
            category = SetupCalls.category(db, field(json, "je_category")).userJeCategoryName();
            date = date(field(json, "accounting_date"));
        }

        long group() {
            group = Optional.of(group.orElseGet(() -> db.store.next("GL_INTERFACE_CONTROL_S")));
            return group.get();
        }
    }

    CallOutput loadJournals(CallInput in) {
        Caller caller = installations.admitted(in);
        String text = in.needed("P_BATCH_JSON");
        String requestKey = in.needed("P_REQUEST_KEY");
        if (!sha256(text).equals(requestKey)) {
            throw CallRefused.badInput("P_REQUEST_KEY", "is not the hash of P_BATCH_JSON");
        }
        JsonNode json = in.json("P_BATCH_JSON");
        installations.load(caller, in.number("P_LOAD_NUMBER"), requestKey);
        Batch batch = new Batch(caller, in, json);
        RowsJson results = new RowsJson();
        for (JsonNode posting : postings(json)) {
            load(batch, posting, results.add());
        }
        batch.group.ifPresent(group -> person.afterLoad(NAME, group));
        return new CallOutput()
                .put("X_RESULTS_JSON", results)
                .put("X_MAX_LOAD_NUMBER", installations.maxLoadNumber(caller.installation()))
                .put("X_MAX_INCARNATION", installations.maxIncarnation(caller.installation()));
    }

    private static JsonNode postings(JsonNode json) {
        JsonNode postings = json.path("postings");
        if (!postings.isArray()) {
            throw CallRefused.badInput("P_BATCH_JSON", "postings: an array is needed");
        }
        return postings;
    }

    private void load(Batch batch, JsonNode posting, Row result) {
        String reference = field(posting, "reference");
        String hash = field(posting, "content_hash");
        if (hash.length() > HASH_MAX) {
            throw CallRefused.badInput("P_BATCH_JSON", "content_hash: longer than " + HASH_MAX);
        }
        Optional<KnownReference> known = db.keys.get(reference);
        if (known.isPresent()) {
            known(batch, known.get(), hash, result);
            return;
        }
        if (ledgers.live(reference)) {
            result(result, reference, "CONFLICT")
                    .put("group_id", (String) null)
                    .put("reason", "rows or journal lines of the reference exist without a key");
            return;
        }
        try {
            insert(batch, posting, result);
        } catch (PostingLine.Refused e) {
            result(result, reference, "REFUSED").put("group_id", (String) null).put("reason", e.getMessage());
        }
    }

    private static void known(Batch batch, KnownReference key, String hash, Row result) {
        boolean same = hash.equals(key.contentHash()) && key.installation().equals(batch.caller.installation());
        String answer = key.closed() ? "CLOSED" : same ? "ALREADY" : "CONFLICT";
        result(result, key.reference(), answer)
                .put("group_id", key.groupId())
                .put("reason", answer.equals("CONFLICT") ? "the reference is known with other content" : null);
    }

    private void insert(Batch batch, JsonNode posting, Row result) {
        String reference = field(posting, "reference");
        if (!ReferenceCalls.wellFormed(reference)) {
            throw new PostingLine.Refused("reference: 1 to 28 of A-Z and 0-9 are needed");
        }
        List<PostingLine> lines = PostingLine.of(posting.path("lines"), db, batch.ledger);
        long group = batch.group();
        db.keys.put(key(batch, posting, reference));
        new InterfaceWriter(db)
                .insert(
                        new Posting(
                                reference,
                                batch.ledger.ledgerId(),
                                batch.date,
                                batch.source,
                                batch.category,
                                group,
                                batch.in.userId()),
                        lines);
        result(result, reference, "LOADED").put("group_id", group).put("reason", (String) null);
    }

    private KnownReference key(Batch batch, JsonNode posting, String reference) {
        return new KnownReference(
                reference,
                batch.caller.installation(),
                batch.caller.incarnation(),
                batch.in.number("P_LOAD_NUMBER"),
                batch.in.needed("P_REQUEST_KEY"),
                field(posting, "content_hash"),
                batch.ledger.ledgerId(),
                batch.source,
                batch.group(),
                "LIVE",
                null,
                posting.path("lines").toString(),
                db.now(),
                db.now());
    }

    private static Row result(Row row, String reference, String result) {
        return row.put("reference", reference).put("result", result);
    }

    private static String field(JsonNode json, String field) {
        return PostingLine.text(json, field)
                .orElseThrow(() -> CallRefused.badInput("P_BATCH_JSON", field + " is needed"));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw CallRefused.badInput("P_BATCH_JSON", "accounting_date: a date YYYY-MM-DD is needed");
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
