package io.tieout.flow;

import io.tieout.domain.work.Claim;
import io.tieout.domain.work.Room;
import io.tieout.flow.Heartbeat.Loop;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.Payments;
import io.tieout.store.batch.Batches;
import io.tieout.store.fact.Facts;
import io.tieout.store.inbox.InboxEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Steps of {@code routes/dispatch.camel.yaml}: leases what is due, so that each row has one worker at a time, and no
 * more than this process has room for.
 */
@ApplicationScoped
@Named("dispatcher")
public class Dispatcher {
    private final InboxEvents inbox;
    private final Facts facts;
    private final Batches batches;
    private final Payments payments;
    private final WorkConfig config;
    private final Heartbeat heartbeat;
    private final Underway underway;
    private final PaymentsUnderway paymentsUnderway;
    private final Map<Loop, Long> idleSince = new ConcurrentHashMap<>();

    Dispatcher(
            InboxEvents inbox,
            Facts facts,
            Batches batches,
            Payments payments,
            WorkConfig config,
            Heartbeat heartbeat,
            Underway underway,
            PaymentsUnderway paymentsUnderway) {
        this.inbox = inbox;
        this.facts = facts;
        this.batches = batches;
        this.payments = payments;
        this.config = config;
        this.heartbeat = heartbeat;
        this.underway = underway;
        this.paymentsUnderway = paymentsUnderway;
    }

    /** Events that are due. */
    public List<Claim.OfEvent> events() {
        return claim(Loop.EVENTS, room -> inbox.claim(room, config.lease()));
    }

    /**
     * Claimed events by the payment that they are about, as far as nobody works on events of it; one whose payload is
     * gone is by itself.
     */
    public List<EventGroup> together(List<Claim.OfEvent> claims) {
        Map<Object, List<Claim.OfEvent>> byPayment = claims.stream()
                .sorted(Comparator.comparingLong(Claim.OfEvent::id).reversed())
                .collect(Collectors.groupingBy(this::payment, LinkedHashMap::new, Collectors.toList()));
        return paymentsUnderway.free(byPayment);
    }

    private Object payment(Claim.OfEvent claim) {
        if (claim.thinned()) {
            return claim;
        }
        Notification event = new Notification(claim.eventId(), claim.type(), claim.created(), claim.payload());
        return List.of(claim.connection(), payments.subject(event).payment());
    }

    /** The events of a group, which are worked on one after the other. */
    public List<Claim.OfEvent> each(EventGroup group) {
        return group.events();
    }

    /** Facts that are due. */
    public List<Claim.OfFact> facts() {
        return claim(Loop.FACTS, room -> facts.claim(room, config.lease()));
    }

    /** Batches that are due. */
    public List<Claim.OfBatch> batches() {
        return claim(Loop.BATCHES, room -> batches.claim(room, config.lease()));
    }

    private <C extends Claim> List<C> claim(Loop loop, Function<Room, List<C>> claiming) {
        heartbeat.touch(loop);
        Room room = underway.room(loop);
        if (room.most() == 0 || rests(loop)) {
            return List.of();
        }
        // A look that fails, for example since the database is away, rests as one that finds nothing.
        idleSince.put(loop, System.nanoTime());
        List<C> claims = claiming.apply(room);
        claims.forEach(underway::begin);
        if (!claims.isEmpty() || !room.underway().isEmpty()) {
            idleSince.remove(loop);
        }
        return claims;
    }

    /** Who has nothing to do looks less often. */
    private boolean rests(Loop loop) {
        Long since = idleSince.get(loop);
        return since != null && System.nanoTime() - since < config.idleLook().toNanos();
    }
}
