package io.tieout.store.connection;

import io.quarkus.panache.common.Sort;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.Database;
import io.tieout.store.connection.LinkRow.Identity;
import io.tieout.store.connection.LinkRow.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes links, which are never deleted; each method joins the caller's transaction. What people edit goes by
 * way of entities, which are written before a method returns: what is read by SQL sees it. What every piece of work asks
 * for is one statement, without a transaction of its own.
 */
@ApplicationScoped
@Transactional
public class LinkRows {
    private static final String SELECT = "select id, key, tenant, flow, source, target, settings::text as settings,"
            + " settings_hash, version, enabled, paused from link ";

    private final LinkEntities entities;
    private final Database database;

    LinkRows(LinkEntities entities, Database database) {
        this.entities = entities;
        this.database = database;
    }

    /** The links of a tenant by key. */
    public List<LinkRow> ofTenant(String tenant) {
        return entities.find("tenant", Sort.by("key"), tenant).stream()
                .map(LinkRows::row)
                .toList();
    }

    /** The links of a flow that start at a connection. */
    @Transactional(TxType.SUPPORTS)
    public List<LinkRow> from(ConnectionId source, String flow) {
        return database.with(
                handle -> handle.createQuery(SELECT + "where source = :source and flow = :flow order by id")
                        .bind("source", source.value())
                        .bind("flow", flow)
                        .map((row, context) -> row(row))
                        .list());
    }

    /** The links of a flow that are on and not paused. */
    @Transactional(TxType.SUPPORTS)
    public List<LinkRow> working(String flow) {
        return database.with(
                handle -> handle.createQuery(SELECT + "where flow = :flow and enabled and not paused order by id")
                        .bind("flow", flow)
                        .map((row, context) -> row(row))
                        .list());
    }

    /** A link by its number. */
    @Transactional(TxType.SUPPORTS)
    public Optional<LinkRow> byId(long id) {
        return database.with(handle -> handle.createQuery(SELECT + "where id = :id")
                .bind("id", id)
                .map((row, context) -> row(row))
                .findOne());
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

    private static LinkRow row(ResultSet row) throws SQLException {
        return new LinkRow(
                row.getLong("id"),
                new Identity(
                        row.getString("key"),
                        row.getString("tenant"),
                        row.getString("flow"),
                        new ConnectionId(row.getLong("source")),
                        new ConnectionId(row.getLong("target"))),
                new Settings(row.getString("settings"), row.getString("settings_hash")),
                row.getInt("version"),
                row.getBoolean("enabled"),
                row.getBoolean("paused"));
    }
}
