package io.tieout.connector.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tieout.connector.stripe.wire.StripeObject;
import io.tieout.port.NeverWorks;
import io.tieout.port.RetryLater;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.Payments.Subject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where an event leads: which types name an object that has charges, and which object an event names.
 *
 * <p>The type only says whether to look. Where to look is decided by the object in the event, since types share
 * objects and new types appear without notice. Only ids are taken from an event.
 */
final class StripeLeads {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Families of event types whose object is a charge or names one, each with all its members to come. */
    private static final List<String> FAMILIES = List.of(
            "charge.", // charges; charge.dispute.* disputes; charge.refund.* refunds
            "payment_intent.",
            "invoice_payment.",
            "invoice.",
            "refund.",
            "radar.early_fraud_warning.",
            "review.",
            "checkout.session.");

    /** Members whose object does not exist at Stripe: {@code invoice.upcoming} shows an invoice without an id. */
    private static final Set<String> WITHOUT_OBJECT = Set.of("invoice.upcoming");

    private StripeLeads() {}

    /** The object that an event leads to. */
    sealed interface Lead {
        record ToCharge(String id) implements Lead {}

        record ToIntent(String id) implements Lead {}

        record ToInvoicePayment(String id) implements Lead {}

        record ToInvoice(String id) implements Lead {}

        record Nowhere() implements Lead {}
    }

    static boolean follows(String type) {
        return !WITHOUT_OBJECT.contains(type) && FAMILIES.stream().anyMatch(type::startsWith);
    }

    /**
     * The lead of an event of this account; an event of a connected account ({@code account}) leads nowhere, since
     * its objects are not this account's.
     *
     * @param own this account's id, which is asked for when the event names one
     * @throws NeverWorks when the payload is no JSON object
     */
    static Lead of(byte[] payload, Supplier<String> own) {
        JsonNode event = parse(payload);
        JsonNode object = event.path("data").path("object");
        JsonNode account = event.path("account");
        boolean foreign = !account.isMissingNode()
                && !account.isNull()
                && !account.asText().equals(own.get());
        if (!object.isObject() || foreign) {
            return new Lead.Nowhere();
        }
        return ofObject(new StripeObject(object, "the event's object"));
    }

    /** What an event is about; one that can't be read is about itself. */
    static Subject subject(Notification event) {
        try {
            JsonNode object = JSON.readTree(event.payload()).path("data").path("object");
            return object.isObject() ? subject(event, new StripeObject(object, "the event's object")) : alone(event);
        } catch (IOException | RetryLater e) {
            return alone(event);
        }
    }

    private static Subject alone(Notification event) {
        return new Subject(event.id(), Optional.empty());
    }

    private static Subject subject(Notification event, StripeObject object) {
        Optional<String> listed = listed(ofObject(object));
        String payment = object.id("payment_intent")
                .or(() -> object.id("charge"))
                .or(() -> object.id("id"))
                .orElse(event.id());
        return new Subject(payment, listed);
    }

    private static Optional<String> listed(Lead lead) {
        if (lead instanceof Lead.ToIntent intent) {
            return Optional.of(intent.id());
        }
        if (lead instanceof Lead.ToInvoicePayment payment) {
            return Optional.of(payment.id());
        }
        return lead instanceof Lead.ToInvoice invoice ? Optional.of(invoice.id()) : Optional.empty();
    }

    /** The charge or payment intent that an object names by itself, for example a refund or an invoice's payment. */
    static Lead named(StripeObject object) {
        Optional<Lead> charge = object.id("charge").map(Lead.ToCharge::new);
        return charge.or(() -> object.id("payment_intent").map(Lead.ToIntent::new))
                .orElseGet(Lead.Nowhere::new);
    }

    private static Lead ofObject(StripeObject object) {
        Optional<String> id = object.id("id");
        if (id.isEmpty()) {
            return new Lead.Nowhere();
        }
        return switch (object.textOrEmpty("object")) {
            case "charge" -> new Lead.ToCharge(id.get());
            case "payment_intent" -> new Lead.ToIntent(id.get());
            case "invoice_payment" -> new Lead.ToInvoicePayment(id.get());
            case "invoice" -> new Lead.ToInvoice(id.get());
            default -> named(object);
        };
    }

    private static JsonNode parse(byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new NeverWorks("the stored event is not JSON");
        } catch (IOException e) {
            throw new NeverWorks("the stored event is not UTF-8");
        }
    }
}
