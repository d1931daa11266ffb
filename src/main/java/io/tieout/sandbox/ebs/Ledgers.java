package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ebs.FndRows.ConcurrentRequest;
import io.tieout.sandbox.ebs.GlRows.Batch;
import io.tieout.sandbox.ebs.GlRows.Header;
import io.tieout.sandbox.ebs.GlRows.InterfaceRow;
import io.tieout.sandbox.ebs.GlRows.Line;
import io.tieout.sandbox.ebs.GlSetupRows.PeriodStatus;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions about journals that several calls and programs ask, each answered through an index. */
final class Ledgers {

    /** Journal Import's codes in words (oracle-ebs-tables.md 3.2). */
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("EP01", "The date is not in an open or future enterable period"),
            Map.entry("EP02", "There is no period for this date"),
            Map.entry("EU02", "The journal is unbalanced and suspense posting is not allowed"),
            Map.entry("EF01", "The account is not active on this date"),
            Map.entry("EF02", "The account does not allow detail posting"),
            Map.entry("EF03", "The account is disabled"),
            Map.entry("EF05", "There is no such code combination id"),
            Map.entry("EC02", "The conversion date is missing"),
            Map.entry("EC03", "The conversion type or an accounted amount is missing"),
            Map.entry("EC06", "There is no conversion rate"),
            Map.entry("EC08", "The currency is not valid"),
            Map.entry("EC11", "The conversion rate type is not valid"),
            Map.entry("EM01", "The journal category is not valid"),
            Map.entry("EM03", "The ledger id is not valid"),
            Map.entry("P", "The row is fine, another row of the group failed"));

    private final EbsTables db;

    Ledgers(EbsTables db) {
        this.db = db;
    }

    static Optional<String> errorText(String status) {
        return Optional.ofNullable(TEXTS.get(status));
    }

    List<InterfaceRow> groupRows(long group) {
        return db.interfaceRows.byIndex("group", EbsTables.id(group));
    }

    /** The unfinished import of a group, the parent's row when there are both. */
    Optional<ConcurrentRequest> runningImport(long group) {
        return db.requests.byIndex("unfinishedGroup", EbsTables.id(group)).stream()
                .min(Comparator.comparing(request -> request.parentRequestId() == null ? 0 : 1));
    }

    /** @throws CallRefused IMPORT_PENDING while an import of the group, or a child of it, is not done */
    void refuseWhileImporting(long group) {
        runningImport(group).ifPresent(request -> {
            throw new CallRefused(
                    "IMPORT_PENDING", "Request " + request.requestId() + " of group " + group + " is not done");
        });
    }

    List<Line> lines(String reference) {
        return db.lines.byIndex("reference", reference);
    }

    boolean live(String reference) {
        return db.interfaceRows.anyByIndex("reference", reference) || db.lines.anyByIndex("reference", reference);
    }

    Header header(Line line) {
        return db.headers.get(EbsTables.id(line.jeHeaderId())).orElseThrow();
    }

    Batch batch(Header header) {
        return db.batches.get(EbsTables.id(header.jeBatchId())).orElseThrow();
    }

    List<Batch> groupBatches(long group) {
        return db.batches.byIndex("group", EbsTables.id(group));
    }

    /** The general ledger's period of a date; adjusting periods never. */
    Optional<PeriodStatus> period(long ledger, LocalDate date) {
        return db.periods
                .get(AcmeSeed.GL + "/" + ledger + "/" + AcmeSeed.name(date))
                .filter(period -> period.covers(date));
    }

    /** Removes an unposted batch with its journals, as a person may. */
    void delete(Batch batch) {
        for (Header header : db.headers.byIndex("batch", EbsTables.id(batch.jeBatchId()))) {
            for (Line line : db.lines.byIndex("header", EbsTables.id(header.jeHeaderId()))) {
                db.lines.remove(line.key());
                db.importReferences.remove(line.key());
            }
            db.headers.remove(EbsTables.id(header.jeHeaderId()));
        }
        db.batches.remove(EbsTables.id(batch.jeBatchId()));
    }
}
