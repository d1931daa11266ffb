package io.tieout.audit;

import io.tieout.connection.KeySet;
import io.tieout.store.audit.ChainRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Verifies chains within the application, of each tenant one at a time. */
@ApplicationScoped
public class Verifier {
    private final ChainRows rows;
    private final KeySet keys;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Verifier(ChainRows rows, KeySet keys) {
        this.rows = rows;
        this.keys = keys;
    }

    /** The end of a tenant's chain; empty when nothing is sealed. */
    public Optional<Head> head(String tenant) {
        return rows.head(tenant).map(Head::of);
    }

    /**
     * Verifies a tenant's chain.
     *
     * @param kept a head that left the database earlier
     * @return empty when that is under way already in this process
     */
    public Optional<Verdict> verify(String tenant, Optional<Head> kept) {
        if (!running.add(tenant)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Verification(rows, keys.ring()).verify(tenant, kept));
        } finally {
            running.remove(tenant);
        }
    }
}
