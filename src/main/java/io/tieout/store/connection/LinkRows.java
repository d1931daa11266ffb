package io.tieout.store.connection;

import io.quarkus.panache.common.Sort;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.connection.LinkRow.Identity;
import io.tieout.store.connection.LinkRow.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Reads and writes links, which are never deleted; each method joins the caller's transaction. */
@ApplicationScoped
@Transactional
public class LinkRows {
    private final LinkEntities entities;

    LinkRows(LinkEntities entities) {
        this.entities = entities;
    }

    /** The links of a tenant by key. */
    public List<LinkRow> ofTenant(String tenant) {
        return entities.find("tenant", Sort.by("key"), tenant).stream()
                .map(LinkRows::row)
                .toList();
    }

    /** The links of a flow that start at a connection. */
    public List<LinkRow> from(ConnectionId source, String flow) {
        return entities.find("source = ?1 and flow = ?2", Sort.by("id"), source.value(), flow).stream()
                .map(LinkRows::row)
                .toList();
    }

    /** The links of a flow that are on and not paused. */
    public List<LinkRow> working(String flow) {
        return entities.find("flow = ?1 and enabled and not paused", Sort.by("id"), flow).stream()
                .map(LinkRows::row)
                .toList();
    }

    public Optional<LinkRow> byId(long id) {
        return entities.findByIdOptional(id).map(LinkRows::row);
    }

    /** A link by its key, whatever its tenant: the caller compares the tenant. */
    public Optional<LinkRow> byKey(String key) {
        return entities.find("key", key).firstResultOptional().map(LinkRows::row);
    }

    /** Whether any link starts or ends at this connection. */
    public boolean uses(ConnectionId connection) {
        return entities.count("source = ?1 or target = ?1", connection.value()) > 0;
    }

    /** As {@link #byKey}, and keeps other editors out until the transaction ends. */
    public Optional<LinkRow> lock(String key) {
        return entities.find("key", key)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .map(entity -> {
                    entities.getEntityManager().refresh(entity);
                    return row(entity);
                });
    }

    /** Adds a link, on and working, with version 1. */
    public LinkRow insert(Identity identity, Settings settings) {
        LinkEntity entity = new LinkEntity();
        entity.key = identity.key();
        entity.tenant = identity.tenant();
        entity.flow = identity.flow();
        entity.source = identity.source().value();
        entity.target = identity.target().value();
        entity.settings = settings.json();
        entity.settingsHash = settings.hash();
        entity.version = 1;
        entity.enabled = true;
        entities.persistAndFlush(entity);
        return row(entity);
    }

    /** Writes new settings under the next version. */
    public LinkRow update(long id, Settings settings) {
        LinkEntity entity = entities.findById(id);
        entity.settings = settings.json();
        entity.settingsHash = settings.hash();
        entity.version++;
        entities.flush();
        return row(entity);
    }

    public void enable(long id, boolean on) {
        entities.findById(id).enabled = on;
        entities.flush();
    }

    public void pause(long id, boolean paused) {
        entities.findById(id).paused = paused;
        entities.flush();
    }

    private static LinkRow row(LinkEntity entity) {
        Identity identity = new Identity(
                entity.key,
                entity.tenant,
                entity.flow,
                new ConnectionId(entity.source),
                new ConnectionId(entity.target));
        Settings settings = new Settings(entity.settings, entity.settingsHash);
        return new LinkRow(entity.id, identity, settings, entity.version, entity.enabled, entity.paused);
    }
}
