package io.tieout.flow;

import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.port.NeedsPerson;
import io.tieout.port.NeverWorks;
import io.tieout.port.RetryLater;
import io.tieout.store.watch.Alerts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Steps of {@code routes/polling.camel.yaml}: what webhooks missed, and what changed in the ERPs. */
@ApplicationScoped
@Named("polling")
public class Polling {
    private static final Logger LOG = Logger.getLogger(Polling.class);
    private static final String FAILED = "poll-failed";

    private final Links links;
    private final EventPolls events;
    private final OpenItemMirror mirror;
    private final Alerts alerts;
    private final Underway underway;

    Polling(Links links, EventPolls events, OpenItemMirror mirror, Alerts alerts, Underway underway) {
        this.links = links;
        this.events = events;
        this.mirror = mirror;
        this.alerts = alerts;
        this.underway = underway;
    }

    /** The links whose events are to be polled: those whose last poll has not ended in this process are left out. */
    public List<Link> sources() {
        return begin(EventPolls::poll);
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

    /** Lists the link's events again and appends those that webhooks missed. */
    public void events(Link link) {
        attempt(link, EventPolls.poll(link), () -> events.find(link));
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
}
