package io.tieout.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers 503 with {@code Retry-After} to a delivery that no route answers: the payment service sends it again. */
@ApplicationScoped
class Refusals {
    private static final int UNAVAILABLE = 503;

    private final IntakeConfig config;
    private final MeterRegistry meters;

    Refusals(IntakeConfig config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
    }

    /**
     * Ends the response.
     *
     * @param text what the sender reads
     */
    void refuse(HttpServerResponse response, String text) {
        meters.counter("tieout.webhooks", "provider", "none", "status", Integer.toString(UNAVAILABLE))
                .increment();
        response.setStatusCode(UNAVAILABLE)
                .putHeader("Retry-After", Long.toString(config.retryAfter().toSeconds()))
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(text);
    }
}
