package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxJson;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Params;
import io.tieout.sandbox.stripe.wire.StripeError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Invoice items, pending or on an invoice, and the invoice lines made of them. */
final class InvoiceItems {

    private static final String INVOICE = "invoice";

    private final Books books;
    private final Things things;

    InvoiceItems(Books books) {
        this.books = books;
        this.things = books.things();
    }

    Answer create(Call call) {
        Params params = call.params();
        String customer = params.needed("customer");
        things.inParameter(Kind.CUSTOMER, "customer", customer, call.livemode());
        params.text(INVOICE).ifPresent(id -> books.invoices().draft(call, id));
        ObjectNode item = things.fresh(Kind.INVOICE_ITEM, call.livemode());
        long quantity = params.number("quantity").orElse(1);
        long amount = amount(params, quantity);
        item.put("amount", amount).put("currency", params.needed("currency").toLowerCase(Locale.ROOT));
        item.put("customer", customer).put("discountable", amount > 0);
        item.put("quantity", quantity).put("quantity_decimal", Long.toString(quantity));
        item.put(INVOICE, params.text(INVOICE).orElse(null));
        item.putArray("discounts");
        item.putArray("tax_rates");
        ((ObjectNode) item.get("period")).put("start", things.now()).put("end", things.now());
        Changes.texts(item, params, List.of("description"));
        Changes.metadata(item, params);
        things.put(Kind.INVOICE_ITEM, item);
        books.events().emit(call, "invoiceitem.created", item);
        params.text(INVOICE).ifPresent(books.invoices()::total);
        return Answer.ok(item);
    }

    private static long amount(Params params, long quantity) {
        if (params.has("amount")) {
            return params.neededNumber("amount");
        }
        BigDecimal unit = params.text("unit_amount_decimal")
                .or(() -> params.below("price_data").text("unit_amount"))
                .or(() -> params.below("price_data").text("unit_amount_decimal"))
                .map(InvoiceItems::decimal)
                .orElseThrow(
                        () -> StripeError.parameter("parameter_missing", "amount", "Missing required param: amount."));
        return unit.multiply(BigDecimal.valueOf(quantity))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    Answer update(Call call) {
        ObjectNode before = things.inPath(Kind.INVOICE_ITEM, call);
        boolean pending = Lists.isNull(before, INVOICE);
        if (!pending) {
            books.invoices().draft(call, before.path(INVOICE).asText());
        }
        ObjectNode after = things.change(Kind.INVOICE_ITEM, call.id(), item -> {
            call.params().number("amount").ifPresent(amount -> item.put("amount", amount));
            Changes.texts(item, call.params(), List.of("description"));
            Changes.metadata(item, call.params());
        });
        if (!pending) {
            books.invoices().total(before.path(INVOICE).asText());
        }
        return Answer.ok(after);
    }

    private static BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw StripeError.parameter("parameter_invalid_decimal", "unit_amount_decimal", "Invalid decimal: " + text);
        }
    }

    Answer delete(Call call) {
        ObjectNode item = things.inPath(Kind.INVOICE_ITEM, call);
        String invoice = item.path(INVOICE).asText("");
        if (!Lists.isNull(item, INVOICE)) {
            books.invoices().draft(call, invoice);
        }
        things.remove(Kind.INVOICE_ITEM, call.id());
        if (!Lists.isNull(item, INVOICE)) {
            books.invoices().total(invoice);
        }
        return Answer.ok(SandboxJson.MAPPER
                .createObjectNode()
                .put("id", call.id())
                .put("object", "invoiceitem")
                .put("deleted", true));
    }

    /** Puts the customer's pending items of this currency on an invoice. */
    void adopt(ObjectNode invoice) {
        for (ObjectNode item : things.by(
                Kind.INVOICE_ITEM, "customer", invoice.path("customer").asText())) {
            if (Lists.isNull(item, INVOICE) && item.get("currency").equals(invoice.get("currency"))) {
                things.change(
                        Kind.INVOICE_ITEM, item.path("id").asText(), json -> json.set(INVOICE, invoice.get("id")));
            }
        }
    }

    List<ObjectNode> lines(String invoice) {
        return things.by(Kind.INVOICE_ITEM, INVOICE, invoice).stream()
                .map(this::line)
                .toList();
    }

    private ObjectNode line(ObjectNode item) {
        ObjectNode line = things.shape("line_item");
        for (String field : List.of(
                "amount",
                "currency",
                "description",
                "discountable",
                "invoice",
                "livemode",
                "metadata",
                "period",
                "quantity",
                "quantity_decimal")) {
            line.set(field, item.get(field));
        }
        line.put("id", item.path("id").asText().replaceFirst("^ii", "il")).set("subtotal", item.get("amount"));
        line.putArray("discount_amounts");
        line.putArray("pretax_credit_amounts");
        line.putArray("taxes");
        return line;
    }
}
