package io.tieout.intake;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.http.HttpUtil;
import org.jboss.logging.Logger;

/**
 * A door's end of {@code platform-http}. That of Camel holds a worker thread until the exchange has ended; here it is given
 * back while a notification waits for its commit, so that no number of them keeps others from being verified. Everything
 * else of a request is read as Camel reads it. A route answers with a status, headers and a text or bytes.
 */
final class DoorConsumer extends VertxPlatformHttpConsumer {
    private static final Logger LOG = Logger.getLogger(DoorConsumer.class);
    private static final int FAILED = 503;

    private final IntakeConfig config;

    DoorConsumer(
            PlatformHttpEndpoint endpoint, Processor processor, VertxPlatformHttpEngine engine, IntakeConfig config) {
        super(
                endpoint,
                processor,
                engine.getHandlers(),
                VertxPlatformHttpRouter.getRouterNameFromPort(engine.getServerPort()));
        this.config = config;
    }

    @Override
    protected void handleRequest(RoutingContext delivery) {
        if (isSuspended()) {
            super.handleRequest(delivery);
            return;
        }
        Context loop = delivery.vertx().getOrCreateContext();
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        processHttpRequest(exchange, delivery)
                .compose(read -> routed(delivery, exchange))
                .onComplete(routed -> loop.runOnContext(now -> {
                    try {
                        answer(delivery, exchange, routed.failed());
                    } finally {
                        doneUoW(exchange);
                        releaseExchange(exchange, false);
                    }
                }));
    }

    /** Completes when the route has ended, on whatever thread that was; none waits for it. */
    private Future<Void> routed(RoutingContext delivery, Exchange exchange) {
        Promise<Void> ended = Promise.promise();
        // The first steps may read the database.
        return delivery.vertx()
                .executeBlocking(
                        () -> {
                            createUoW(exchange);
                            return getAsyncProcessor().process(exchange, doneSync -> ended.complete());
                        },
                        false)
                .compose(begun -> ended.future());
    }

    private void answer(RoutingContext delivery, Exchange exchange, boolean failed) {
        HttpServerResponse response = delivery.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (failed || exchange.isFailed()) {
            refuse(response, "failed");
            return;
        }
        try {
            write(delivery, exchange);
        } catch (RuntimeException e) {
            refuse(response, e.getClass().getSimpleName());
        }
    }

    /** A route that fails is no reason for a payment service to give a notification up. */
    private void refuse(HttpServerResponse response, String reason) {
        LOG.warnf("the route of a door gave no answer: the delivery is asked for again reason=%s", reason);
        response.setStatusCode(FAILED)
                .putHeader("Retry-After", Long.toString(config.retryAfter().toSeconds()))
                .end("it was not stored: send it again later");
    }

    private void write(RoutingContext delivery, Exchange exchange) {
        Message message = exchange.getMessage();
        HttpServerResponse response =
                delivery.response().setStatusCode(HttpUtil.determineResponseCode(exchange, message.getBody()));
        HeaderFilterStrategy filter = getEndpoint().getHeaderFilterStrategy();
        message.getHeaders().forEach((name, value) -> {
            boolean ofPath = delivery.pathParams().containsKey(name);
            if (value != null && !ofPath && !filter.applyFilterToCamelHeaders(name, value, exchange)) {
                response.putHeader(name, value.toString());
            }
        });
        Optional.ofNullable(MessageHelper.getContentType(message))
                .ifPresent(type -> response.putHeader("Content-Type", type));
        byte[] body = Optional.ofNullable(message.getBody(byte[].class)).orElse(new byte[0]);
        response.end(Buffer.buffer(body));
    }
}
