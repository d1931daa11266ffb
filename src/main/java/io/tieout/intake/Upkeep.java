package io.tieout.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.tieout.store.inbox.PayloadMonths;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import org.jboss.logging.Logger;

/**
 * Step of {@code routes/upkeep.camel.yaml}: partitions for payloads are made ahead, at the start too, before the doors
 * open. A failure is no reason to refuse notifications: the default partition takes what no month does.
 */
@ApplicationScoped
@Named("upkeep")
public class Upkeep {
    private static final Logger LOG = Logger.getLogger(Upkeep.class);
    private static final int MONTHS_AHEAD = 2;

    private final PayloadMonths months;
    private final MeterRegistry meters;
    private volatile boolean strays;

    Upkeep(PayloadMonths months, MeterRegistry meters) {
        this.months = months;
        this.meters = meters;
    }

    void begin(@Observes StartupEvent started) {
        Gauge.builder("tieout.payload.strays", () -> strays ? 1 : 0)
                .description("1 when payloads lie in the default partition")
                .register(meters);
        payloadMonths();
    }

    /** Makes the partitions of the next months, and looks whether any payload lies outside of them. */
    public void payloadMonths() {
        try {
            int made = months.ensure(MONTHS_AHEAD);
            strays = months.strays();
            if (made > 0) {
                LOG.infof("partitions for payloads were made count=%d", made);
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "partitions for payloads could not be made, they are tried again reason=%s",
                    e.getClass().getSimpleName());
        }
    }
}
