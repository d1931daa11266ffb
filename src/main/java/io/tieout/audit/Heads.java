package io.tieout.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.tieout.store.audit.ChainRows;
import io.tieout.store.audit.SealRow;
import io.tieout.store.watch.Alerts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Step of {@code routes/audit.camel.yaml}: tells the heads of the chains where the database's owner can't take them
 * back, in log and metrics. It remembers what it told, so a chain that no longer leads through it raises an alert.
 */
@ApplicationScoped
@Named("heads")
public class Heads {
    private static final Logger LOG = Logger.getLogger(Heads.class);

    private final ChainRows chain;
    private final Backlogs backlogs;
    private final Alerts alerts;
    private final MultiGauge sealed;
    private final MultiGauge marks;
    private final Map<String, Head> told = new ConcurrentHashMap<>();

    Heads(ChainRows chain, Backlogs backlogs, Alerts alerts, MeterRegistry meters) {
        this.chain = chain;
        this.backlogs = backlogs;
        this.alerts = alerts;
        this.sealed = MultiGauge.builder("tieout.audit.sealed")
                .description("Audit entries in the chain of a tenant")
                .register(meters);
        this.marks = MultiGauge.builder("tieout.audit.head")
                .description("First 48 bits of the last seal of a tenant, as a number")
                .register(meters);
    }

    /** Tells each head that is another than the one told last, and what waits for its seal too long. */
    public void tell() {
        backlogs.tell();
        List<MultiGauge.Row<?>> counts = new ArrayList<>();
        List<MultiGauge.Row<?>> seals = new ArrayList<>();
        for (ChainRows.End end : chain.heads()) {
            Head head = Head.of(end.seal());
            Tags tags = Tags.of("tenant", end.tenant());
            counts.add(MultiGauge.Row.of(tags, head::number));
            seals.add(MultiGauge.Row.of(tags, head::mark));
            lookBack(end.tenant());
            if (!head.equals(told.put(end.tenant(), head))) {
                say(end.tenant(), head);
            }
        }
        sealed.register(counts, true);
        marks.register(seals, true);
    }

    /** A chain only grows: the head that was told last must still stand in it. */
    private void lookBack(String tenant) {
        Optional.ofNullable(told.get(tenant)).ifPresent(last -> {
            Optional<SealRow> now = chain.at(tenant, last.number());
            if (now.filter(seal -> last.fits(seal.seal())).isEmpty()) {
                LOG.errorf(
                        "audit.broken the chain does not lead through its last head tenant=%s head=%s", tenant, last);
                alerts.raise(
                        tenant,
                        "audit-chain",
                        "tenant:" + tenant,
                        "the audit chain no longer leads through the head " + last
                                + ", which it had a moment ago: somebody changed the database; keep this head and run "
                                + "audit verify with it");
            }
        });
    }

    private static void say(String tenant, Head head) {
        Map<String, String> fields =
                Map.of("tenant", tenant, "number", Long.toString(head.number()), "seal", head.seal());
        fields.forEach(MDC::put);
        try {
            LOG.infof("audit.head tenant=%s number=%d seal=%s", tenant, head.number(), head.seal());
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }
}
