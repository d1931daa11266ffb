package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxJson;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Params;
import io.tieout.sandbox.stripe.wire.StripeError;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Invoices: a draft takes items, is finalised, then paid, voided or written off. Amounts follow from its lines. */
final class Invoices {

    private static final String STATUS = "status";
    private static final String DRAFT = "draft";
    private static final String OPEN = "open";
    private static final String UNCOLLECTIBLE = "uncollectible";
    private static final String REMAINING = "amount_remaining";
    private static final long DAY_SECONDS = 24L * 3600;

    private final Books books;
    private final Things things;

    Invoices(Books books) {
        this.books = books;
        this.things = books.things();
    }

    Answer create(Call call) {
        Params params = call.params();
        ObjectNode customer = things.inParameter(Kind.CUSTOMER, "customer", params.needed("customer"), call.livemode());
        ObjectNode invoice = things.fresh(Kind.INVOICE, call.livemode());
        String id = invoice.path("id").asText();
        invoice.put("currency", params.text("currency").orElse("usd").toLowerCase(Locale.ROOT));
        invoice.set("customer", customer.get("id"));
        for (String field : List.of("name", "email", "phone", "address")) {
            invoice.set("customer_" + field, customer.path(field).isMissingNode() ? null : customer.get(field));
        }
        invoice.put("customer_tax_exempt", "none").put("account_country", "US").put("account_name", "Acme");
        invoice.put("billing_reason", "manual").put(STATUS, DRAFT);
        invoice.put("auto_advance", params.flag("auto_advance").orElse(false));
        invoice.put("period_start", things.now()).put("period_end", things.now());
        ((ObjectNode) invoice.get("issuer")).put("type", "self");
        ((ObjectNode) invoice.get("lines")).put("url", Kind.INVOICE.url() + "/" + id + "/lines");
        for (String list : List.of("total_discount_amounts", "total_pretax_credit_amounts", "total_taxes")) {
            invoice.putArray(list);
        }
        collection(invoice, params);
        Changes.texts(invoice, params, List.of("description", "footer", "default_payment_method"));
        Changes.metadata(invoice, params);
        things.put(Kind.INVOICE, invoice);
        if ("include".equals(params.text("pending_invoice_items_behavior").orElse(""))) {
            books.items().adopt(invoice);
        }
        ObjectNode made = total(id);
        books.events().emit(call, "invoice.created", made);
        return Answer.ok(made);
    }

    private void collection(ObjectNode invoice, Params params) {
        String method = params.text("collection_method").orElse("charge_automatically");
        boolean sent = "send_invoice".equals(method);
        if (sent && !params.has("days_until_due") && !params.has("due_date")) {
            throw StripeError.parameter(
                    "parameter_missing",
                    "days_until_due",
                    "If invoices are set to be sent, `days_until_due` or `due_date` must be provided.");
        }
        invoice.put("collection_method", method);
        params.number("due_date").ifPresent(due -> invoice.put("due_date", due));
        params.number("days_until_due").ifPresent(days -> invoice.put("due_date", things.now() + days * DAY_SECONDS));
    }

    /** The invoice that a parameter names, as long as it can be changed. */
    ObjectNode draft(Call call, String id) {
        ObjectNode invoice = things.inParameter(Kind.INVOICE, "invoice", id, call.livemode());
        if (!DRAFT.equals(invoice.path(STATUS).asText())) {
            throw StripeError.invalid("Invoice is no longer editable.").code("invoice_not_editable");
        }
        return invoice;
    }

    /** Adds the lines up again. */
    ObjectNode total(String id) {
        List<ObjectNode> lines = books.items().lines(id);
        long total =
                lines.stream().mapToLong(line -> line.path("amount").asLong()).sum();
        return things.change(Kind.INVOICE, id, invoice -> {
            for (String field : List.of(
                    "amount_due", REMAINING, "subtotal", "subtotal_excluding_tax", "total", "total_excluding_tax")) {
                invoice.put(field, total);
            }
            ObjectNode list = (ObjectNode) invoice.get("lines");
            ArrayNode data = list.putArray("data");
            lines.stream().limit(10).forEach(data::add);
            list.put("has_more", lines.size() > 10);
        });
    }

    Answer lines(Call call) {
        things.inPath(Kind.INVOICE, call);
        List<ObjectNode> lines = books.items().lines(call.id());
        int from = call.params()
                .text("starting_after")
                .map(id -> 1
                        + lines.stream()
                                .map(line -> line.path("id").asText())
                                .toList()
                                .indexOf(id))
                .orElse(0);
        int to = (int)
                Math.min(lines.size(), from + call.params().number("limit").orElse(10));
        return Answer.ok(Lists.envelope(
                lines.subList(from, to), to < lines.size(), Kind.INVOICE.url() + "/" + call.id() + "/lines"));
    }

    Answer update(Call call) {
        ObjectNode before = things.inPath(Kind.INVOICE, call);
        ObjectNode after = things.change(Kind.INVOICE, call.id(), invoice -> {
            Changes.texts(invoice, call.params(), List.of("description", "footer", "default_payment_method"));
            call.params().number("due_date").ifPresent(due -> invoice.put("due_date", due));
            Changes.metadata(invoice, call.params());
        });
        books.events().updated(call, "invoice.updated", before, after);
        return Answer.ok(after);
    }

    Answer delete(Call call) {
        ObjectNode invoice = things.inPath(Kind.INVOICE, call);
        draft(call, call.id());
        books.items()
                .lines(call.id())
                .forEach(line -> things.remove(
                        Kind.INVOICE_ITEM, line.path("id").asText().replaceFirst("^il", "ii")));
        things.remove(Kind.INVOICE, call.id());
        books.events().emit(call, "invoice.deleted", invoice);
        return Answer.ok(SandboxJson.MAPPER
                .createObjectNode()
                .put("id", call.id())
                .put("object", "invoice")
                .put("deleted", true));
    }

    Answer finalise(Call call) {
        ObjectNode before = things.inPath(Kind.INVOICE, call);
        if (!DRAFT.equals(before.path(STATUS).asText())) {
            throw StripeError.invalid("This invoice is already finalized, you can't re-finalize a non-draft invoice.")
                    .code("invoice_not_editable");
        }
        long number = books.rows().next("invoice number");
        ObjectNode open = move(call, "finalized_at", invoice -> {
            invoice.put(STATUS, OPEN).put("number", "ACME-" + "0".repeat(4 - Math.min(3, digits(number))) + number);
            invoice.put("effective_at", things.now()).put("ending_balance", 0);
            String page = "https://invoice.stripe.com/i/" + call.id();
            invoice.put("hosted_invoice_url", page).put("invoice_pdf", page + "/pdf");
        });
        books.events().emit(call, "invoice.finalized", open);
        if (open.path("total").asLong() <= 0) {
            return Answer.ok(settle(call, 0));
        }
        ObjectNode intent = books.intents().forInvoice(call, open);
        payment(open, "payment_intent", intent.path("id").asText());
        return Answer.ok(open);
    }

    private static int digits(long number) {
        return Long.toString(number).length();
    }

    private ObjectNode move(Call call, String moment, Consumer<ObjectNode> change) {
        return things.change(Kind.INVOICE, call.id(), invoice -> {
            change.accept(invoice);
            ((ObjectNode) invoice.get("status_transitions")).put(moment, things.now());
        });
    }

    private ObjectNode payment(ObjectNode invoice, String type, String of) {
        ObjectNode payment =
                things.fresh(Kind.INVOICE_PAYMENT, invoice.path("livemode").asBoolean());
        payment.set("amount_requested", invoice.get(REMAINING));
        payment.set("currency", invoice.get("currency"));
        payment.set("invoice", invoice.get("id"));
        payment.put("is_default", true).put(STATUS, OPEN);
        ((ObjectNode) payment.get("payment")).put("type", type).put(type, of);
        return things.put(Kind.INVOICE_PAYMENT, payment);
    }

    Answer pay(Call call) {
        ObjectNode invoice = things.inPath(Kind.INVOICE, call);
        if (DRAFT.equals(invoice.path(STATUS).asText())) {
            finalise(call);
            invoice = things.get(Kind.INVOICE, call.id());
        }
        if (!List.of(OPEN, UNCOLLECTIBLE).contains(invoice.path(STATUS).asText())) {
            String paid = "paid".equals(invoice.path(STATUS).asText())
                    ? "Invoice is already paid"
                    : "Invoice is " + invoice.path(STATUS).asText();
            throw StripeError.invalid(paid).code("status_transition_invalid");
        }
        if (call.params().flag("paid_out_of_band").orElse(false)) {
            return Answer.ok(outOfBand(call, invoice));
        }
        Answer answer = charge(call, invoice);
        return answer.status() == 200 ? Answer.ok(things.get(Kind.INVOICE, call.id())) : answer;
    }

    private Answer charge(Call call, ObjectNode invoice) {
        String customer = invoice.path("customer").asText();
        String method = call.params()
                .text("payment_method")
                .orElseGet(() -> defaultMethod(invoice, things.get(Kind.CUSTOMER, customer)));
        if (method.isEmpty()) {
            throw StripeError.invalid("There is no `default_payment_method` set on this Customer or Invoice. Please "
                    + "set a default payment method before attempting to collect payment for this Invoice.");
        }
        String intent = things.by(Kind.INVOICE_PAYMENT, "invoice", call.id()).stream()
                .filter(payment -> OPEN.equals(payment.path(STATUS).asText()))
                .map(payment -> payment.path("payment").path("payment_intent").asText())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("an open invoice has an open payment"));
        return books.intents().confirm(call.on(intent, Params.empty().with("payment_method", method)));
    }

    private static String defaultMethod(ObjectNode invoice, ObjectNode customer) {
        String own = invoice.path("default_payment_method").asText("");
        String general =
                customer.path("invoice_settings").path("default_payment_method").asText("");
        return Lists.isNull(invoice, "default_payment_method") ? general.replace("null", "") : own;
    }

    private ObjectNode outOfBand(Call call, ObjectNode invoice) {
        things.by(Kind.INVOICE_PAYMENT, "invoice", call.id())
                .forEach(payment ->
                        things.change(Kind.INVOICE_PAYMENT, payment.path("id").asText(), json -> {
                            json.put(STATUS, "canceled").put("is_default", false);
                            ((ObjectNode) json.get("status_transitions")).put("canceled_at", things.now());
                        }));
        ObjectNode payment = payment(invoice, "payment_record", things.ids().next("prv", call.livemode()));
        complete(call, payment, invoice.path(REMAINING).asLong());
        return settle(call, invoice.path(REMAINING).asLong());
    }

    private void complete(Call call, ObjectNode payment, long amount) {
        ObjectNode paid = things.change(Kind.INVOICE_PAYMENT, payment.path("id").asText(), json -> {
            json.put(STATUS, "paid").put("amount_paid", amount);
            ((ObjectNode) json.get("status_transitions")).put("paid_at", things.now());
        });
        books.events().emit(call, "invoice_payment.paid", paid);
    }

    private ObjectNode settle(Call call, long amount) {
        ObjectNode paid = move(call, "paid_at", invoice -> {
            invoice.put(STATUS, "paid")
                    .put("attempted", true)
                    .put("amount_paid", amount)
                    .put(REMAINING, 0);
        });
        books.events().emit(call, "invoice.paid", paid);
        return paid;
    }

    /** Called for each intent that succeeded: the invoices it pays are paid. */
    void paid(Call call, ObjectNode intent) {
        of(intent).forEach(payment -> {
            long amount = intent.path("amount_received").asLong();
            String id = payment.path("invoice").asText();
            complete(call, payment, amount);
            attempt(id);
            ObjectNode invoice = settle(call.on(id, Params.empty()), amount);
            books.events().emit(call, "invoice.payment_succeeded", invoice);
        });
    }

    /** Called for each intent that was declined. */
    void failed(Call call, ObjectNode intent) {
        of(intent)
                .forEach(payment -> books.events()
                        .emit(
                                call,
                                "invoice.payment_failed",
                                attempt(payment.path("invoice").asText())));
    }

    private List<ObjectNode> of(ObjectNode intent) {
        return things.by(
                Kind.INVOICE_PAYMENT,
                "payment.payment_intent",
                intent.path("id").asText());
    }

    private ObjectNode attempt(String id) {
        return things.change(
                Kind.INVOICE,
                id,
                invoice -> invoice.put("attempted", true)
                        .put("attempt_count", invoice.path("attempt_count").asInt() + 1));
    }

    Answer send(Call call) {
        ObjectNode invoice = things.inPath(Kind.INVOICE, call);
        if (DRAFT.equals(invoice.path(STATUS).asText())) {
            finalise(call);
        }
        ObjectNode sent = things.get(Kind.INVOICE, call.id());
        books.events().emit(call, "invoice.sent", sent);
        return Answer.ok(sent);
    }

    Answer cancel(Call call) {
        return close(call, "void", "voided_at", "invoice.voided");
    }

    Answer writeOff(Call call) {
        return close(call, UNCOLLECTIBLE, "marked_uncollectible_at", "invoice.marked_uncollectible");
    }

    private Answer close(Call call, String status, String moment, String event) {
        ObjectNode before = things.inPath(Kind.INVOICE, call);
        boolean open = OPEN.equals(before.path(STATUS).asText());
        boolean lateVoid = "void".equals(status)
                && UNCOLLECTIBLE.equals(before.path(STATUS).asText());
        if (!open && !lateVoid) {
            throw StripeError.invalid("You can only pass in open invoices. This invoice isn't open.")
                    .code("status_transition_invalid");
        }
        ObjectNode after = move(call, moment, invoice -> invoice.put(STATUS, status));
        books.events().emit(call, event, after);
        return Answer.ok(after);
    }
}
