package io.tieout.sandbox.ebs;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Runs work later on a worker thread; a failure is logged, since nobody waits for it. */
final class Background {

    private static final System.Logger LOG = System.getLogger(Background.class.getName());

    private final Vertx vertx;

    Background(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Runs the work after a real-time delay (at least a millisecond, so never inside the caller's transaction). */
    void after(Duration delay, Runnable work) {
        vertx.setTimer(
                Math.max(1, delay.toMillis()),
                timer -> vertx.<Void>executeBlocking(
                                () -> {
                                    work.run();
                                    return null;
                                },
                                false)
                        .onFailure(cause -> LOG.log(System.Logger.Level.ERROR, "background work failed", cause)));
    }
}
