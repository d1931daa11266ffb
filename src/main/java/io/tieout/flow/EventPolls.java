package io.tieout.flow;

import io.tieout.connection.Link;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.Payments;
import io.tieout.store.inbox.Arrival;
import io.tieout.store.inbox.InboxEvents;
import io.tieout.store.inbox.SeenEvents;
import io.tieout.store.watch.Watermarks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Lists the provider's events again, so that what webhooks missed is found.
 *
 * <p>A poll begins shortly before the newest event of the last one, whatever its depth. One in so often is deep: it
 * begins a whole overlap before the newest event of the last <em>deep</em> one. What was not listed yet when that one
 * asked, and is listed at most an overlap late, was made after this beginning; so no such event is passed over, however
 * long ago the last deep poll was.
 */
@ApplicationScoped
class EventPolls {
    private static final Logger LOG = Logger.getLogger(EventPolls.class);

    private final Payments payments;
    private final SeenEvents seen;
    private final InboxEvents inbox;
    private final Watermarks watermarks;
    private final WorkConfig config;
    private final Clock clock;

    EventPolls(
            Payments payments,
            SeenEvents seen,
            InboxEvents inbox,
            Watermarks watermarks,
            WorkConfig config,
            Clock clock) {
        this.payments = payments;
        this.seen = seen;
        this.inbox = inbox;
        this.watermarks = watermarks;
        this.config = config;
        this.clock = clock;
    }

    /** The name of the poll of a link's events, and of its watermark. */
    static String poll(Link link) {
        return "events:" + link.key();
    }

    /** The name of the watermark of its deep polls: their time is the database's, so that all processes share it. */
    static String deepPoll(Link link) {
        return "events-deep:" + link.key();
    }

    /**
     * Appends every event since the watermark, less an overlap; known ones change nothing. A watermark moves only when
     * the last page is in: a deep poll that fails is due again at the next time.
     */
    void find(Link link) {
        Instant began = watermarks.now();
        Optional<Instant> last = last(poll(link));
        if (last.isPresent() && watermarks.completedSince(deepPoll(link), began.minus(config.deepPoll()))) {
            list(link, last.get().minus(config.shortEventOverlap()))
                    .ifPresent(newest -> watermarks.completed(poll(link), newest.toString(), began));
        } else {
            list(link, deepSince(link, last)).ifPresent(newest -> {
                watermarks.completed(poll(link), newest.toString(), began);
                watermarks.completed(deepPoll(link), newest.toString(), began);
            });
        }
    }

    private Instant deepSince(Link link, Optional<Instant> last) {
        return last.map(mark -> last(deepPoll(link)).orElse(mark))
                .map(mark -> mark.minus(config.eventOverlap()))
                .orElseGet(() -> first(link));
    }

    private Optional<Instant> last(String subject) {
        return watermarks.last(subject).map(Instant::parse);
    }

    private Instant first(Link link) {
        Instant start = link.policy().start().atStartOfDay(link.policy().zone()).toInstant();
        Instant reach = clock.instant().minus(config.eventReach());
        return start.isAfter(reach) ? start : reach;
    }

    /** Appends page by page, the newest first; answers the newest event's time as the first page has it. */
    private Optional<Instant> list(Link link, Instant since) {
        Optional<Instant> newest = Optional.empty();
        Optional<String> cursor = Optional.empty();
        do {
            Payments.EventPage page = payments.events(link.source(), since, cursor);
            newest = newest.or(
                    () -> page.events().stream().map(Notification::created).max(Instant::compareTo));
            append(link, page.events());
            cursor = page.next();
        } while (cursor.isPresent());
        return newest;
    }

    /** Almost all that is listed is known: only the payloads of the others go to the database. */
    private void append(Link link, List<Notification> listed) {
        if (listed.isEmpty()) {
            return;
        }
        Set<String> known =
                seen.known(link.source(), listed.stream().map(Notification::id).toList());
        List<Arrival> missed = listed.stream()
                .filter(event -> !known.contains(event.id()))
                .map(event -> arrival(link, event))
                .toList();
        if (missed.isEmpty()) {
            return;
        }
        int added = inbox.append(missed);
        if (added > 0) {
            LOG.infof("events found by polling link=%s count=%d", link.key(), added);
        }
    }

    private Arrival arrival(Link link, Notification event) {
        return new Arrival(
                link.source(),
                event.id(),
                event.type(),
                event.created(),
                Arrival.Origin.POLL,
                payments.follows(event.type()),
                event.payload());
    }
}
