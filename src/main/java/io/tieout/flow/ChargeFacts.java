package io.tieout.flow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.fact.Refund;
import io.tieout.domain.work.Claim;
import io.tieout.domain.work.ClaimLost;
import io.tieout.port.NeverWorks;
import io.tieout.port.RetryLater;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.Payments;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.fact.FactBefore;
import io.tieout.store.fact.FactRow;
import io.tieout.store.fact.Facts;
import io.tieout.store.inbox.InboxEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** From an event to recorded facts: nothing is taken from the event but where to look (promise 3). */
@ApplicationScoped
public class ChargeFacts {
    private static final Duration AGAIN = Duration.ofMillis(50);
    /** For as long as a burst of events of one payment may take. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private static final int MOST_REMEMBERED = 10_000;

    private final Payments payments;
    private final Facts facts;
    private final InboxEvents inbox;
    private final AuditRows audit;
    private final Leases leases;
    private final Cache<Listing, Listed> listings = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build();

    ChargeFacts(Payments payments, Facts facts, InboxEvents inbox, AuditRows audit, Leases leases) {
        this.leases = leases;
        this.payments = payments;
        this.facts = facts;
        this.inbox = inbox;
        this.audit = audit;
    }

    /** Fetches every charge that an event leads to, but those that were read since it came. */
    FetchedCharges fetch(Claim.OfEvent event) {
        if (!payments.follows(event.type())) {
            return FetchedCharges.none(event, InboxEvents.NOT_FOLLOWED);
        }
        if (event.thinned()) {
            throw new NeverWorks("its payload is not stored any more: replay the fact it was about");
        }
        Notification notification = new Notification(event.eventId(), event.type(), event.created(), event.payload());
        List<FetchedCharges.Fetched> fetched = new ArrayList<>();
        List<Long> known = new ArrayList<>();
        for (String id : chargesOf(event, notification)) {
            FactBefore before = facts.before(event.connection(), "charge", id);
            if (before.fetchedSince(event.id())) {
                known.add(before.fact());
            } else {
                leases.during(event, () -> payments.charge(event.connection(), id))
                        .ifPresent(charge -> fetched.add(new FetchedCharges.Fetched(charge, before)));
            }
        }
        return fetched.isEmpty() && known.isEmpty()
                ? FetchedCharges.none(event, "it leads to no charge of this account")
                : new FetchedCharges(event, fetched, known, reason(fetched.size(), known.size()));
    }

    /** The charges of a payment that were listed for an event tell of all events that came before it, too. */
    private List<String> chargesOf(Claim.OfEvent event, Notification notification) {
        Optional<Listing> listing =
                payments.subject(notification).listed().map(object -> new Listing(event.connection(), object));
        return listing.map(listings::getIfPresent)
                .filter(known -> event.id() <= known.upTo())
                .map(Listed::charges)
                .orElseGet(() -> {
                    List<String> charges = ask(event, notification, listing.isPresent());
                    // None at all may be too early: the next event asks again.
                    listing.filter(one -> !charges.isEmpty())
                            .ifPresent(one -> listings.put(one, new Listed(event.id(), charges)));
                    return charges;
                });
    }

    /** A notification that names its charge costs no call, so it needs no lease renewed before one. */
    private List<String> ask(Claim.OfEvent event, Notification notification, boolean calls) {
        Supplier<List<String>> charges = () -> payments.chargesOf(event.connection(), notification);
        return calls ? leases.renewed(event, charges) : charges.get();
    }

    /** Whose charges were asked for. */
    private record Listing(ConnectionId connection, String object) {}

    /** @param upTo number of the event for which they were asked for */
    private record Listed(long upTo, List<String> charges) {}

    private static String reason(int fetched, int known) {
        String charges = "led to " + (fetched + known) + " charge(s)";
        return known == 0 ? charges : charges + ", " + known + " of them read since it came";
    }

    /** Records the facts and ends the event, in one transaction. */
    public void record(FetchedCharges fetched) {
        Claim.OfEvent event = fetched.claim();
        if (!fetched.charges().isEmpty()) {
            QuarkusTransaction.joiningExisting().run(() -> recordAll(fetched));
        } else if (!fetched.known().isEmpty()) {
            inbox.done(event, fetched.reason(), fetched.known());
        } else {
            inbox.ignore(event, fetched.reason());
        }
    }

    private void recordAll(FetchedCharges fetched) {
        Claim.OfEvent event = fetched.claim();
        String tenant = facts.tenantOf(event.connection());
        List<Long> led = new ArrayList<>(fetched.known());
        for (FetchedCharges.Fetched one : fetched.charges()) {
            long fact = record(new Facts.Found(tenant, event.connection(), OptionalLong.empty()), one);
            led.add(fact);
            audit.write(new AuditEntry(
                    tenant,
                    AuditEntry.SYSTEM,
                    "fact.fetched",
                    AuditEntry.Subject.ofFact(fact).byEvent(event.id()),
                    Map.of(
                            "event",
                            event.eventId(),
                            "type",
                            event.type(),
                            "status",
                            one.charge().status().name())));
        }
        inbox.done(event, fetched.reason(), led);
    }

    private long record(Facts.Found found, FetchedCharges.Fetched one) {
        Charge charge = one.charge();
        long fact = facts.record(found, charge, one.before())
                .orElseThrow(() -> RetryLater.notTried("the charge was recorded by another worker meanwhile", AGAIN));
        for (Refund refund : charge.refunds()) {
            facts.recordPart(new Facts.Found(found.tenant(), found.connection(), OptionalLong.of(fact)), refund);
        }
        return fact;
    }

    /** Reads the charge of a fact again; for a refund that is the charge it belongs to. */
    FetchedCharges.Fetched fetchAgain(Claim.OfFact claim) {
        FactRow known = row(claim);
        String id = known.fact() instanceof Refund refund
                ? refund.charge()
                : claim.key().objectId();
        FactBefore before = facts.before(claim.connection(), "charge", id);
        return leases.during(claim, () -> payments.charge(claim.connection(), id))
                .map(charge -> new FetchedCharges.Fetched(charge, before))
                .orElseThrow(() -> new NeverWorks("the provider does not know " + id + " any more"));
    }

    /**
     * Records what was read again under the claim.
     *
     * @return the version of the claim's fact now
     */
    @Transactional
    public long recordAgain(Claim.OfFact claim, FetchedCharges.Fetched fetched) {
        facts.hold(claim);
        String tenant = facts.tenantOf(claim.connection());
        record(new Facts.Found(tenant, claim.connection(), OptionalLong.empty()), fetched);
        audit.write(new AuditEntry(
                tenant,
                AuditEntry.SYSTEM,
                "fact.fetched",
                AuditEntry.Subject.ofFact(claim.id()),
                Map.of("status", fetched.charge().status().name())));
        return row(claim).version();
    }

    /** The fact of a claim as it is stored now. */
    FactRow row(Claim.OfFact claim) {
        return facts.byId(claim.id()).orElseThrow(() -> new ClaimLost(claim.toString()));
    }
}
