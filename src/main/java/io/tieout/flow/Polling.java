package io.tieout.flow;

import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.port.NeedsPerson;
import io.tieout.port.NeverWorks;
import io.tieout.port.RetryLater;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.Payments;
import io.tieout.store.inbox.Arrival;
import io.tieout.store.inbox.InboxEvents;
import io.tieout.store.watch.Alerts;
import io.tieout.store.watch.Watermarks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Steps of {@code routes/polling.camel.yaml}: what webhooks missed, and what changed in the ERPs. */
@ApplicationScoped
@Named("polling")
public class Polling {
    private static final Logger LOG = Logger.getLogger(Polling.class);
    private static final String FAILED = "poll-failed";

    private final Links links;
    private final Payments payments;
    private final InboxEvents inbox;
    private final OpenItemMirror mirror;
    private final Watermarks watermarks;
    private final Alerts alerts;
    private final WorkConfig config;
    private final Clock clock;
    private final Underway underway;

    Polling(
            Links links,
            Payments payments,
            InboxEvents inbox,
            OpenItemMirror mirror,
            Watermarks watermarks,
            Alerts alerts,
            WorkConfig config,
            Clock clock,
            Underway underway) {
        this.links = links;
        this.payments = payments;
        this.inbox = inbox;
        this.mirror = mirror;
        this.watermarks = watermarks;
        this.alerts = alerts;
        this.config = config;
        this.clock = clock;
        this.underway = underway;
    }

    /** The links whose events are to be polled: those whose last poll has not ended in this process are left out. */
    public List<Link> sources() {
        return begin(Polling::subject);
    }

    /** The links whose open items are to be polled: those whose last poll has not ended in this process are left out. */
    public List<Link> ledgers() {
        return begin(OpenItemMirror::poll);
    }

    private List<Link> begin(Function<Link, String> subject) {
        return links.working(StripeChargesToEbsLedger.STEM).stream()
                .filter(link -> underway.beginPoll(subject.apply(link)))
                .toList();
    }

    /**
     * Appends every event since the watermark, less an overlap, page by page; known ones change nothing. The watermark
     * moves only when the last page is in.
     */
    public void events(Link link) {
        attempt(link, subject(link), () -> pollEvents(link));
    }

    private void pollEvents(Link link) {
        String subject = subject(link);
        Instant began = watermarks.now();
        Instant since = watermarks
                .last(subject)
                .map(Instant::parse)
                .map(last -> last.minus(config.eventOverlap()))
                .orElseGet(() -> first(link));
        Optional<Instant> newest = Optional.empty();
        Optional<String> cursor = Optional.empty();
        do {
            Payments.EventPage page = payments.events(link.source(), since, cursor);
            newest = newest.or(
                    () -> page.events().stream().map(Notification::created).max(Instant::compareTo));
            append(link, page.events());
            cursor = page.next();
        } while (cursor.isPresent());
        Instant mark = newest.orElseGet(() -> since.plus(config.eventOverlap()));
        watermarks.completed(subject, mark.toString(), began);
    }

    private Instant first(Link link) {
        Instant start = link.policy().start().atStartOfDay(link.policy().zone()).toInstant();
        Instant reach = clock.instant().minus(config.eventReach());
        return start.isAfter(reach) ? start : reach;
    }

    private void append(Link link, List<Notification> events) {
        if (events.isEmpty()) {
            return;
        }
        int added = inbox.append(events.stream()
                .map(event -> new Arrival(
                        link.source(),
                        event.id(),
                        event.type(),
                        event.created(),
                        Arrival.Origin.POLL,
                        payments.follows(event.type()),
                        event.payload()))
                .toList());
        if (added > 0) {
            LOG.infof("events found by polling link=%s count=%d", link.key(), added);
        }
    }

    /** Takes over what changed among the open items and periods of the link's ERP. */
    public void openItems(Link link) {
        attempt(link, OpenItemMirror.poll(link), () -> mirror.refresh(link));
    }

    /** A poll has no row of its own: one that failed is made again at its next time, and is an alert until then. */
    private void attempt(Link link, String subject, Runnable poll) {
        try {
            poll.run();
            alerts.clear(FAILED, subject);
        } catch (RuntimeException e) {
            failed(link, subject, e);
        } finally {
            underway.pollOver(subject);
        }
    }

    private void failed(Link link, String subject, RuntimeException error) {
        if (error instanceof RetryLater later && !later.counted()) {
            // A stopped connection has an alert of its own, and a limit of ours is soon free again.
            return;
        }
        boolean known = error instanceof RetryLater || error instanceof NeedsPerson || error instanceof NeverWorks;
        String reason = known
                ? String.valueOf(error.getMessage())
                : "unexpected failure: " + error.getClass().getSimpleName();
        LOG.warnf("poll failed poll=%s reason=%s", subject, reason);
        alerts.raise(link.tenant(), FAILED, subject, reason);
    }

    private static String subject(Link link) {
        return "events:" + link.key();
    }
}
