package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ebs.GlRows.Batch;
import io.tieout.sandbox.ebs.GlRows.Header;
import io.tieout.sandbox.ebs.GlRows.Line;
import java.util.List;

/**
 * Posts batches apart from their import, after the configured delay. A batch that needs approval, or whose period is
 * not open (future enterable is not enough), stays unposted until a person has changed that.
 */
final class AutoPost {

    private final EbsTables db;
    private final Background background;

    AutoPost(EbsTables db, Background background) {
        this.db = db;
        this.background = background;
    }

    /** Posts these batches after the delay, if AutoPost is on by then. */
    void later(List<Batch> batches) {
        background.after(
                db.settings().autoPostDelay(),
                () -> db.store.transaction(() -> {
                    if (db.settings().autoPost()) {
                        batches.forEach(batch -> post(batch.jeBatchId()));
                    }
                    return null;
                }));
    }

    /** Takes up what waits: after a start, and when a person has approved, opened a period or switched it on. */
    void resume() {
        List<Batch> waiting = db.batches.byIndex("unposted", "Y");
        if (!waiting.isEmpty()) {
            later(waiting);
        }
    }

    /** Posts one batch as it stands now, if that is possible; says whether it is posted. */
    boolean post(long id) {
        return db.store.transaction(() -> db.batches
                .get(EbsTables.id(id))
                .filter(Batch::postable)
                .filter(this::periodOpen)
                .map(this::posted)
                .isPresent());
    }

    private boolean periodOpen(Batch batch) {
        return db.headers.byIndex("batch", EbsTables.id(batch.jeBatchId())).stream()
                .allMatch(header -> db.periods
                        .get(AcmeSeed.GL + "/" + header.ledgerId() + "/" + header.periodName())
                        .filter(period -> period.closingStatus().equals("O"))
                        .isPresent());
    }

    private Batch posted(Batch batch) {
        for (Header header : db.headers.byIndex("batch", EbsTables.id(batch.jeBatchId()))) {
            for (Line line : db.lines.byIndex("header", EbsTables.id(header.jeHeaderId()))) {
                db.lines.put(line.posted());
            }
            db.headers.put(header.posted());
        }
        Batch done = batch.posted(db.today(), db.store.next("GL_JE_POSTING_S"));
        db.batches.put(done);
        return done;
    }
}
