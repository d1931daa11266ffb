package io.tieout.flow;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.domain.posting.PostingState;
import io.tieout.store.batch.BatchRow;
import io.tieout.store.batch.Batches;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.watch.Alerts;
import io.tieout.store.watch.RowAlerts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What people are told of a batch on its way, and when it is over. */
@ApplicationScoped
public class BatchAlerts {
    private final Batches batches;
    private final Links links;
    private final Alerts alerts;

    BatchAlerts(Batches batches, Links links, Alerts alerts) {
        this.batches = batches;
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
                .ifPresent(posting -> raise(batch, RowAlerts.LATE, lateness(batch.batch(), posting)));
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

    /** None of the batch's postings is on its way any more. What is over may have been told of in this very look. */
    void arrived(BatchAtHand batch) {
        alerts.clear(List.of(RowAlerts.LATE, RowAlerts.UNCLOSED), RowAlerts.subject(batch.claim()));
    }

    /** The target refuses the whole load. */
    void loadRejected(BatchAtHand batch, String reason) {
        raise(batch, RowAlerts.REJECTED, reason);
    }

    /** The target has answered a load. */
    void loadAnswered(BatchAtHand batch) {
        over(batch, List.of(RowAlerts.REJECTED));
    }

    /** The target refuses to close references that were refused or given up: they count as live until it does. */
    void closeRejected(BatchAtHand batch, String reason) {
        raise(
                batch,
                RowAlerts.UNCLOSED,
                "batch " + batch.batch().id() + " holds postings that were refused or given up, and the target refuses"
                        + " to close their references, so that they still count as live: " + reason);
    }

    /** Refused references are closed. */
    void closed(BatchAtHand batch) {
        over(batch, List.of(RowAlerts.UNCLOSED));
    }

    /** Says which imports are stuck, if any still are. */
    void imports(BatchAtHand batch, List<String> stuck) {
        if (stuck.isEmpty()) {
            over(batch, List.of(RowAlerts.IMPORT));
        } else {
            raise(batch, RowAlerts.IMPORT, String.join("; ", stuck));
        }
    }

    /** A look at the batch has gone through to its end. */
    void looked(BatchAtHand batch) {
        over(batch, RowAlerts.FAILED);
    }

    /** What was told in an earlier look is over; most batches go their way without. */
    private void over(BatchAtHand batch, List<String> kinds) {
        if (batch.claim().alerted()) {
            alerts.clear(kinds, RowAlerts.subject(batch.claim()));
        }
    }

    private void raise(BatchAtHand batch, String kind, String text) {
        QuarkusTransaction.joiningExisting().run(() -> {
            batches.hold(batch.claim());
            alerts.raise(batch.batch().tenant(), kind, RowAlerts.subject(batch.claim()), text);
        });
    }
}
