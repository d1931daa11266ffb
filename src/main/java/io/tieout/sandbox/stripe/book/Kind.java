package io.tieout.sandbox.stripe.book;

import java.util.List;

/** The kinds of objects: their table, the {@code object} field, the id's prefix and the fields that are looked up. */
public enum Kind {
    CUSTOMER("customers", "customer", "cus", List.of("email")),
    PAYMENT_METHOD("payment_methods", "payment_method", "pm", List.of("customer")),
    PAYMENT_INTENT("payment_intents", "payment_intent", "pi", List.of("customer")),
    CHARGE("charges", "charge", "ch", List.of("payment_intent", "customer", "metadata.invoice_number")),
    BALANCE_TRANSACTION("balance_transactions", "balance_transaction", "txn", List.of("source")),
    REFUND("refunds", "refund", "re", List.of("charge", "payment_intent")),
    DISPUTE("disputes", "dispute", "du", List.of("charge", "payment_intent")),
    INVOICE("invoices", "invoice", "in", List.of("customer")),
    INVOICE_ITEM("invoiceitems", "invoiceitem", "ii", List.of("invoice", "customer")),
    INVOICE_PAYMENT("invoice_payments", "invoice_payment", "inpay", List.of("invoice", "payment.payment_intent")),
    FRAUD_WARNING("early_fraud_warnings", "radar.early_fraud_warning", "issfr", List.of("charge", "payment_intent")),
    PAYOUT("payouts", "payout", "po", List.of()),
    EVENT("events", "event", "evt", List.of()),
    WEBHOOK_ENDPOINT("webhook_endpoints", "webhook_endpoint", "we", List.of());

    private final String table;
    private final String object;
    private final String prefix;
    // Each is made by List.of, which never changes; its type can't say so.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> lookups;

    Kind(String table, String object, String prefix, List<String> lookups) {
        this.table = table;
        this.object = object;
        this.prefix = prefix;
        this.lookups = lookups;
    }

    public String table() {
        return table;
    }

    public String object() {
        return object;
    }

    public String prefix() {
        return prefix;
    }

    /** Fields (a dot goes one level down) by which rows are found without a scan. */
    public List<String> lookups() {
        return lookups;
    }

    /** The address of the list. */
    public String url() {
        return (this == FRAUD_WARNING ? "/v1/radar/" : "/v1/") + table;
    }
}
