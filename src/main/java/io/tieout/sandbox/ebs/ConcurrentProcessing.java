package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ebs.FndRows.ConcurrentRequest;
import io.tieout.sandbox.ebs.GlRows.InterfaceRow;
import java.util.List;
import java.util.Optional;

/**
 * Runs concurrent requests: GLLEZLSRS waits a third of the configured duration, spawns its child GLLEZL, which waits a
 * third, runs a third and then does its work. Each step is one transaction, so a restart goes on from the last one.
 */
final class ConcurrentProcessing {

    private static final String PARENT = "GLLEZLSRS";
    private static final String ACCESS_SET = "1000";
    private static final int STEPS = 3;

    private final EbsTables db;
    private final Ledgers ledgers;
    private final JournalImport journalImport;
    private final Background background;

    ConcurrentProcessing(EbsTables db, Ledgers ledgers, JournalImport journalImport, Background background) {
        this.db = db;
        this.ledgers = ledgers;
        this.journalImport = journalImport;
        this.background = background;
    }

    /** Submits GLLEZLSRS for a group that has rows; answers the request's id. Call inside a transaction. */
    long submitImport(long group, long userId) {
        List<InterfaceRow> rows = ledgers.groupRows(group);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("group: " + group + " has no rows in GL_INTERFACE");
        }
        InterfaceRow first = rows.get(0);
        long id = db.store.next("FND_CONCURRENT_REQUESTS_S");
        db.requests.put(new ConcurrentRequest(
                id,
                null,
                PARENT,
                "P",
                "I",
                ACCESS_SET,
                SetupCalls.source(db, first.userJeSourceName()).jeSourceName(),
                EbsTables.id(first.ledgerId()),
                EbsTables.id(group),
                userId,
                db.now(),
                null,
                null));
        schedule(id);
        return id;
    }

    /** Takes up the requests that a stopped process left unfinished. */
    void resume() {
        db.requests.byIndex("unfinished", "Y").stream()
                .filter(request -> request.program().equals(PARENT))
                .forEach(request -> schedule(request.requestId()));
    }

    private void schedule(long id) {
        background.after(db.settings().requestDuration().dividedBy(STEPS), () -> step(id));
    }

    private void step(long id) {
        boolean more = db.store.transaction(() -> {
            Optional<ConcurrentRequest> parent =
                    db.requests.get(EbsTables.id(id)).filter(ConcurrentRequest::unfinished);
            parent.ifPresent(this::advance);
            return db.requests
                    .get(EbsTables.id(id))
                    .filter(ConcurrentRequest::unfinished)
                    .isPresent();
        });
        if (more) {
            schedule(id);
        }
    }

    private void advance(ConcurrentRequest parent) {
        List<ConcurrentRequest> children = db.requests.byIndex("parent", EbsTables.id(parent.requestId()));
        if (children.isEmpty()) {
            db.requests.put(parent.running());
            db.requests.put(parent.child(db.store.next("FND_CONCURRENT_REQUESTS_S"), db.now()));
            return;
        }
        ConcurrentRequest child = children.get(0);
        if (child.phaseCode().equals("P")) {
            db.requests.put(child.running());
            return;
        }
        JournalImport.Outcome outcome = journalImport.run(child);
        db.requests.put(child.completed(outcome.statusCode(), db.now(), outcome.text()));
        db.requests.put(parent.completed(outcome.statusCode(), db.now(), outcome.text()));
    }
}
