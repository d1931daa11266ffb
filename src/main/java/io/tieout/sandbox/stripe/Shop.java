package io.tieout.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.RowTable;
import io.tieout.sandbox.SandboxJson;
import io.tieout.sandbox.stripe.book.Books;
import io.tieout.sandbox.stripe.book.DeliveryMode;
import io.tieout.sandbox.stripe.book.Kind;
import io.tieout.sandbox.stripe.webhook.Deliveries;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Params;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Acme's invoices as its customers see them: each can be paid with one click, and something can go wrong. */
final class Shop {

    static final String PLAIN = "plain";
    static final List<String> SCENARIOS = List.of(
            PLAIN, "dispute", "inquiry", "partial-amount", "no-invoice-number", "refund-afterwards", "declined");

    private static final String REFUND = "shop refund";
    private static final Duration REFUND_AFTER = Duration.ofSeconds(1);
    private static final String FOLDER = "/sandbox/";

    /** One invoice of the ERP: its number, Stripe's customer, and the amount in Stripe's minor units. */
    record ShopInvoice(String number, String customer, String name, String currency, long amount) {}

    private final Books books;
    private final Deliveries deliveries;
    private final RowTable<ShopInvoice> invoices;

    Shop(Books books, Deliveries deliveries) {
        this.books = books;
        this.deliveries = deliveries;
        this.invoices = books.rows().table("shop_invoices", ShopInvoice.class, ShopInvoice::number);
        books.timers().on(REFUND, (call, charge) -> refund(charge, Optional.empty()));
    }

    /** Writes Acme's customers and invoices, read from the same files as the ERP's sandbox. */
    void seed() {
        Map<String, ObjectNode> customers = new HashMap<>();
        for (Map<String, String> line : lines("acme-customers.csv")) {
            ObjectNode customer = customer(line);
            customers.put(line.getOrDefault("cust_account_id", ""), customer);
            books.things().put(Kind.CUSTOMER, customer);
        }
        for (Map<String, String> line : lines("acme-invoices.csv")) {
            ObjectNode customer = customers.get(line.getOrDefault("cust_account_id", ""));
            if (customer != null && "INV".equals(line.get("class"))) {
                invoices.put(invoice(line, customer));
            }
        }
    }

    private ObjectNode customer(Map<String, String> line) {
        ObjectNode customer = books.things().fresh(Kind.CUSTOMER, false);
        customer.put("id", line.get("stripe_customer"))
                .put("created", books.things().now() - 90L * 24 * 3600);
        customer.put("name", line.get("name")).put("email", line.get("email")).putNull("phone");
        customer.putNull("currency").putNull("discount");
        customer.putObject("address").put("country", line.get("country"));
        for (String field : List.of("city", "line1", "line2", "postal_code", "state")) {
            ((ObjectNode) customer.get("address")).putNull(field);
        }
        customer.put("delinquent", false).put("next_invoice_sequence", 1).put("tax_exempt", "none");
        customer.put("invoice_prefix", "ACME" + line.get("account_number")).putArray("preferred_locales");
        ((ObjectNode) customer.get("metadata")).put("account_number", line.get("account_number"));
        return customer;
    }

    private static ShopInvoice invoice(Map<String, String> line, ObjectNode customer) {
        String currency = line.getOrDefault("currency", "USD").toLowerCase(Locale.ROOT);
        long amount = new BigDecimal(line.getOrDefault("amount", "0"))
                .movePointRight(Books.decimals(currency))
                .longValueExact();
        return new ShopInvoice(
                line.getOrDefault("trx_number", ""),
                customer.path("id").asText(),
                customer.path("name").asText(),
                currency,
                amount);
    }

    private static List<Map<String, String>> lines(String file) {
        try (InputStream in = Shop.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("resource " + FOLDER + file + " is missing");
            }
            List<String> all = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            String[] names = all.get(0).split(",");
            return all.subList(1, all.size()).stream()
                    .map(line -> named(names, line.split(",", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> named(String[] names, String[] values) {
        Map<String, String> line = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            line.put(names[i], values[i]);
        }
        return line;
    }

    List<ShopInvoice> invoices() {
        return invoices.all();
    }

    /** What of an invoice was paid by charges that name it, refunds taken off, in minor units. */
    long paid(String invoice) {
        return books.things().by(Kind.CHARGE, "metadata.invoice_number", invoice).stream()
                .filter(charge -> charge.path("captured").asBoolean())
                .mapToLong(charge -> charge.path("amount").asLong()
                        - charge.path("amount_refunded").asLong())
                .sum();
    }

    /** How an invoice is to be paid: what goes wrong, and how the webhooks arrive (none: as the settings say). */
    record Wish(String invoice, String scenario, Optional<DeliveryMode> delivery) {}

    /**
     * Pays an invoice with a payment intent.
     *
     * @throws IllegalArgumentException naming the wrong field
     */
    ObjectNode pay(Wish wish) {
        ShopInvoice invoice = invoices.get(wish.invoice())
                .orElseThrow(() -> new IllegalArgumentException("invoice: no invoice of this number"));
        if (!SCENARIOS.contains(wish.scenario())) {
            throw new IllegalArgumentException("scenario: unknown; known are " + SCENARIOS);
        }
        return books.rows().transaction(() -> paying(invoice, wish));
    }

    private ObjectNode paying(ShopInvoice invoice, Wish wish) {
        String scenario = wish.scenario();
        long amount = "partial-amount".equals(scenario) ? invoice.amount() / 20 * 10 : invoice.amount();
        ObjectNode form = SandboxJson.MAPPER.createObjectNode();
        form.put("amount", Long.toString(amount)).put("currency", invoice.currency());
        form.put("customer", invoice.customer()).put("description", "Invoice " + invoice.number());
        if ("no-invoice-number".equals(scenario)) {
            form.put("description", "Payment");
        } else {
            form.putObject("metadata").put("invoice_number", invoice.number());
        }
        String intent = Shop.id(run("POST /v1/payment_intents", "", form));
        wish.delivery().ifPresent(mode -> deliveries.choose(intent, mode));
        ObjectNode card = SandboxJson.MAPPER.createObjectNode().put("payment_method", card(scenario));
        run("POST /v1/payment_intents/{id}/confirm", intent, card);
        ObjectNode paid = books.things().get(Kind.PAYMENT_INTENT, intent);
        String charge = paid.path("latest_charge").asText();
        if ("refund-afterwards".equals(scenario)) {
            books.timers().in(REFUND_AFTER, REFUND, charge);
        }
        ObjectNode ids = SandboxJson.MAPPER.createObjectNode().put("invoice", invoice.number());
        ids.put("payment_intent", intent).put("charge", charge).put("customer", invoice.customer());
        ids.put("amount", amount).put("currency", invoice.currency());
        return ids.put("status", paid.path("status").asText());
    }

    private static String card(String scenario) {
        return switch (scenario) {
            case "dispute" -> "pm_card_createDispute";
            case "inquiry" -> "pm_card_createDisputeInquiry";
            case "declined" -> "pm_card_chargeDeclined";
            default -> "pm_card_visa";
        };
    }

    private static String id(Answer answer) {
        return answer.body().path("id").asText();
    }

    private Answer run(String operation, String id, ObjectNode form) {
        return books.serving(operation).apply(Call.own(false).on(id, new Params(form)));
    }

    /** Refunds a charge, wholly or so many minor units of it. */
    ObjectNode refund(String charge, Optional<Long> amount) {
        ObjectNode form = SandboxJson.MAPPER.createObjectNode().put("charge", charge);
        amount.ifPresent(units -> form.put("amount", Long.toString(units)));
        return books.rows().transaction(() -> run("POST /v1/refunds", "", form).body());
    }

    /** Hands in the evidence that wins or loses a dispute. */
    ObjectNode decide(String dispute, boolean win) {
        ObjectNode form = SandboxJson.MAPPER.createObjectNode();
        form.putObject("evidence").put("uncategorized_text", win ? "winning_evidence" : "losing_evidence");
        return books.rows()
                .transaction(() -> run("POST /v1/disputes/{id}", dispute, form).body());
    }
}
