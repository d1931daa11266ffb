package io.tieout.flow;

import io.tieout.domain.work.Claim;
import io.tieout.store.inbox.InboxEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The payments of which this process has events under way. Events of one that are claimed meanwhile are due again a
 * moment later, when the reading that is under way has told of them as well (decision 0011); worked on at once, they
 * would have the same charge read again, and one of the two readings would be in vain.
 *
 * <p>It saves calls, and guards nothing: other processes don't know of it.
 */
@ApplicationScoped
class PaymentsUnderway {
    private static final Logger LOG = Logger.getLogger(PaymentsUnderway.class);
    private static final Duration A_MOMENT = Duration.ofMillis(200);

    private final Underway underway;
    private final InboxEvents inbox;
    private final WorkConfig config;
    private final Map<Object, Taken> working = new ConcurrentHashMap<>();

    PaymentsUnderway(Underway underway, InboxEvents inbox, WorkConfig config) {
        this.underway = underway;
        this.inbox = inbox;
        this.config = config;
    }

    /** Events of a payment that a worker has, since when (nanoseconds of the process). */
    private record Taken(List<Claim.OfEvent> events, long since) {}

    /** The groups whose payments nobody works on; the events of the others are given back. No exception. */
    List<EventGroup> free(Map<Object, List<Claim.OfEvent>> byPayment) {
        working.values().removeIf(this::over);
        List<EventGroup> free = new ArrayList<>();
        List<Claim.OfEvent> later = new ArrayList<>();
        byPayment.forEach((payment, events) -> {
            if (working.putIfAbsent(payment, new Taken(events, System.nanoTime())) == null) {
                free.add(new EventGroup(events));
            } else {
                later.addAll(events);
            }
        });
        if (!later.isEmpty()) {
            giveBack(later);
        }
        return free;
    }

    /** A worker that never comes back holds a payment no longer than it would hold a row. */
    private boolean over(Taken taken) {
        return taken.events().stream().noneMatch(underway::has)
                || System.nanoTime() - taken.since() > config.lease().toNanos();
    }

    private void giveBack(List<Claim.OfEvent> events) {
        try {
            inbox.giveBack(events, A_MOMENT);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "events wait for the end of their leases events=%d reason=%s",
                    events.size(), e.getClass().getSimpleName());
        } finally {
            events.forEach(underway::over);
        }
    }
}
