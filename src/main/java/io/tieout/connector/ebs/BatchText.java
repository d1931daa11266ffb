package io.tieout.connector.ebs;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.posting.Reference;
import io.tieout.port.NeedsPerson;
import io.tieout.port.erp.Journals.Change;
import io.tieout.port.erp.Journals.Draft;
import io.tieout.port.erp.Journals.FrozenChange;
import io.tieout.port.erp.Journals.LedgerTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes P_BATCH_JSON (docs/ebs-package.md, LOAD_JOURNALS): the same draft gives the same bytes, for ever. Amounts are
 * major units with exactly the decimals of their currency; the content hash of a posting is the SHA-256 of the text
 * of its lines as it stands in the batch.
 */
final class BatchText {
    private static final JsonMapper READER = new JsonMapper();

    private final Draft draft;
    private final String date;

    private BatchText(Draft draft) {
        this.draft = draft;
        this.date = draft.accountingDate().toString();
    }

    /** The bytes of a batch; throws {@link NeedsPerson} when a line needs a rate type that the link does not name. */
    static byte[] of(Draft draft) {
        Set<Reference> references = new HashSet<>();
        for (Journal journal : draft.journals()) {
            if (!references.add(journal.reference())) {
                throw new IllegalArgumentException("reference " + journal.reference() + " is twice in the draft");
            }
        }
        if (references.isEmpty()) {
            throw new IllegalArgumentException("a batch has at least one journal");
        }
        return JsonTexts.write(new BatchText(draft)::batch).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A change as AMEND_LINES takes it. Its hash covers the accounting date beside the lines, and the content before:
     * a change of the date alone is another content too, and no content comes back, not by a change that undoes
     * another. So the package tells a repeat from a call that comes late.
     */
    static FrozenChange of(Change change) {
        Reference reference = change.journal().reference();
        BatchText batch = new BatchText(new Draft(change.target(), change.accountingDate(), List.of(change.journal())));
        String lines = JsonTexts.write(text -> batch.lines(text, change.journal()));
        String content = Sha256.hex((change.from() + batch.date + lines).getBytes(StandardCharsets.UTF_8));
        String bytes = JsonTexts.write(json -> {
            json.writeStartObject();
            json.writeStringField("reference", reference.value());
            json.writeStringField("from_hash", change.from());
            json.writeStringField("to_hash", content);
            json.writeStringField("accounting_date", batch.date);
            json.writeFieldName("lines");
            json.writeRawValue(lines);
            json.writeEndObject();
        });
        return new FrozenChange(reference, content, bytes.getBytes(StandardCharsets.UTF_8));
    }

    /** The content hash of each posting, as the bytes of a batch carry it. */
    static Map<Reference, String> contents(byte[] batch) {
        Map<Reference, String> contents = new LinkedHashMap<>();
        try {
            READER.readTree(batch)
                    .path("postings")
                    .forEach(posting -> contents.put(
                            new Reference(posting.path("reference").textValue()),
                            posting.path("content_hash").textValue()));
        } catch (IOException e) {
            throw new UncheckedIOException("frozen bytes are not a batch", e);
        }
        return contents;
    }

    private void batch(JsonGenerator json) throws IOException {
        LedgerTarget target = draft.target();
        json.writeStartObject();
        json.writeStringField("ledger_id", target.ledger());
        json.writeStringField("accounting_date", date);
        json.writeStringField("je_source", target.source());
        json.writeStringField("je_category", target.category());
        json.writeArrayFieldStart("postings");
        for (Journal journal : draft.journals()) {
            posting(json, journal);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void posting(JsonGenerator json, Journal journal) throws IOException {
        String lines = JsonTexts.write(text -> lines(text, journal));
        json.writeStartObject();
        json.writeStringField("reference", journal.reference().value());
        json.writeStringField("content_hash", Sha256.hex(lines.getBytes(StandardCharsets.UTF_8)));
        json.writeFieldName("lines");
        json.writeRawValue(lines);
        json.writeEndObject();
    }

    private void lines(JsonGenerator json, Journal journal) throws IOException {
        json.writeStartArray();
        for (JournalLine line : journal.lines()) {
            line(json, line);
        }
        json.writeEndArray();
    }

    private void line(JsonGenerator json, JournalLine line) throws IOException {
        String currency = line.amount().currency().getCurrencyCode();
        boolean foreign = !currency.equals(draft.target().currency());
        if (foreign && draft.target().conversionType().isBlank()) {
            throw new NeedsPerson("a line in " + currency + " goes to a ledger in "
                    + draft.target().currency() + ": the link must name a conversion type");
        }
        boolean debit = line.side() == JournalLine.Side.DEBIT;
        String amount = EbsMoney.text(line.amount());
        json.writeStartObject();
        json.writeStringField("account", line.account());
        json.writeStringField("currency_code", currency);
        optional(json, "entered_dr", debit, amount);
        optional(json, "entered_cr", !debit, amount);
        optional(json, "conversion_type", foreign, draft.target().conversionType());
        optional(json, "conversion_date", foreign, date);
        optional(json, "reference22", !line.item().isEmpty(), line.item());
        json.writeStringField("description", line.description());
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String name, boolean there, String value) throws IOException {
        if (there) {
            json.writeStringField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
