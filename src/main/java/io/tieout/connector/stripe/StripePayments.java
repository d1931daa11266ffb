package io.tieout.connector.stripe;

import io.tieout.connector.stripe.StripeLeads.Lead;
import io.tieout.connector.stripe.wire.EventList;
import io.tieout.connector.stripe.wire.StripeObject;
import io.tieout.connector.stripe.wire.StripeRead;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.fact.Charge;
import io.tieout.port.RetryLater;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.Payments;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Charges and events of a Stripe account, read from API v1 at the version that stripe-java pins.
 *
 * <p>Errors are those of {@link StripeErrors}; times are UTC; amounts are Stripe's, converted by
 * {@link StripeAmounts}. Source: docs.stripe.com/api.
 */
@ApplicationScoped
public class StripePayments implements Payments {
    private final StripeCalls calls;

    public StripePayments(StripeCalls calls) {
        this.calls = calls;
    }

    @Override
    public boolean follows(String notificationType) {
        return StripeLeads.follows(notificationType);
    }

    @Override
    public Subject subject(Notification notification) {
        return StripeLeads.subject(notification);
    }

    @Override
    public List<String> chargesOf(ConnectionId connection, Notification notification) {
        Lead lead = StripeLeads.of(
                notification.payload(), () -> calls.open(connection).settings().account());
        if (lead instanceof Lead.ToCharge charge) {
            return List.of(charge.id());
        }
        return List.copyOf(new LinkedHashSet<>(charges(calls.open(connection), lead)));
    }

    @Override
    public Optional<Charge> charge(ConnectionId connection, String chargeId) {
        StripeSession session = calls.open(connection);
        return calls.object(session, StripeRead.charge(chargeId)).map(charge -> fact(session, chargeId, charge));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Stripe lists the last 30 days. A cursor that Stripe does not know any more starts over with the first page:
     * known events are harmless, a poll that hangs is not.
     */
    @Override
    public EventPage events(ConnectionId connection, Instant since, Optional<String> cursor) {
        StripeSession session = calls.open(connection);
        StripeRead first = StripeRead.events(since);
        EventList page = calls.bytes(session, first.after(cursor))
                .or(() -> calls.bytes(session, first))
                .map(EventList::parse)
                .orElseThrow(() -> RetryLater.failed(first.endpoint() + ": Stripe has no list of events"));
        int size = page.events().size();
        boolean more = page.hasMore() && size > 0;
        return new EventPage(
                page.events(), more ? Optional.of(page.events().get(size - 1).id()) : Optional.empty());
    }

    private List<String> charges(StripeSession session, Lead lead) {
        if (lead instanceof Lead.ToCharge charge) {
            return List.of(charge.id());
        }
        if (lead instanceof Lead.ToIntent intent) {
            return ofIntent(session, intent.id());
        }
        if (lead instanceof Lead.ToInvoicePayment payment) {
            return calls.object(session, StripeRead.invoicePayment(payment.id()))
                    .map(found -> ofInvoicePayment(session, found))
                    .orElseGet(List::of);
        }
        if (lead instanceof Lead.ToInvoice invoice) {
            return calls.all(session, StripeRead.paymentsOfInvoice(invoice.id())).stream()
                    .flatMap(payment -> ofInvoicePayment(session, payment).stream())
                    .toList();
        }
        return List.of();
    }

    /** All attempts: the latest may have failed after an earlier one took money, or be missing in the list yet. */
    private List<String> ofIntent(StripeSession session, String intentId) {
        Optional<StripeObject> intent = calls.object(session, StripeRead.paymentIntent(intentId));
        if (intent.isEmpty()) {
            return List.of();
        }
        Set<String> charges = new LinkedHashSet<>();
        intent.get().id("latest_charge").ifPresent(charges::add);
        calls.all(session, StripeRead.chargesOfIntent(intentId)).forEach(charge -> charges.add(charge.text("id")));
        return List.copyOf(charges);
    }

    /** An invoice payment of another kind (paid outside Stripe) has no charge. */
    private List<String> ofInvoicePayment(StripeSession session, StripeObject payment) {
        return payment.object("payment")
                .map(by -> charges(session, StripeLeads.named(by)))
                .orElseGet(List::of);
    }

    private Charge fact(StripeSession session, String chargeId, StripeObject charge) {
        if (!charge.text("id").equals(chargeId)) {
            throw RetryLater.failed(charge.source() + ": the answer is another charge than the one asked for");
        }
        List<StripeObject> disputes =
                charge.flag("disputed") ? calls.all(session, StripeRead.disputesOf(chargeId)) : List.of();
        return StripeCharges.toFact(
                session.settings(), new StripeCharges.Fetched(charge, refunds(session, chargeId, charge), disputes));
    }

    /** The charge brings its first refunds; when there are more, all of them are listed. */
    private List<StripeObject> refunds(StripeSession session, String chargeId, StripeObject charge) {
        Optional<StripeObject> list = charge.object("refunds");
        List<StripeObject> first = list.map(StripeObject::items).orElseGet(List::of);
        if (list.isPresent() && !list.get().flag("has_more")) {
            return first;
        }
        List<StripeObject> all = calls.all(session, StripeRead.refundsOf(chargeId));
        if (all.size() < first.size()) {
            throw RetryLater.failed(charge.source() + ": the charge has more refunds than Stripe lists");
        }
        return all;
    }
}
