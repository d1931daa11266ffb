package io.tieout.sandbox.stripe.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxJson;
import java.util.Optional;

/** A refusal in Stripe's words: HTTP status and the fields of the {@code error} object (docs.stripe.com/api/errors). */
public final class StripeError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String INVALID = "invalid_request_error";
    private static final String DOC = "https://stripe.com/docs/error-codes/";

    private final int status;
    private final transient ObjectNode error;
    private final boolean keepsKeyFree;

    private StripeError(int status, ObjectNode error, boolean keepsKeyFree) {
        super(error.path("message").asText());
        this.status = status;
        this.error = error;
        this.keepsKeyFree = keepsKeyFree;
    }

    /** Fields that belong together in every refusal. */
    public static StripeError of(int status, String type, String message) {
        ObjectNode error =
                SandboxJson.MAPPER.createObjectNode().put("message", message).put("type", type);
        return new StripeError(status, error, status == 401 || status == 429);
    }

    /** A request in the wrong state or with a wrong value: 400. */
    public static StripeError invalid(String message) {
        return of(400, INVALID, message);
    }

    /** A parameter that fails validation: 400 that leaves the idempotency key unused. */
    public static StripeError parameter(String code, String param, String message) {
        StripeError plain = invalid(message).code(code).param(param);
        return new StripeError(plain.status, plain.error, true);
    }

    /** An id in the path that names nothing: 404. */
    public static StripeError missing(String message) {
        return of(404, INVALID, message).code("resource_missing").param("id");
    }

    /** The words for a status that stands for Stripe itself: 401, 403, 429 or a server error. */
    public static StripeError ofStatus(int status) {
        return switch (status) {
            case 401 -> of(401, INVALID, "Invalid API Key provided.");
            case 429 ->
                of(
                                429,
                                INVALID,
                                "Request rate limit exceeded. Learn more about rate limits here: "
                                        + "https://stripe.com/docs/rate-limits.")
                        .code("rate_limit");
            default -> of(status, "api_error", "An unknown error occurred.");
        };
    }

    public StripeError code(String code) {
        return field("code", code).field("doc_url", DOC + code.replace('_', '-'));
    }

    public StripeError param(String param) {
        return field("param", param);
    }

    /** The same error with one more text field. */
    public StripeError field(String name, String value) {
        ObjectNode more = error.deepCopy();
        more.put(name, value);
        return new StripeError(status, more, keepsKeyFree);
    }

    /** The same error with an object (such as the payment intent) inside. */
    public StripeError with(String name, ObjectNode value) {
        ObjectNode more = error.deepCopy();
        more.set(name, value);
        return new StripeError(status, more, keepsKeyFree);
    }

    public int status() {
        return status;
    }

    /** A copy of the error object. */
    public ObjectNode error() {
        return error.deepCopy();
    }

    public Optional<String> code() {
        return Optional.ofNullable(error.get("code")).map(node -> node.asText());
    }

    /** True when the idempotency key stays free: nothing had begun to execute. */
    public boolean keepsKeyFree() {
        return keepsKeyFree;
    }

    /** The whole body, with the address of the request's log page. */
    public ObjectNode body(String requestId, long epochSecond) {
        ObjectNode inner = error.deepCopy();
        inner.put("request_log_url", "https://dashboard.stripe.com/test/logs/" + requestId + "?t=" + epochSecond);
        ObjectNode body = SandboxJson.MAPPER.createObjectNode();
        body.set("error", inner);
        return body;
    }
}
