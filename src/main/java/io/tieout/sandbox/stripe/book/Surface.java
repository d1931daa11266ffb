package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Which method serves which operation. */
final class Surface {

    private final Books books;
    private final Map<String, Function<Call, Answer>> serving = new HashMap<>();

    Surface(Books books) {
        this.books = books;
        money();
        customers();
        payments();
        refundsAndDisputes();
        invoices();
        payouts();
    }

    Function<Call, Answer> of(String operation) {
        Function<Call, Answer> found = serving.get(operation);
        if (found == null) {
            throw new IllegalArgumentException("operation " + operation + " is not served");
        }
        return found;
    }

    private Answer account(Call call) {
        ObjectNode account = books.things()
                .shape("account")
                .put("id", "acct_" + books.settings().account());
        account.put("charges_enabled", true).put("details_submitted", true).put("payouts_enabled", true);
        account.put("email", "finance@acme.example").put("type", "standard").put("country", "US");
        account.put("default_currency", "usd");
        ((ObjectNode) account.get("business_profile")).put("name", "Acme");
        ((ObjectNode) account.path("settings").get("dashboard"))
                .put("display_name", "Acme")
                .put("timezone", "Etc/UTC");
        return Answer.ok(account);
    }

    private Function<Call, Answer> reading(Kind kind) {
        return call -> Answer.ok(books.things().inPath(kind, call));
    }

    private Function<Call, Answer> listing(Kind kind, String... fields) {
        return call -> Answer.ok(books.lists().page(kind, call, object -> {
            for (String field : fields) {
                if (!Lists.equal(call.params(), field).test(object)) {
                    return false;
                }
            }
            return true;
        }));
    }

    private void money() {
        serving.put("GET /v1/account", this::account);
        serving.put("GET /v1/balance", books.ledger()::balance);
        serving.put("GET /v1/balance_transactions", call -> books.payouts().items(call));
        serving.put("GET /v1/balance_transactions/{id}", reading(Kind.BALANCE_TRANSACTION));
        serving.put("GET /v1/events", books.events()::list);
        serving.put("GET /v1/events/{id}", reading(Kind.EVENT));
    }

    private void customers() {
        serving.put("POST /v1/customers", books.customers()::create);
        serving.put("GET /v1/customers", listing(Kind.CUSTOMER));
        serving.put("GET /v1/customers/{id}", books.customers()::retrieve);
        serving.put("POST /v1/customers/{id}", books.customers()::update);
        serving.put("DELETE /v1/customers/{id}", books.customers()::delete);
        serving.put("GET /v1/customers/{id}/payment_methods", books.methods()::ofCustomer);
        serving.put("POST /v1/payment_methods", books.methods()::create);
        serving.put("GET /v1/payment_methods", books.methods()::list);
        serving.put("POST /v1/payment_methods/{id}", books.methods()::update);
        serving.put("GET /v1/payment_methods/{id}", books.methods()::retrieve);
        serving.put("POST /v1/payment_methods/{id}/attach", books.methods()::attach);
        serving.put("POST /v1/payment_methods/{id}/detach", books.methods()::detach);
    }

    private void payments() {
        serving.put("POST /v1/payment_intents", call -> books.intents().create(call));
        serving.put("GET /v1/payment_intents", listing(Kind.PAYMENT_INTENT));
        serving.put("GET /v1/payment_intents/{id}", reading(Kind.PAYMENT_INTENT));
        serving.put("POST /v1/payment_intents/{id}", call -> books.intents().update(call));
        serving.put(
                "POST /v1/payment_intents/{id}/confirm", call -> books.intents().confirm(call));
        serving.put(
                "POST /v1/payment_intents/{id}/capture", call -> books.intents().capture(call));
        serving.put(
                "POST /v1/payment_intents/{id}/cancel", call -> books.intents().cancel(call));
        serving.put("GET /v1/charges", listing(Kind.CHARGE, "transfer_group"));
        serving.put("GET /v1/charges/{id}", reading(Kind.CHARGE));
        serving.put("POST /v1/charges/{id}", call -> books.charges().update(call));
        serving.put("POST /v1/charges/{id}/capture", call -> books.charges().captureCall(call));
    }

    private void refundsAndDisputes() {
        serving.put("POST /v1/refunds", call -> books.refunds().create(call));
        serving.put("GET /v1/refunds", listing(Kind.REFUND));
        serving.put("GET /v1/refunds/{id}", reading(Kind.REFUND));
        serving.put("POST /v1/refunds/{id}", call -> books.refunds().update(call));
        serving.put("POST /v1/refunds/{id}/cancel", call -> books.refunds().cancel(call));
        serving.put("GET /v1/radar/early_fraud_warnings", listing(Kind.FRAUD_WARNING));
        serving.put("GET /v1/radar/early_fraud_warnings/{id}", reading(Kind.FRAUD_WARNING));
        serving.put("GET /v1/disputes", listing(Kind.DISPUTE));
        serving.put("GET /v1/disputes/{id}", reading(Kind.DISPUTE));
        serving.put("POST /v1/disputes/{id}", call -> books.disputes().update(call));
        serving.put("POST /v1/disputes/{id}/close", call -> books.disputes().close(call));
    }

    private void invoices() {
        serving.put("POST /v1/invoiceitems", call -> books.items().create(call));
        serving.put(
                "GET /v1/invoiceitems",
                call -> Answer.ok(books.lists()
                        .page(
                                Kind.INVOICE_ITEM,
                                call,
                                item -> !call.params().flag("pending").orElse(false)
                                        || Lists.isNull(item, "invoice"))));
        serving.put("GET /v1/invoiceitems/{id}", reading(Kind.INVOICE_ITEM));
        serving.put("POST /v1/invoiceitems/{id}", call -> books.items().update(call));
        serving.put("DELETE /v1/invoiceitems/{id}", call -> books.items().delete(call));
        serving.put("POST /v1/invoices", call -> books.invoices().create(call));
        serving.put(
                "GET /v1/invoices",
                call -> Answer.ok(books.lists()
                        .page(
                                Kind.INVOICE,
                                call,
                                Lists.equal(call.params(), "status")
                                        .and(Lists.equal(call.params(), "collection_method"))
                                        .and(invoice -> !call.params().has("subscription"))
                                        .and(invoice -> Lists.inRange(
                                                call.params(),
                                                "due_date",
                                                invoice.path("due_date").asLong())))));
        serving.put("GET /v1/invoices/{id}", reading(Kind.INVOICE));
        serving.put("POST /v1/invoices/{id}", call -> books.invoices().update(call));
        serving.put("DELETE /v1/invoices/{id}", call -> books.invoices().delete(call));
        serving.put("POST /v1/invoices/{id}/finalize", call -> books.invoices().finalise(call));
        serving.put("POST /v1/invoices/{id}/pay", call -> books.invoices().pay(call));
        serving.put("POST /v1/invoices/{id}/send", call -> books.invoices().send(call));
        serving.put("POST /v1/invoices/{id}/void", call -> books.invoices().cancel(call));
        serving.put(
                "POST /v1/invoices/{id}/mark_uncollectible",
                call -> books.invoices().writeOff(call));
        serving.put("GET /v1/invoices/{id}/lines", call -> books.invoices().lines(call));
        serving.put("GET /v1/invoice_payments", listing(Kind.INVOICE_PAYMENT, "status"));
        serving.put("GET /v1/invoice_payments/{id}", reading(Kind.INVOICE_PAYMENT));
    }

    private void payouts() {
        serving.put("POST /v1/payouts", call -> books.payouts().create(call));
        serving.put(
                "GET /v1/payouts",
                call -> Answer.ok(books.lists()
                        .page(
                                Kind.PAYOUT,
                                call,
                                Lists.equal(call.params(), "status")
                                        .and(Lists.equal(call.params(), "destination"))
                                        .and(payout -> Lists.inRange(
                                                call.params(),
                                                "arrival_date",
                                                payout.path("arrival_date").asLong())))));
        serving.put("GET /v1/payouts/{id}", reading(Kind.PAYOUT));
        serving.put("POST /v1/payouts/{id}", call -> books.payouts().update(call));
        serving.put("POST /v1/payouts/{id}/cancel", call -> books.payouts().cancel(call));
    }
}
