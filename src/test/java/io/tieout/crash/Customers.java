package io.tieout.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.crash.Order.Kind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The customers: they pay at Stripe, each order once, and remember the charge. */
final class Customers {
    private final Company company;
    private final Map<Integer, String> charges = new ConcurrentHashMap<>();

    Customers(Company company) {
        this.company = company;
    }

    /** Pays an order. */
    void pay(Order order) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("amount", Long.toString(order.minor()));
        fields.put("currency", order.currency().toLowerCase(Locale.ROOT));
        fields.put("confirm", "true");
        fields.put("payment_method", order.kind() == Kind.DISPUTED ? "pm_card_createDispute" : "pm_card_visa");
        if (order.kind() == Kind.UNNAMED) {
            fields.put("metadata[ebs_account_number]", company.customer(order).number());
        } else {
            fields.put("metadata[invoice_number]", order.invoiceNumber());
        }
        JsonNode intent = company.stripe().form("/v1/payment_intents", fields);
        String charge = intent.path("latest_charge").asText();
        charges.put(order.number(), charge);
        if (order.kind() == Kind.REFUNDED) {
            company.stripe().form("/v1/refunds", Map.of("charge", charge));
        }
    }

    /** The charge of each order that was paid. */
    Map<Integer, String> charges() {
        return Map.copyOf(charges);
    }
}
