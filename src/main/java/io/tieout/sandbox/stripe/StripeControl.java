package io.tieout.sandbox.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.ControlForm;
import io.tieout.sandbox.SandboxAnswer;
import io.tieout.sandbox.SandboxDesk;
import io.tieout.sandbox.SandboxJson;
import io.tieout.sandbox.stripe.book.Books;
import io.tieout.sandbox.stripe.book.DeliveryMode;
import io.tieout.sandbox.stripe.book.Settings;
import io.tieout.sandbox.stripe.webhook.Deliveries;
import io.tieout.sandbox.stripe.webhook.Endpoints;
import io.tieout.sandbox.stripe.wire.StripeError;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Control addresses that only the sandbox Stripe has: what payers, banks and operators do, and the settings. */
final class StripeControl {

    private final SandboxDesk desk;
    private final Books books;
    private final Shop shop;
    private final Deliveries deliveries;
    private final Endpoints endpoints;

    StripeControl(SandboxDesk desk, Parts parts) {
        this.desk = desk;
        this.books = parts.books();
        this.shop = parts.shop();
        this.deliveries = parts.deliveries();
        this.endpoints = parts.endpoints();
    }

    void mount(Router router) {
        post(router, "pay", this::pay);
        post(router, "refund", this::refund);
        post(router, "dispute", this::dispute);
        post(
                router,
                "redeliver",
                form -> Map.of(
                        "deliveries", books.rows().transaction(() -> deliveries.redeliver(form.needed("event")))));
        post(
                router,
                "payouts",
                form -> books.rows()
                        .transaction(() ->
                                books.automaticPayout(form.needed("currency").toLowerCase(Locale.ROOT))));
        post(
                router,
                "payouts/fail",
                form -> books.rows()
                        .transaction(() -> books.failPayout(
                                form.needed("payout"), form.text("code").orElse("account_closed"))));
        post(router, "authenticate", this::authenticate);
        post(
                router,
                "webhook_endpoints/roll",
                form -> Map.of("secret", books.rows().transaction(() -> endpoints.roll(form.needed("id")))));
        router.get("/_sandbox/settings").handler(desk.control(request -> json(books.settings())));
        router.post("/_sandbox/settings").handler(desk.control(this::change));
    }

    private void post(Router router, String name, Function<ControlForm, Object> work) {
        router.post("/_sandbox/" + name).handler(desk.control(request -> {
            try {
                return json(work.apply(ControlForm.of(request)));
            } catch (StripeError e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }));
    }

    private Object pay(ControlForm form) {
        return shop.pay(new Shop.Wish(
                form.needed("invoice"),
                form.text("scenario").orElse(Shop.PLAIN),
                form.text("delivery").map(DeliveryMode::of)));
    }

    private Object refund(ControlForm form) {
        return shop.refund(form.needed("charge"), form.number("amount"));
    }

    private Object dispute(ControlForm form) {
        String outcome = form.needed("outcome");
        if (!"win".equals(outcome) && !"lose".equals(outcome)) {
            throw new IllegalArgumentException("outcome: win or lose is needed");
        }
        return shop.decide(form.needed("dispute"), "win".equals(outcome));
    }

    private Object authenticate(ControlForm form) {
        String outcome = form.needed("outcome");
        if (!"succeed".equals(outcome) && !"fail".equals(outcome)) {
            throw new IllegalArgumentException("outcome: succeed or fail is needed");
        }
        return books.rows()
                .transaction(() -> books.authenticate(form.needed("payment_intent"), "succeed".equals(outcome)));
    }

    private SandboxAnswer change(RoutingContext request) {
        ObjectNode now = SandboxJson.MAPPER.valueToTree(books.settings());
        ObjectNode given = given(request);
        given.fieldNames().forEachRemaining(field -> {
            if (!now.has(field)) {
                throw new IllegalArgumentException(field + ": unknown; known are " + SandboxJson.text(now));
            }
        });
        now.setAll(given);
        try {
            books.settings(SandboxJson.MAPPER.treeToValue(now, Settings.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("settings: " + e.getOriginalMessage(), e);
        }
        return json(books.settings());
    }

    private static ObjectNode given(RoutingContext request) {
        String type = String.valueOf(request.request().getHeader("Content-Type"));
        ObjectNode given = SandboxJson.MAPPER.createObjectNode();
        if (type.startsWith("application/x-www-form-urlencoded")) {
            request.request().formAttributes().forEach(field -> given.put(field.getKey(), field.getValue()));
            return given;
        }
        try {
            JsonNode body =
                    SandboxJson.MAPPER.readTree(String.valueOf(request.body().asString()));
            if (body instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("body: JSON that can be read is needed", e);
        }
        throw new IllegalArgumentException("body: a JSON object is needed");
    }

    private static SandboxAnswer json(Object value) {
        return SandboxAnswer.json(200, SandboxJson.text(value));
    }
}
