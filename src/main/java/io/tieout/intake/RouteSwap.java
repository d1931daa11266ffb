package io.tieout.intake;

import io.tieout.flow.Underway;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.jboss.logging.Logger;

/**
 * Replaces the set of routes that runs. First nothing new begins and what is under way ends, with the doors open; then
 * the doors are shut for the moment in which the routes are exchanged. A set that can't be started is taken back.
 */
@ApplicationScoped
public class RouteSwap {
    private static final Logger LOG = Logger.getLogger(RouteSwap.class);
    private static final long GLANCE_NANOS = 5_000_000;
    /** A third of what the process may take in all; Camel waits for the rest. */
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final CamelContext camel;
    private final RouteLoader loader;
    private final RouteSet set;
    private final DoorGate gate;
    private final Underway underway;
    private final RoutesConfig config;
    private volatile boolean running = true;

    RouteSwap(
            CamelContext camel,
            RouteLoader loader,
            RouteSet set,
            DoorGate gate,
            Underway underway,
            RoutesConfig config) {
        this.camel = camel;
        this.loader = loader;
        this.set = set;
        this.gate = gate;
        this.underway = underway;
        this.config = config;
    }

    /** Whether a set of routes runs; false only when a set could not be started and the one before it neither. */
    public boolean running() {
        return running;
    }

    /** Whether the routes have started, so that they can be replaced. */
    public boolean ready() {
        return camel.isStarted();
    }

    /**
     * Runs these files in place of those that run.
     *
     * @throws RouteSwapFailed when they can't be started; then those from before run again
     * @throws InterruptedException when the process ends
     */
    public void to(RouteFiles next) throws InterruptedException {
        RouteFiles before = set.files();
        try {
            loader.shutTimers();
            await(loader::timersRest, config.drain());
            loader.stopSources();
            await(this::idle, config.drain());
            gate.shut();
            gate.awaitEmpty(config.drain());
            replace(next);
            set.activate(next);
            opened();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            takeBack(before, e);
            throw new RouteSwapFailed(e);
        }
    }

    /**
     * Lets nothing new begin and waits for what is under way, for the process ends. Claims end first: a timer that
     * fires meanwhile would claim rows for workers that Camel then no longer has.
     *
     * @throws InterruptedException when the process is not to wait
     */
    public void end() throws InterruptedException {
        underway.end();
        loader.shutTimers();
        await(this::idle, LONGEST_END);
    }

    private void replace(RouteFiles next) throws Exception {
        loader.removeAll();
        underway.forgetPolls();
        loader.start(next);
    }

    private void takeBack(RouteFiles before, Exception cause) {
        try {
            replace(before);
            opened();
        } catch (Exception e) {
            running = false;
            e.addSuppressed(cause);
            LOG.errorf(e, "no set of route files runs any more: the doors stay shut until a sound set is mounted");
        }
    }

    private void opened() {
        running = true;
        gate.open();
    }

    /** Work that takes longer goes on; it is given back to its queue after the step that it is in. */
    private static void await(BooleanSupplier ended, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!ended.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(GLANCE_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("the process ends");
            }
        }
    }

    /** Deliveries have exchanges too, and the door is still open. */
    private boolean idle() {
        return loader.timersRest()
                && underway.idle()
                && camel.getInflightRepository().size() <= gate.inside();
    }
}
