package io.tieout.flow;

import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.domain.posting.PostingState;
import io.tieout.store.batch.BatchRow;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.watch.Alerts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** What people are told of a batch on its way, and when it is over. */
@ApplicationScoped
public class BatchAlerts {
    private static final String LATE = "batch-late";
    private static final String REJECTED = "batch-rejected";
    private static final String UNCLOSED = "close-rejected";
    private static final String IMPORT = "import-stuck";

    /** Those that {@link Failures} raises for a batch. */
    private static final Set<String> FAILED = Set.of("needs-person", "batch-stuck");

    private final Links links;
    private final Alerts alerts;

    BatchAlerts(Links links, Alerts alerts) {
        this.links = links;
        this.alerts = alerts;
    }

    /**
     * Raises an alert when a batch is on its way for longer than its link allows; asked at the beginning of a look, so
     * that it comes whatever the calls do. A time limit alerts a person and changes no state.
     */
    void warnWhenLate(BatchAtHand batch) {
        batch.postings().stream()
                .filter(BatchAlerts::moving)
                .findFirst()
                .filter(posting -> late(batch.batch(), posting))
                .ifPresent(posting -> raise(batch, LATE, lateness(batch.batch(), posting)));
    }

    private boolean late(BatchRow batch, PostingRow posting) {
        return links.byId(posting.link())
                .map(Link::policy)
                .filter(policy -> batch.age().compareTo(policy.batching().alertAfter()) > 0)
                .isPresent();
    }

    private static String lateness(BatchRow batch, PostingRow posting) {
        return "batch " + batch.id() + " is not posted in the books yet: " + posting.reason()
                + batch.lastError()
                        .map(error -> "; the last look failed: " + error)
                        .orElse("");
    }

    /** Whether only the target's own work is waited for. */
    static boolean moving(PostingRow posting) {
        return posting.state() instanceof PostingState.Sending || posting.state() instanceof PostingState.Sent;
    }

    /** None of the batch's postings is on its way any more. */
    void arrived(BatchAtHand batch) {
        alerts.clear(Set.of(LATE, UNCLOSED), Set.of(subject(batch)));
    }

    /** The target refuses the whole load. */
    void loadRejected(BatchAtHand batch, String reason) {
        raise(batch, REJECTED, reason);
    }

    /** The target has answered a load. */
    void loadAnswered(BatchAtHand batch) {
        alerts.clear(REJECTED, subject(batch));
    }

    /** The target refuses to close references that were refused or given up: they count as live until it does. */
    void closeRejected(BatchAtHand batch, String reason) {
        raise(
                batch,
                UNCLOSED,
                "batch " + batch.batch().id() + " holds postings that were refused or given up, and the target refuses"
                        + " to close their references, so that they still count as live: " + reason);
    }

    /** Refused references are closed. */
    void closed(BatchAtHand batch) {
        alerts.clear(UNCLOSED, subject(batch));
    }

    /** Says which imports are stuck, if any still are. */
    void imports(BatchAtHand batch, List<String> stuck) {
        if (stuck.isEmpty()) {
            alerts.clear(IMPORT, subject(batch));
        } else {
            raise(batch, IMPORT, String.join("; ", stuck));
        }
    }

    /** A look at the batch has gone through to its end. */
    void looked(BatchAtHand batch) {
        alerts.clear(FAILED, Set.of(subject(batch)));
    }

    private void raise(BatchAtHand batch, String kind, String text) {
        alerts.raise(batch.batch().tenant(), kind, subject(batch), text);
    }

    private static String subject(BatchAtHand batch) {
        return "batch:" + batch.batch().id();
    }
}
