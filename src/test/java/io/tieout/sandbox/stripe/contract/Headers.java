package io.tieout.sandbox.stripe.contract;

import java.util.ArrayList;
import java.util.List;

/** The headers that Stripe puts on every answer, and those of a refusal. */
final class Headers {

    private Headers() {}

    static List<String> problems(Exchange exchange, String version) {
        List<String> problems = new ArrayList<>();
        if (!exchange.header("request-id").matches("req_[0-9A-Za-z]{14}")) {
            problems.add(exchange + ": header Request-Id is '" + exchange.header("request-id") + "'");
        }
        if (!exchange.header("content-type").startsWith("application/json")) {
            problems.add(exchange + ": header Content-Type is '" + exchange.header("content-type") + "'");
        }
        if (!exchange.header("stripe-version").equals(version)) {
            problems.add(exchange + ": header Stripe-Version is '" + exchange.header("stripe-version") + "'");
        }
        List<String> key = exchange.requestHeaders().getOrDefault("idempotency-key", List.of());
        if (exchange.method().equals("POST")
                && !key.isEmpty()
                && !exchange.header("idempotency-key").equals(key.get(0))) {
            problems.add(exchange + ": header Idempotency-Key is not that of the request");
        }
        return problems;
    }
}
