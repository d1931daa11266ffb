package io.tieout.intake;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The connection of a delivery, and its end: it has been answered, or its connection is gone. Vert.x alone doesn't
 * always tell. A response has room for one end handler, and who sets it takes it from all others, as Quarkus does with a
 * 413; and a request that was sent behind another, on a connection that went before its turn came, has no end.
 */
final class DeliveryEnd {

    private DeliveryEnd() {}

    /** Runs once. What comes of the body after an answer is dropped. */
    static void then(RoutingContext delivery, Runnable ended) {
        AtomicBoolean told = new AtomicBoolean();
        Runnable once = () -> {
            if (told.compareAndSet(false, true)) {
                ended.run();
            }
        };
        Future<Void> closed = connection(delivery).channel().closeFuture();
        GenericFutureListener<Future<Void>> gone = connection -> once.run();
        delivery.addEndHandler(answered -> {
            closed.removeListener(gone);
            drop(delivery.request());
            once.run();
        });
        closed.addListener(gone);
    }

    /** Whoever still gathers its body, in vain, would do so in memory that nobody counts. */
    private static void drop(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.handler(null).endHandler(null).exceptionHandler(null).resume();
        }
    }

    static boolean isGone(RoutingContext delivery) {
        return !connection(delivery).channel().isActive();
    }

    /** Ends it without an answer, with its connection: before Vert.x, which would first write what the sender doesn't read. */
    @SuppressWarnings("FutureReturnValueIgnored") // closeFuture() tells it.
    static void force(RoutingContext delivery) {
        connection(delivery).channelHandlerContext().close();
    }

    /** Nothing more is read from its connection, beside what has just come, until {@link #readOn}. */
    static void pause(RoutingContext delivery) {
        connection(delivery).doPause();
    }

    static void readOn(RoutingContext delivery) {
        connection(delivery).doResume();
    }

    private static ConnectionBase connection(RoutingContext delivery) {
        return (ConnectionBase) delivery.request().connection();
    }
}
