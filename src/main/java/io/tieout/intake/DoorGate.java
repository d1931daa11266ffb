package io.tieout.intake;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import org.apache.camel.CamelContext;

/**
 * Stands before all doors. While their routes are not there (they have not started yet, are replaced, or stop) a
 * delivery is answered 503 with {@code Retry-After}, never 404; and it knows how many deliveries are inside, so that
 * routes are not taken away under them.
 */
@ApplicationScoped
public class DoorGate {
    static final String DOORS = DoorEngine.DOORS + "/*";
    /** Before every handler that answers, login included. */
    private static final int ORDER = -10_000;

    private final CamelContext camel;
    private final IntakeConfig config;
    private final Refusals refusals;
    private int inside;
    private boolean shut;
    private boolean ending;

    DoorGate(CamelContext camel, IntakeConfig config, Refusals refusals) {
        this.camel = camel;
        this.config = config;
        this.refusals = refusals;
    }

    void guard(@Observes Router router) {
        router.route(DOORS).order(ORDER).handler(this::enter);
    }

    private void enter(RoutingContext delivery) {
        // It was sent behind another: nobody is there any more who could be answered.
        if (DeliveryEnd.isGone(delivery)) {
            return;
        }
        if (admit()) {
            long deadline =
                    delivery.vertx().setTimer(config.longestDelivery().toMillis(), late -> DeliveryEnd.force(delivery));
            DeliveryEnd.then(delivery, () -> {
                delivery.vertx().cancelTimer(deadline);
                leave();
            });
            delivery.next();
            return;
        }
        // The body is read and dropped, else the connection could not be used again.
        delivery.request().resume();
        refusals.refuse(delivery.response(), "the doors are opened in a moment: send it again later");
    }

    private synchronized boolean admit() {
        if (shut || ending || !camel.isStarted()) {
            return false;
        }
        inside++;
        return true;
    }

    private synchronized void leave() {
        inside--;
        notifyAll();
    }

    /** Deliveries that were let in and are not answered yet. */
    synchronized int inside() {
        return inside;
    }

    /** Lets nobody in until {@link #open}. */
    synchronized void shut() {
        shut = true;
    }

    synchronized void open() {
        shut = false;
    }

    /** Waits until nobody is inside; whoever is after {@code longest} is left to end alone. */
    synchronized void awaitEmpty(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (long left = longest.toMillis(); inside > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /** After what is under way has ended, and before what commits deliveries. */
    synchronized void end(@Observes @Priority(Interceptor.Priority.APPLICATION + 100) ShutdownEvent shutdown) {
        ending = true;
    }
}
