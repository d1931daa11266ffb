package io.tieout.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tieout.store.audit.ChainRows;
import io.tieout.store.audit.ChainRows.Backlog;
import io.tieout.store.watch.Alerts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Tells what waits for its seal for too long: until it is sealed, an entry can be deleted and the chain doesn't show it.
 */
@ApplicationScoped
class Backlogs {
    private static final Logger LOG = Logger.getLogger(Backlogs.class);
    private static final String KIND = "audit-unsealed";
    private static final long LATE_SECONDS = 60;

    private final ChainRows chain;
    private final Alerts alerts;
    private volatile List<Backlog> last = List.of();

    Backlogs(ChainRows chain, Alerts alerts, MeterRegistry meters) {
        this.chain = chain;
        this.alerts = alerts;
        Gauge.builder(
                        "tieout.audit.unsealed",
                        () -> last.stream().mapToLong(Backlog::count).sum())
                .description("Audit entries that wait for their seal")
                .register(meters);
        Gauge.builder(
                        "tieout.audit.unsealed.oldest",
                        () -> last.stream()
                                .mapToLong(Backlog::oldestSeconds)
                                .max()
                                .orElse(0))
                .description("For how long the oldest of them has waited")
                .baseUnit("seconds")
                .register(meters);
    }

    /** Looks at the backlog of each tenant: raises an alert where it is old, and clears it where it is not any more. */
    void tell() {
        last = chain.backlogs();
        List<Backlog> late = last.stream()
                .filter(backlog -> backlog.oldestSeconds() > LATE_SECONDS)
                .toList();
        late.forEach(this::raise);
        alerts.clearOthers(
                KIND, late.stream().map(backlog -> subject(backlog.tenant())).collect(Collectors.toSet()));
    }

    private void raise(Backlog backlog) {
        LOG.warnf(
                "audit.unsealed entries wait for their seals too long tenant=%s count=%d seconds=%d",
                backlog.tenant(), backlog.count(), backlog.oldestSeconds());
        alerts.raise(
                backlog.tenant(),
                KIND,
                subject(backlog.tenant()),
                backlog.count() + " entries of the audit trail wait for their seals, the oldest for "
                        + backlog.oldestSeconds() + " seconds: does the route that seals run, or does somebody hold "
                        + "its lock in the database? Until they are sealed, entries can be deleted unseen: compare "
                        + "the trail with the log");
    }

    private static String subject(String tenant) {
        return "tenant:" + tenant;
    }
}
