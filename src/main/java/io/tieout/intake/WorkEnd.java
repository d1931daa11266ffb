package io.tieout.intake;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tieout.flow.Underway;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.SchedulerException;

/**
 * Ends the work of a process before Camel stops its routes: claims end first, then timers, then what is under way is
 * waited for. Else a timer that fires meanwhile would claim rows for workers that Camel then no longer has.
 */
@ApplicationScoped
public class WorkEnd {
    private static final String TIMER = "quartz";
    private static final long GLANCE_NANOS = 5_000_000;
    /** A third of what the process may take in all; Camel waits for the rest. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final CamelContext camel;
    private final Underway underway;
    private final TimerGate timers = new TimerGate();

    WorkEnd(CamelContext camel, Underway underway) {
        this.camel = camel;
        this.underway = underway;
    }

    void begin(@Observes StartupEvent started) throws Exception {
        camel.addStartupListener(new TimersGuarded());
    }

    /** The scheduler comes with the start of the context. */
    private final class TimersGuarded implements ExtendedStartupListener {
        @Override
        public void onCamelContextStarted(CamelContext context, boolean before) throws SchedulerException {
            guard();
        }

        @Override
        public void onCamelContextFullyStarted(CamelContext context, boolean before) throws SchedulerException {
            guard();
        }

        private void guard() throws SchedulerException {
            if (camel.hasComponent(TIMER) instanceof QuartzComponent quartz && quartz.getScheduler() != null) {
                quartz.getScheduler().getListenerManager().addTriggerListener(timers);
            }
        }
    }

    /** Before what the work needs, such as its leases, is ended by others. */
    void end(@Observes @Priority(Interceptor.Priority.APPLICATION) ShutdownEvent shutdown) {
        underway.end();
        timers.shut();
        long latest = System.nanoTime() + LONGEST.toNanos();
        while (!(timers.rests() && underway.idle())
                && System.nanoTime() < latest
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }
}
