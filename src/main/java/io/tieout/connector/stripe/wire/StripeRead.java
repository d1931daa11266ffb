package io.tieout.connector.stripe.wire;

import com.stripe.net.FormEncoder;
import io.tieout.port.NeverWorks;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A read of Stripe's API.
 *
 * @param endpoint method and pattern, by which Stripe limits, for example {@code GET /v1/charges/{id}}
 * @param path the path asked, below the API's base address
 * @param params query parameters by name, nested as Stripe nests them
 */
public record StripeRead(String endpoint, String path, Map<String, Object> params) {
    /** The most items that a page of a list may hold. */
    public static final int PAGE = 100;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    public StripeRead {
        params = Collections.unmodifiableMap(new TreeMap<>(params));
    }

    /** The charge with its balance transaction and the first of its refunds, those with their balance transactions. */
    public static StripeRead charge(String id) {
        return one(
                "/v1/charges/",
                id,
                Map.of("expand", List.of("balance_transaction", "refunds.data.balance_transaction")));
    }

    public static StripeRead paymentIntent(String id) {
        return one("/v1/payment_intents/", id, Map.of());
    }

    public static StripeRead invoicePayment(String id) {
        return one("/v1/invoice_payments/", id, Map.of());
    }

    /** All attempts of a payment intent, failed ones too. */
    public static StripeRead chargesOfIntent(String intent) {
        return list("/v1/charges", Map.of("payment_intent", checked(intent)));
    }

    public static StripeRead paymentsOfInvoice(String invoice) {
        return list("/v1/invoice_payments", Map.of("invoice", checked(invoice)));
    }

    public static StripeRead refundsOf(String charge) {
        return list("/v1/refunds", Map.of("charge", checked(charge), "expand", List.of("data.balance_transaction")));
    }

    public static StripeRead disputesOf(String charge) {
        return list("/v1/disputes", Map.of("charge", checked(charge)));
    }

    /** Events since the whole second of {@code since}, newest first. */
    public static StripeRead events(Instant since) {
        return list("/v1/events", Map.of("created", Map.of("gte", since.getEpochSecond())));
    }

    /** The account that the key belongs to. */
    public static StripeRead account() {
        return new StripeRead("GET /v1/account", "/v1/account", Map.of());
    }

    public static StripeRead balance() {
        return new StripeRead("GET /v1/balance", "/v1/balance", Map.of());
    }

    /** The page below the item with this id; the first page when there is none. */
    public StripeRead after(Optional<String> lastId) {
        if (lastId.isEmpty()) {
            return this;
        }
        Map<String, Object> more = new TreeMap<>(params);
        more.put("starting_after", checked(lastId.get()));
        return new StripeRead(endpoint, path, more);
    }

    /** Path and query as sent. */
    public String target() {
        return params.isEmpty() ? path : path + "?" + FormEncoder.createQueryString(params);
    }

    private static StripeRead one(String folder, String id, Map<String, Object> params) {
        return new StripeRead("GET " + folder + "{id}", folder + checked(id), params);
    }

    private static StripeRead list(String path, Map<String, Object> filter) {
        Map<String, Object> params = new TreeMap<>(filter);
        params.put("limit", PAGE);
        return new StripeRead("GET " + path, path, params);
    }

    /** Ids come from notifications too: none may lead to another path. */
    private static String checked(String id) {
        if (!ID.matcher(id).matches()) {
            throw new NeverWorks("what should be an id of a Stripe object is none");
        }
        return id;
    }
}
