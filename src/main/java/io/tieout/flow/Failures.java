package io.tieout.flow;

import io.tieout.domain.work.Claim;
import io.tieout.port.NeedsPerson;
import io.tieout.port.NeverWorks;
import io.tieout.port.RetryLater;
import io.tieout.store.batch.Batches;
import io.tieout.store.fact.Facts;
import io.tieout.store.inbox.InboxEvents;
import io.tieout.store.watch.Alerts;
import io.tieout.store.watch.RowAlerts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.Arrays;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Steps of {@code routes/failures.camel.yaml}: each error is one of three kinds (retry later, a person, never), and
 * each leaves a row: nothing is lost and nobody sleeps.
 */
@ApplicationScoped
@Named("failures")
public class Failures {
    private static final Logger LOG = Logger.getLogger(Failures.class);

    private final InboxEvents inbox;
    private final Facts facts;
    private final Batches batches;
    private final Undecidable undecidable;
    private final Alerts alerts;
    private final WorkConfig config;

    Failures(
            InboxEvents inbox,
            Facts facts,
            Batches batches,
            Undecidable undecidable,
            Alerts alerts,
            WorkConfig config) {
        this.inbox = inbox;
        this.facts = facts;
        this.batches = batches;
        this.undecidable = undecidable;
        this.alerts = alerts;
        this.config = config;
    }

    /** It may work later: the next attempt is written. */
    public void later(Object body, RetryLater error) {
        Claim claim = claim(body);
        Duration after = error.after().orElseGet(() -> pause(claim.attempts()));
        retry(claim, String.valueOf(error.getMessage()), after, error.counted());
    }

    /** A person must decide or mend something: shown as a question or an alert, and looked at again. */
    public void ask(Object body, NeedsPerson error) {
        Claim claim = claim(body);
        String reason = String.valueOf(error.getMessage());
        LOG.warnf("a person is needed claim=%s reason=%s", claim, reason);
        if (claim instanceof Claim.OfEvent event) {
            undecidable.ask(event, reason);
        } else if (claim instanceof Claim.OfFact fact) {
            undecidable.ask(fact, reason);
        } else {
            undecidable.tell((Claim.OfBatch) claim, RowAlerts.ASKED, reason);
        }
    }

    /** No repetition helps: a dead letter with its reason. What may live in a target is never buried. */
    public void bury(Object body, NeverWorks error) {
        Claim claim = claim(body);
        String reason = String.valueOf(error.getMessage());
        LOG.warnf("dead letter claim=%s reason=%s", claim, reason);
        bury(claim, reason);
    }

    /** Another worker has the row: it writes, we don't. */
    public void lost(Object body) {
        LOG.debugf("claim lost claim=%s", claim(body));
    }

    /** The process or its routes end before the row is done: it is due at once, for those that come. */
    public void giveBack(@Nullable Object body) {
        if (body instanceof EventGroup group) {
            group.events().forEach(this::giveBack);
        } else if (holdsRow(body)) {
            retry(claim(body), "its process or its routes ended", Duration.ZERO, false);
        }
    }

    /** A cause that this version does not know: tried again, and a dead letter after many failures in a row. */
    public void unexpected(@Nullable Object body, Exception error) {
        if (!holdsRow(body)) {
            // Nobody held a row: a look for work failed, for example since the database is away, and is made again.
            LOG.warnf("a look for work failed reason=%s at=%s", error.getClass().getSimpleName(), place(error));
            return;
        }
        Claim claim = claim(body);
        String name = error.getClass().getSimpleName();
        LOG.errorf(error, "unexpected failure claim=%s", claim);
        int failures = failures(claim) + 1;
        if (failures >= config.mostFailures()) {
            bury(claim, "it failed " + failures + " times in a row, last with " + name);
        } else {
            failed(claim, "unexpected failure: " + name, pause(failures));
        }
    }

    /** The work on a row ended well: what a person was told of it is over. */
    public void over(Object body) {
        Claim claim = claim(body);
        if (claim.alerted()) {
            alerts.clear(RowAlerts.FAILED, RowAlerts.subject(claim));
        }
    }

    /** Where in the program it happened; a whole stack at each look would drown the log. */
    private static String place(Exception error) {
        return Arrays.stream(error.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.tieout."))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("unknown");
    }

    private void bury(Claim claim, String reason) {
        if (claim instanceof Claim.OfEvent event) {
            undecidable.bury(event, reason);
        } else if (claim instanceof Claim.OfFact fact) {
            undecidable.bury(fact, reason);
        } else {
            undecidable.tell((Claim.OfBatch) claim, RowAlerts.STUCK, reason);
        }
    }

    private void retry(Claim claim, String error, Duration after, boolean counted) {
        if (claim instanceof Claim.OfEvent event) {
            inbox.retry(event, error, after, counted);
        } else if (claim instanceof Claim.OfFact fact) {
            facts.retry(fact, error, after, counted);
        } else {
            batches.retry((Claim.OfBatch) claim, error, after, counted);
        }
    }

    private int failures(Claim claim) {
        if (claim instanceof Claim.OfEvent event) {
            return inbox.failures(event);
        }
        return claim instanceof Claim.OfFact fact ? facts.failures(fact) : batches.failures((Claim.OfBatch) claim);
    }

    private void failed(Claim claim, String error, Duration after) {
        if (claim instanceof Claim.OfEvent event) {
            inbox.failed(event, error, after);
        } else if (claim instanceof Claim.OfFact fact) {
            facts.failed(fact, error, after);
        } else {
            batches.failed((Claim.OfBatch) claim, error, after);
        }
    }

    private Duration pause(int attempts) {
        return Backoff.after(attempts, config.firstRetry(), config.longestRetry());
    }

    private static boolean holdsRow(@Nullable Object body) {
        return body instanceof Claim || body instanceof Claimed;
    }

    private static Claim claim(@Nullable Object body) {
        if (body instanceof Claim claim) {
            return claim;
        }
        if (body instanceof Claimed claimed) {
            return claimed.claim();
        }
        throw new IllegalStateException("a step before the first claim failed");
    }
}
