package io.tieout.flow;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.fact.Charge;
import io.tieout.port.RetryLater;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.Payments;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A provider that lists events, some of them late, by a clock of its own; small pages, newest first. */
final class ListedEvents implements Payments {
    private static final int PAGE = 3;

    private final List<Listed> events = new ArrayList<>();
    private final List<Instant> asked = new ArrayList<>();
    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private boolean cut;
    private int appended;

    private record Listed(Notification event, Instant from) {}

    /** An event of this moment. */
    Notification event(String id, Duration late) {
        Notification event = new Notification(id, "charge.succeeded", now, new byte[] {'{', '}'});
        events.add(new Listed(event, now.plus(late)));
        return event;
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** The pages after the first get no answer, or get one again. */
    void cut(boolean cut) {
        this.cut = cut;
    }

    /** Since when the polls asked. */
    List<Instant> asked() {
        return asked;
    }

    /** How many events were to be appended: for each its type was asked about. */
    int appended() {
        return appended;
    }

    @Override
    public EventPage events(ConnectionId connection, Instant since, Optional<String> cursor) {
        if (cursor.isEmpty()) {
            asked.add(since);
        } else if (cut) {
            throw RetryLater.failed("no answer");
        }
        List<Notification> all = events.stream()
                .filter(listed -> !listed.from().isAfter(now))
                .map(Listed::event)
                .filter(event -> !event.created().isBefore(since))
                .sorted(Comparator.comparing(Notification::created).reversed())
                .toList();
        List<String> ids = all.stream().map(Notification::id).toList();
        int begin = cursor.map(last -> ids.indexOf(last) + 1).orElse(0);
        int end = Math.min(begin + PAGE, all.size());
        return new EventPage(
                all.subList(begin, end), end < all.size() ? Optional.of(ids.get(end - 1)) : Optional.empty());
    }

    @Override
    public boolean follows(String notificationType) {
        appended++;
        return true;
    }

    @Override
    public Subject subject(Notification notification) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> chargesOf(ConnectionId connection, Notification notification) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Charge> charge(ConnectionId connection, String chargeId) {
        throw new UnsupportedOperationException();
    }
}
