package io.tieout.intake;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The end of a delivery: it has been answered, or its connection is gone. Vert.x alone doesn't always tell. A response has
 * room for one end handler, and who sets it takes it from all others, as Quarkus does with a 413; and a request that was
 * sent behind another, on a connection that went before its turn came, has no end.
 */
final class DeliveryEnd {

    private DeliveryEnd() {}

    /** Runs once, on the delivery's event loop: at once when the connection is gone already. */
    static void then(RoutingContext delivery, Runnable ended) {
        AtomicBoolean told = new AtomicBoolean();
        Runnable once = () -> {
            if (told.compareAndSet(false, true)) {
                ended.run();
            }
        };
        Future<Void> closed = channel(delivery).closeFuture();
        GenericFutureListener<Future<Void>> gone = connection -> once.run();
        delivery.addEndHandler(answered -> {
            closed.removeListener(gone);
            once.run();
        });
        closed.addListener(gone);
    }

    /** Ends it without an answer, with its connection. What Vert.x still has to write is not waited for. */
    @SuppressWarnings("FutureReturnValueIgnored") // closeFuture() tells it.
    static void force(RoutingContext delivery) {
        channel(delivery).close();
    }

    /** Nothing more is read from its connection until {@link #readOn}. */
    static void pause(RoutingContext delivery) {
        channel(delivery).config().setAutoRead(false);
    }

    static void readOn(RoutingContext delivery) {
        channel(delivery).config().setAutoRead(true);
    }

    private static Channel channel(RoutingContext delivery) {
        return ((ConnectionBase) delivery.request().connection()).channel();
    }
}
