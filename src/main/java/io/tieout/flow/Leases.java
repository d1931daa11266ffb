package io.tieout.flow;

import io.quarkus.runtime.ShutdownEvent;
import io.tieout.domain.work.Claim;
import io.tieout.domain.work.ClaimLost;
import io.tieout.store.lease.LeaseRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keeps the lease of a row while a call for it is under way. A call may take longer than a lease (a read timeout is
 * minutes at EBS) and a look makes many: without this, another worker takes the row over again and again, and nothing
 * is ever written. A lease that simply outlasts every timeout would be no better: a row of a process that has died
 * would lie as long.
 */
@ApplicationScoped
public class Leases {
    private static final Logger LOG = Logger.getLogger(Leases.class);

    private final LeaseRows rows;
    private final WorkConfig config;
    private final Set<Claim> underway = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(Leases::daemon);
    private final Future<?> renewing;

    Leases(LeaseRows rows, WorkConfig config) {
        this.rows = rows;
        this.config = config;
        long pause = Math.max(config.lease().toMillis() / 3, 1);
        this.renewing = keeper.scheduleWithFixedDelay(this::renew, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** Makes a call that reads: its lease is renewed for as long as it takes, and costs nothing when it is quick. */
    <T> T during(Claim claim, Supplier<T> call) {
        underway.add(claim);
        try {
            return call.get();
        } finally {
            underway.remove(claim);
        }
    }

    /**
     * Makes one of many calls for a row: its lease is renewed before it, too.
     *
     * @throws ClaimLost before the call, when another worker has the row
     */
    <T> T renewed(Claim claim, Supplier<T> call) {
        rows.renew(claim, config.lease());
        return during(claim, call);
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent shutdown) {
        renewing.cancel(false);
        keeper.shutdown();
    }

    private void renew() {
        underway.forEach(claim -> {
            try {
                rows.renew(claim, config.lease());
            } catch (ClaimLost lost) {
                // Its worker finds out by itself, as soon as its call returns.
                underway.remove(claim);
            } catch (RuntimeException e) {
                LOG.warnf(
                        "a lease was not renewed claim=%s reason=%s",
                        claim, e.getClass().getSimpleName());
            }
        });
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "leases");
        thread.setDaemon(true);
        return thread;
    }
}
