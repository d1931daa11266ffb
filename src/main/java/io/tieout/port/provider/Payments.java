package io.tieout.port.provider;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.fact.Charge;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads of a payment service. Every method reads afresh and throws {@link io.tieout.port.RetryLater},
 * {@link io.tieout.port.NeedsPerson} or {@link io.tieout.port.NeverWorks}.
 */
public interface Payments {

    /** Whether a type of notification leads to charges at all (from its type alone, without a call). */
    boolean follows(String notificationType);

    /** What a notification is about, by the ids in it: without a call, and without an exception. */
    Subject subject(Notification notification);

    /**
     * The charges that a notification leads to: it may name a charge, payment intent, invoice payment, refund or
     * dispute. Empty when the named object has no charge.
     */
    List<String> chargesOf(ConnectionId connection, Notification notification);

    /** The charge as it stands now, with balance transaction, refunds and disputes; empty when it does not exist. */
    Optional<Charge> charge(ConnectionId connection, String chargeId);

    /**
     * One page of the provider's list of events, newest first.
     *
     * @param since only events created at or after this instant
     * @param cursor the last id of the page before; empty for the first page
     */
    EventPage events(ConnectionId connection, Instant since, Optional<String> cursor);

    /**
     * What a notification is about.
     *
     * @param payment id of the payment that it belongs to, as far as it says: notifications of one payment are best
     *     looked at one after the other
     * @param listed id of the object whose charges must be asked for; empty when the notification names its charge
     */
    record Subject(String payment, Optional<String> listed) {}

    /** A page of events; {@code next} is the cursor of the page after it, empty on the last. */
    record EventPage(List<Notification> events, Optional<String> next) {
        public EventPage {
            events = List.copyOf(events);
        }
    }
}
