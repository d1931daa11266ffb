package io.tieout.routes;

import io.micrometer.core.instrument.MeterRegistry;
import io.tieout.intake.RouteFiles;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What became of changed route files, told to people: in the log and by health at once, in the audit trail and as an
 * alert as soon as the database takes it.
 */
@ApplicationScoped
class RouteNews {
    private static final Logger LOG = Logger.getLogger(RouteNews.class);
    private static final int MOST_FINDINGS = 20;
    private static final int MOST_UNTOLD = 100;
    private static final long RENEWAL_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final RouteRecords records;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Deque<Entry> untold = new ArrayDeque<>();
    private volatile @Nullable Refusal refusal;
    private boolean alertTold;
    private long alertNanos;

    RouteNews(RouteRecords records, MeterRegistry meters, Clock clock) {
        this.records = records;
        this.meters = meters;
        this.clock = clock;
    }

    /** An entry for the audit trail of each tenant. */
    record Entry(String action, Map<String, Object> detail) {}

    /**
     * A set that lies in the folder and does not run.
     *
     * @param hash of the set
     * @param findings why, at most {@value #MOST_FINDINGS} lines
     */
    record Refusal(String hash, List<String> findings, Instant since) {
        Refusal {
            findings = List.copyOf(findings);
        }
    }

    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    boolean isRefused(String hash) {
        return refusal().filter(last -> last.hash().equals(hash)).isPresent();
    }

    void refused(String hash, String active, List<String> findings) {
        List<String> first = findings.subList(0, Math.min(findings.size(), MOST_FINDINGS));
        LOG.warnf("route files refused set=%s active=%s findings=%d first=%s", hash, active, findings.size(), first);
        refusal = new Refusal(hash, first, clock.instant());
        alertTold = false;
        count("refused");
        add(new Entry("routes.refused", Map.of("set", hash, "active", active, "findings", first)));
    }

    void reloaded(RouteFiles before, RouteFiles now) {
        List<String> changes = now.changesSince(before);
        LOG.infof("route files reloaded set=%s before=%s changes=%s", now.hash(), before.hash(), changes);
        count("reloaded");
        add(new Entry("routes.reloaded", Map.of("before", before.hash(), "after", now.hash(), "files", changes)));
        over();
    }

    /** What lies in the folder runs. */
    void over() {
        if (refusal != null) {
            refusal = null;
            alertTold = false;
        }
    }

    private void count(String outcome) {
        meters.counter("tieout.routes.changes", "outcome", outcome).increment();
    }

    private void add(Entry entry) {
        if (untold.size() == MOST_UNTOLD) {
            LOG.errorf("the audit trail lacks an entry, the database has not taken it entry=%s", untold.remove());
        }
        untold.add(entry);
    }

    /** Writes what the database has not taken yet; what it does not take now is tried again at the next look. */
    void tell() {
        try {
            while (!untold.isEmpty()) {
                records.write(untold.element());
                untold.remove();
            }
            tellAlert();
        } catch (RuntimeException e) {
            LOG.debugf("news of route files wait reason=%s", e.getClass().getSimpleName());
        }
    }

    /** Renewed now and then: another process, whose folder is already in order, may have cleared it. */
    private void tellAlert() {
        Refusal now = refusal;
        boolean stale = now != null && System.nanoTime() - alertNanos > RENEWAL_NANOS;
        if (alertTold && !stale) {
            return;
        }
        if (now == null) {
            records.clear();
        } else {
            records.raise("the route files with hash " + now.hash() + " are not run, those before them are: "
                    + String.join("; ", now.findings()));
        }
        alertTold = true;
        alertNanos = System.nanoTime();
    }
}
