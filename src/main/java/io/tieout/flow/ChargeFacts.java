package io.tieout.flow;

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
import java.util.OptionalLong;

/** From an event to recorded facts: nothing is taken from the event but where to look (promise 3). */
@ApplicationScoped
public class ChargeFacts {
    private static final Duration AGAIN = Duration.ofMillis(50);

    private final Payments payments;
    private final Facts facts;
    private final InboxEvents inbox;
    private final AuditRows audit;
    private final Leases leases;

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
        for (String id : leases.during(event, () -> payments.chargesOf(event.connection(), notification))) {
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

    private static String reason(int fetched, int known) {
        String charges = "led to " + (fetched + known) + " charge(s)";
        return known == 0 ? charges : charges + ", " + known + " of them read since it came";
    }

    /** Records the facts and ends the event, in one transaction. */
    @Transactional
    public void record(FetchedCharges fetched) {
        Claim.OfEvent event = fetched.claim();
        if (fetched.charges().isEmpty() && fetched.known().isEmpty()) {
            inbox.ignore(event, fetched.reason());
            return;
        }
        String tenant = facts.tenantOf(event.connection());
        for (FetchedCharges.Fetched one : fetched.charges()) {
            long fact = record(new Facts.Found(tenant, event.connection(), OptionalLong.empty()), one);
            facts.led(event.id(), fact);
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
        fetched.known().forEach(fact -> facts.led(event.id(), fact));
        inbox.done(event, fetched.reason());
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
