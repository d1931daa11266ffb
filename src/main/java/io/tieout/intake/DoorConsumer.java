package io.tieout.intake;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
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
import org.apache.camel.support.ObjectHelper;
import org.jboss.logging.Logger;

/**
 * A door's end of {@code platform-http}. That of Camel holds a worker thread until the exchange has ended; here it is given
 * back while a notification waits for its commit, so that no number of them keeps others from being verified. A request's
 * headers and body are read as Camel reads them (no forms, no uploads). A route answers with a status, headers and a
 * text (UTF-8) or bytes; whatever else it ends with is answered 503.
 */
final class DoorConsumer extends VertxPlatformHttpConsumer {
    private static final Logger LOG = Logger.getLogger(DoorConsumer.class);
    private static final int UNAVAILABLE = 503;
    private static final int FIRST_FAILURE = 500;

    private final Refusals refusals;

    DoorConsumer(
            PlatformHttpEndpoint endpoint, Processor processor, VertxPlatformHttpEngine engine, Refusals refusals) {
        super(
                endpoint,
                processor,
                engine.getHandlers(),
                VertxPlatformHttpRouter.getRouterNameFromPort(engine.getServerPort()));
        this.refusals = refusals;
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
                        answer(delivery, exchange, Optional.ofNullable(routed.cause()));
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
                .compose(begun -> {
                    Arrivals.leave(delivery);
                    return ended.future();
                });
    }

    private void answer(RoutingContext delivery, Exchange exchange, Optional<Throwable> unrouted) {
        HttpServerResponse response = delivery.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Optional<Throwable> failure = unrouted.or(() -> Optional.ofNullable(exchange.getException()));
        if (failure.isPresent()) {
            refuse(response, failure.get().getClass().getSimpleName());
            return;
        }
        try {
            write(delivery, exchange);
        } catch (NoAnswer e) {
            refuse(response, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // What can't be a header is in its message.
            exchange.getMessage().getHeaders().keySet().forEach(response.headers()::remove);
            refuse(response, e.getClass().getSimpleName());
        }
    }

    /** A route that fails is no reason for a payment service to give a notification up. */
    private void refuse(HttpServerResponse response, String reason) {
        LOG.warnf("the route of a door gave no answer: the delivery is asked for again reason=%s", reason);
        refusals.refuse(response, "it was not stored: send it again later");
    }

    /** The route has left no answer: its error handling may have ended it on the way. */
    private static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoAnswer(String reason) {
            super(reason);
        }
    }

    private void write(RoutingContext delivery, Exchange exchange) {
        Message message = exchange.getMessage();
        int status = status(message);
        Buffer body = body(message);
        HttpServerResponse response = delivery.response().setStatusCode(status);
        message.getHeaders().forEach((name, value) -> {
            List<String> values = values(exchange, name, value);
            if (!values.isEmpty() && !delivery.pathParams().containsKey(name)) {
                response.putHeader(name, values);
            }
        });
        Optional.ofNullable(MessageHelper.getContentType(message))
                .ifPresent(type -> response.putHeader("Content-Type", type));
        response.end(body);
    }

    /** What of a header goes to the sender. */
    private List<String> values(Exchange exchange, String name, Object value) {
        HeaderFilterStrategy filter = getEndpoint().getHeaderFilterStrategy();
        return StreamSupport.stream(ObjectHelper.createIterable(value, null).spliterator(), false)
                .filter(one -> !filter.applyFilterToCamelHeaders(name, one, exchange))
                .map(Object::toString)
                .toList();
    }

    /** Said by the route: no answer is taken for a 200. Of what is wrong here the sender hears 503 alone. */
    private static int status(Message message) {
        int status = Optional.ofNullable(message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class))
                .orElseThrow(() -> new NoAnswer("the route has set no status"));
        if (status >= FIRST_FAILURE && status != UNAVAILABLE) {
            throw new NoAnswer("the route has set the status " + status);
        }
        return status;
    }

    /** Whatever charset the sender has named: that is of what it sent. */
    private static Buffer body(Message message) {
        if (message.getBody() instanceof String text) {
            return Buffer.buffer(text);
        }
        if (message.getBody() instanceof byte[] bytes) {
            return Buffer.buffer(bytes);
        }
        throw new NoAnswer("the route's answer is neither text nor bytes");
    }
}
