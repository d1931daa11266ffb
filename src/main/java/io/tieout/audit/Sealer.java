package io.tieout.audit;

import io.tieout.store.audit.SealRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Step of {@code routes/audit.camel.yaml}: numbers, chains and seals what was written since. */
@ApplicationScoped
@Named("sealer")
public class Sealer {
    private static final Logger LOG = Logger.getLogger(Sealer.class);
    private static final int MOST_ROUNDS = 100;

    private final SealRows rows;
    private final Sealing sealing;
    private final AuditConfig config;

    Sealer(SealRows rows, Sealing sealing, AuditConfig config) {
        this.rows = rows;
        this.sealing = sealing;
        this.config = config;
    }

    /** Seals what waits, a part of each tenant in turn, so that nobody's backlog holds up the others. */
    public void seal() {
        List<String> tenants = rows.waiting();
        for (int round = 0; round < MOST_ROUNDS && !tenants.isEmpty(); round++) {
            tenants = full(tenants);
        }
    }

    /** Seals a part of each; answers those that have more. */
    private List<String> full(List<String> tenants) {
        List<String> full = new ArrayList<>();
        for (String tenant : tenants) {
            try {
                if (sealing.seal(tenant, config.most()) == config.most()) {
                    full.add(tenant);
                }
            } catch (RuntimeException e) {
                LOG.warnf(
                        "the audit trail could not be sealed, it is tried again tenant=%s reason=%s",
                        tenant, e.getClass().getSimpleName());
            }
        }
        return full;
    }
}
