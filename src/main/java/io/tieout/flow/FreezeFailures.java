package io.tieout.flow;

import io.tieout.domain.work.ClaimLost;
import io.tieout.port.NeedsPerson;
import io.tieout.port.NeverWorks;
import io.tieout.port.RetryLater;
import io.tieout.store.batch.BatchKey;
import io.tieout.store.watch.Alerts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Groups that are left alone for a while: those on their way to be frozen, and those that could not be, since what
 * must be read afresh was not answered. Their postings stay MATCHED, so nothing is lost with this process: what is kept
 * here only spares the ERP from being asked at every tick.
 */
@ApplicationScoped
class FreezeFailures {
    private static final Logger LOG = Logger.getLogger(FreezeFailures.class);
    private static final String ALERT = "freeze-failed";
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final Map<BatchKey, Rest> resting = new ConcurrentHashMap<>();
    private final Alerts alerts;
    private final WorkConfig config;

    FreezeFailures(Alerts alerts, WorkConfig config) {
        this.alerts = alerts;
        this.config = config;
    }

    private record Rest(int failures, long sinceNanos, Duration pause) {

        boolean lasts() {
            return System.nanoTime() - sinceNanos < pause.toNanos();
        }

        boolean forgotten() {
            return System.nanoTime() - sinceNanos > pause.plus(FORGOTTEN).toNanos();
        }
    }

    /** Whether a group is being frozen, or failed so recently that it is left alone. */
    boolean rests(BatchKey key) {
        Rest rest = resting.get(key);
        return rest != null && rest.lasts();
    }

    /** A group is on its way to be frozen: it is not collected again until that has ended, or the worker has died. */
    void underway(BatchKey key) {
        resting.compute(
                key,
                (same, before) -> new Rest(before == null ? 0 : before.failures(), System.nanoTime(), config.lease()));
    }

    /** A freeze went through. */
    void over(BatchKey key) {
        resting.remove(key);
        // Another process may have raised it.
        alerts.clear(ALERT, subject(key));
    }

    /** A freeze failed: the group rests as long as the ERP asked for, else longer each time. */
    void failed(BatchKey key, RuntimeException error) {
        boolean notTried = error instanceof RetryLater later && !later.counted();
        if (notTried || error instanceof ClaimLost) {
            // A stopped connection has an alert of its own; a limit or a row that another has is soon free again.
            resting.put(key, new Rest(0, System.nanoTime(), config.firstRetry()));
            return;
        }
        boolean known = error instanceof RetryLater || error instanceof NeedsPerson || error instanceof NeverWorks;
        String reason = known
                ? String.valueOf(error.getMessage())
                : "unexpected failure: " + error.getClass().getSimpleName();
        resting.values().removeIf(Rest::forgotten);
        resting.compute(key, (same, before) -> rest(before == null ? 1 : before.failures() + 1, error));
        LOG.warnf(
                "freeze failed link=%d ledger=%s date=%s reason=%s",
                key.link(), key.ledger(), key.accountingDate(), reason);
        alerts.raise(key.tenant(), ALERT, subject(key), reason);
    }

    private Rest rest(int failures, RuntimeException error) {
        Optional<Duration> asked = error instanceof RetryLater later ? later.after() : Optional.empty();
        Duration pause = asked.orElseGet(() -> Backoff.after(failures, config.firstRetry(), config.longestRetry()));
        return new Rest(failures, System.nanoTime(), pause);
    }

    private static String subject(BatchKey key) {
        return "link:" + key.link();
    }
}
