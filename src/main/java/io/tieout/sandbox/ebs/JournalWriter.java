package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ebs.FndRows.ConcurrentRequest;
import io.tieout.sandbox.ebs.GlRows.Batch;
import io.tieout.sandbox.ebs.GlRows.Header;
import io.tieout.sandbox.ebs.GlRows.ImportReference;
import io.tieout.sandbox.ebs.GlRows.InterfaceRow;
import io.tieout.sandbox.ebs.GlRows.Line;
import io.tieout.sandbox.ebs.GlSetupRows.Ledger;
import io.tieout.sandbox.ebs.ImportRules.JournalKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what Journal Import makes of good rows: batches, journals and lines, unposted. */
final class JournalWriter {

    private static final int BATCH_PREFIX = 50;
    private static final int HEADER_PREFIX = 25;
    private static final int NAME_MAX = 100;

    private final EbsTables db;
    private final ImportRules rules;

    JournalWriter(EbsTables db, ImportRules rules) {
        this.db = db;
        this.rules = rules;
    }

    /** Where a journal goes. */
    record Target(Batch batch, Ledger ledger, String source, JournalKey key) {}

    /** A batch named by REFERENCE1, source, request, actual flag and group. */
    Batch batch(ConcurrentRequest request, String period, InterfaceRow first) {
        String name = prefix(first.reference1(), BATCH_PREFIX) + first.userJeSourceName() + " " + request.requestId()
                + ": " + first.actualFlag() + " " + first.groupId();
        Batch batch = new Batch(
                db.store.next("GL_JE_BATCHES_S"),
                cut(name, NAME_MAX),
                "U",
                period,
                null,
                null,
                request.requestId(),
                first.groupId(),
                db.settings().approval() ? "R" : "Z");
        db.batches.put(batch);
        return batch;
    }

    /** One journal with its lines, numbered from 1. */
    void journal(Target target, List<InterfaceRow> rows) {
        InterfaceRow first = rows.get(0);
        BigDecimal rate = rules.rate(first, target.ledger()).orElseThrow();
        Header header = header(target, first, rate);
        db.headers.put(header);
        int number = 1;
        for (InterfaceRow row : rows) {
            line(header, number++, row, rate);
        }
    }

    private Header header(Target target, InterfaceRow first, BigDecimal rate) {
        JournalKey key = target.key();
        String conversion = key.conversionType() == null ? "" : " " + key.conversionType() + " " + key.conversionDate();
        String name = prefix(first.reference4(), HEADER_PREFIX) + key.category() + " " + key.currency() + conversion;
        return new Header(
                db.store.next("GL_JE_HEADERS_S"),
                target.batch().jeBatchId(),
                target.ledger().ledgerId(),
                cut(name, NAME_MAX),
                SetupCalls.category(db, key.category()).jeCategoryName(),
                target.source(),
                key.period(),
                key.currency(),
                "U",
                first.accountingDate(),
                first.reference6(),
                key.conversionDate(),
                key.conversionType(),
                rate);
    }

    private void line(Header header, int number, InterfaceRow row, BigDecimal rate) {
        int precision = db.currencies
                .get(db.ledgers.get(EbsTables.id(row.ledgerId())).orElseThrow().currencyCode())
                .orElseThrow()
                .precision();
        Line line = new Line(
                header.jeHeaderId(),
                number,
                row.ledgerId(),
                row.codeCombinationId(),
                header.periodName(),
                row.accountingDate(),
                "U",
                row.enteredDr(),
                row.enteredCr(),
                accounted(row.enteredDr(), rate, precision),
                accounted(row.enteredCr(), rate, precision),
                row.reference10(),
                row.reference21(),
                row.reference22());
        db.lines.put(line);
        boolean kept = db.sources
                .get(header.jeSource())
                .orElseThrow()
                .journalReferenceFlag()
                .equals("Y");
        if (kept) {
            db.importReferences.put(new ImportReference(
                    header.jeBatchId(), header.jeHeaderId(), number, row.reference21(), row.reference22()));
        }
    }

    /** Per line, half up to the ledger currency's decimals, so lines may differ from a total by a minor unit. */
    private static @Nullable BigDecimal accounted(@Nullable BigDecimal entered, BigDecimal rate, int precision) {
        return entered == null ? null : entered.multiply(rate).setScale(precision, RoundingMode.HALF_UP);
    }

    private static String prefix(@Nullable String text, int max) {
        return text == null ? "" : cut(text, max) + " ";
    }

    private static String cut(String text, int max) {
        return text.substring(0, Math.min(max, text.length()));
    }
}
