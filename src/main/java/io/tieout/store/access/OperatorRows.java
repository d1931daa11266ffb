package io.tieout.store.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Reads and writes operators; each method joins the caller's transaction. */
@ApplicationScoped
@Transactional
public class OperatorRows {
    private final OperatorEntities entities;

    OperatorRows(OperatorEntities entities) {
        this.entities = entities;
    }

    public Optional<OperatorRow> byName(String name) {
        return entities.findByIdOptional(name)
                .map(entity -> new OperatorRow(entity.name, entity.tenant, entity.role, entity.passwordHash));
    }

    /** Adds the operator, or writes role and password of the one who is there; the tenant never changes. */
    public void save(OperatorRow row) {
        OperatorEntity entity = entities.findByIdOptional(row.name()).orElseGet(() -> {
            OperatorEntity added = new OperatorEntity();
            added.name = row.name();
            added.tenant = row.tenant();
            return added;
        });
        entity.role = row.role();
        entity.passwordHash = row.passwordHash();
        entities.persistAndFlush(entity);
    }

    /** Whether there is no operator at all. */
    public boolean none() {
        return entities.count() == 0;
    }
}
