package io.tieout.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxAnswer;
import io.tieout.sandbox.SandboxDesk;
import io.tieout.sandbox.stripe.Idempotency.Use;
import io.tieout.sandbox.stripe.book.Books;
import io.tieout.sandbox.stripe.book.Events;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Operation;
import io.tieout.sandbox.stripe.wire.Params;
import io.tieout.sandbox.stripe.wire.RateLimiter;
import io.tieout.sandbox.stripe.wire.RateLimiter.Limits;
import io.tieout.sandbox.stripe.wire.Rendering;
import io.tieout.sandbox.stripe.wire.StripeError;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The way of one call: key, rate limit, parameters, idempotency, the work in one transaction, the answer with Stripe's
 * headers. Nothing of a refused call stays.
 */
final class StripeDoor {

    /** 429 without a rate-limit reason: another call holds the object. Not done. */
    static final String LOCK_TIMEOUT = "lock-timeout";

    /** 500 that forbids the client's own retry; not done, but kept under the idempotency key. */
    static final String FINAL_500 = "stripe-should-retry-false-500";

    /** The call takes its idempotency key and stays under way for the delay, then is done and answered. */
    static final String STILL_RUNNING = "still-running";

    private static final String RETRY = "Stripe-Should-Retry";
    private static final String VERSION = "Stripe-Version";
    private static final String JSON = "application/json";

    private final SandboxDesk desk;
    private final Books books;
    private final Idempotency idempotency;
    private final RateLimiter limiter = new RateLimiter();

    StripeDoor(SandboxDesk desk, Books books) {
        this.desk = desk;
        this.books = books;
        this.idempotency = new Idempotency(desk.rows());
    }

    /** One call on its way: the request, its id and what it asks for. */
    private record Visit(RoutingContext request, Operation operation, Function<Call, Answer> work, String requestId) {

        Optional<String> header(String name) {
            return Optional.ofNullable(request.request().getHeader(name)).filter(text -> !text.isEmpty());
        }

        String form() {
            String text = "POST".equals(operation.method())
                    ? request.body().asString()
                    : request.request().query();
            return text == null ? "" : text;
        }
    }

    SandboxAnswer serve(RoutingContext request, Operation operation, Function<Call, Answer> work) {
        Visit visit = new Visit(
                request, operation, work, "req_" + books.things().ids().letters(14));
        SandboxAnswer answer;
        try {
            answer = admitted(visit);
        } catch (StripeError e) {
            answer = refused(visit, e);
        }
        SandboxAnswer whole = answer.with("Request-Id", visit.requestId())
                .with(VERSION, visit.header(VERSION).orElse(Events.VERSION))
                .with("Cache-Control", "no-cache, no-store");
        return visit.header("Idempotency-Key")
                .map(key -> whole.with("Idempotency-Key", key))
                .orElse(whole);
    }

    /** An answer to a path that Stripe does not have. */
    SandboxAnswer unknown(RoutingContext request) {
        String what = request.request().method() + ": " + request.request().path();
        StripeError error = StripeError.of(
                404,
                "invalid_request_error",
                "Unrecognized request URL (" + what + "). Please see https://stripe.com/docs or we can help at "
                        + "https://support.stripe.com/.");
        String id = "req_" + books.things().ids().letters(14);
        String version = request.request().getHeader(VERSION);
        return SandboxAnswer.json(
                        404, Rendering.text(error.body(id, books.things().now())))
                .with(VERSION, version == null ? Events.VERSION : version)
                .with("Request-Id", id);
    }

    private SandboxAnswer admitted(Visit visit) {
        boolean livemode = StripeKeys.livemode(
                books.settings().account(),
                visit.request().request().getHeader("Authorization"),
                visit.request().request().getHeader("Stripe-Account"));
        visit.header(VERSION)
                .filter(version -> !version.matches("\\d{4}-\\d{2}-\\d{2}(\\.\\w+)?"))
                .ifPresent(version -> {
                    throw StripeError.invalid("Invalid Stripe API version: " + version);
                });
        Optional<String> limited = limited(visit, livemode);
        if (limited.isPresent()) {
            return refused(visit, StripeError.ofStatus(429)).with("Stripe-Rate-Limited-Reason", limited.get());
        }
        if (desk.faults().take(visit.operation().name(), LOCK_TIMEOUT)) {
            throw lockTimeout();
        }
        ObjectNode given = Params.parsed(visit.form());
        Params params = visit.operation().checked(given);
        String id = Optional.ofNullable(visit.request().pathParam("id")).orElse("");
        Optional<String> key = visit.header("Idempotency-Key")
                .filter(present -> "POST".equals(visit.operation().method()));
        Call call = new Call(livemode, params, id, Optional.of(visit.requestId()), key);
        return key.isPresent() ? once(visit, call, key.get()) : rendered(worked(visit, call, Optional.empty()));
    }

    private Optional<String> limited(Visit visit, boolean livemode) {
        Limits limits = new Limits(
                books.settings().rateLimitPerSecond(), books.settings().endpointRateLimitPerSecond());
        String account = livemode ? "live" : "test";
        return limiter.refusal(
                limits, account, visit.operation().name(), desk.clock().now().toEpochMilli());
    }

    private static StripeError lockTimeout() {
        return StripeError.of(
                        429,
                        "invalid_request_error",
                        "This object cannot be accessed right now because another API request or Stripe process is "
                                + "currently accessing it. If you see this error intermittently, retry the request.")
                .code("lock_timeout");
    }

    /** A POST with an idempotency key: the stored answer, or the work and its answer kept together. */
    private SandboxAnswer once(Visit visit, Call call, String key) {
        String scoped = Idempotency.scoped(call.livemode(), key);
        String asked = Idempotency.digest(
                visit.operation().method() + " " + visit.request().request().path(), visit.form());
        Optional<Use> before = idempotency.begin(scoped, asked, books.things().now());
        if (before.isPresent()) {
            return SandboxAnswer.json(before.get().status(), before.get().body())
                    .with("Idempotent-Replayed", "true")
                    .with("Original-Request", before.get().requestId());
        }
        try {
            Use blank = new Use(
                    scoped, asked, 0, "", visit.requestId(), books.things().now());
            return rendered(worked(visit, call, Optional.of(blank))).with("Original-Request", visit.requestId());
        } finally {
            idempotency.end(scoped);
        }
    }

    private Answer worked(Visit visit, Call call, Optional<Use> use) {
        desk.faults().taken(visit.operation().name(), STILL_RUNNING).ifPresent(fault -> hold(fault.delay()));
        try {
            if (desk.faults().take(visit.operation().name(), FINAL_500)) {
                throw StripeError.ofStatus(500);
            }
            return desk.rows().transaction(() -> {
                Answer answer = visit.work().apply(call);
                ObjectNode body = answer.status() == 200
                        ? books.expansion().expand(answer.body(), call.params().texts("expand"))
                        : answer.body();
                Answer whole = new Answer(answer.status(), body);
                use.ifPresent(blank -> keep(blank, whole));
                return whole;
            });
        } catch (StripeError e) {
            if (e.keepsKeyFree()) {
                throw e;
            }
            Answer refusal = new Answer(
                    e.status(), e.body(visit.requestId(), books.things().now()));
            use.ifPresent(blank -> keep(blank, refusal));
            return refusal;
        }
    }

    private static void hold(Duration delay) {
        new CompletableFuture<Boolean>()
                .completeOnTimeout(true, delay.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private void keep(Use blank, Answer answer) {
        idempotency.keep(new Use(
                blank.key(),
                blank.asked(),
                answer.status(),
                Rendering.text(answer.body()),
                blank.requestId(),
                blank.at()));
    }

    private SandboxAnswer refused(Visit visit, StripeError error) {
        return rendered(new Answer(
                error.status(), error.body(visit.requestId(), books.things().now())));
    }

    private static SandboxAnswer rendered(Answer answer) {
        SandboxAnswer plain =
                new SandboxAnswer(answer.status(), Map.of("Content-Type", JSON), Rendering.text(answer.body()));
        boolean clear = answer.status() >= 400 && answer.status() != 429;
        return clear ? plain.with(RETRY, Boolean.toString(answer.status() == 409)) : plain;
    }

    /** Answers for a failure of the simulated Stripe itself. */
    SandboxAnswer failure(int status) {
        StripeError error = StripeError.ofStatus(status);
        String id = "req_" + books.things().ids().letters(14);
        SandboxAnswer answer = SandboxAnswer.json(
                        status, Rendering.text(error.body(id, books.things().now())))
                .with(VERSION, Events.VERSION)
                .with("Request-Id", id);
        return status == 429 ? answer.with("Stripe-Rate-Limited-Reason", "global-rate") : answer;
    }
}
