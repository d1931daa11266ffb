package io.tieout.store.connection;

import io.quarkus.panache.common.Sort;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.Database;
import io.tieout.store.connection.ConnectionRow.Content;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads and writes connections; each method joins the caller's transaction. What people edit goes by way of entities,
 * which are written before a method returns: what is read by SQL sees it.
 */
@ApplicationScoped
@Transactional
public class ConnectionRows {
    private final ConnectionEntities entities;
    private final Database database;

    ConnectionRows(ConnectionEntities entities, Database database) {
        this.entities = entities;
        this.database = database;
    }

    /** The connections of a tenant by name. */
    public List<ConnectionRow> ofTenant(String tenant) {
        return entities.find("tenant", Sort.by("name"), tenant).stream()
                .map(ConnectionRows::row)
                .toList();
    }

    /** A connection by its number. Each call to a remote system asks: one statement, without a transaction of its own. */
    @Transactional(TxType.SUPPORTS)
    public Optional<ConnectionRow> byId(ConnectionId id) {
        return database.with(handle -> handle.createQuery("""
                        select id, tenant, name, system, base_url, settings::text as settings, version, enabled,
                          credential_names, credentials_version, stopped_at, stopped_reason, last_success_at
                        from connection where id = :id""")
                .bind("id", id.value())
                .map((row, context) -> row(row))
                .findOne());
    }

    /** A connection by its name, whatever its tenant: the caller compares the tenant. */
    public Optional<ConnectionRow> byName(String name) {
        return entities.find("name", name).firstResultOptional().map(ConnectionRows::row);
    }

    /** The name of the connection that has this account and mode in its settings, over all tenants. */
    public Optional<String> nameByAccount(String system, String account, String livemode) {
        return database.with(handle -> handle.createQuery("""
                        select name from connection
                        where system = :system and settings ->> 'account' = :account
                          and settings ->> 'livemode' = :livemode""")
                .bind("system", system)
                .bind("account", account)
                .bind("livemode", livemode)
                .mapTo(String.class)
                .findOne());
    }

    /**
     * Lets one transaction at a time add connections or links, until it ends: two that add the same name or account
     * would else both find it free.
     */
    public void awaitTurn() {
        database.run(handle -> handle.execute("select pg_advisory_xact_lock(hashtext('tieout.settings'))"));
    }

    /** As {@link #byName}, and keeps other editors out until the transaction ends. */
    public Optional<ConnectionRow> lock(String name) {
        return entities.find("name", name)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .map(entity -> {
                    entities.getEntityManager().refresh(entity);
                    return row(entity);
                });
    }

    /** The sealed credentials, empty when there are none. */
    public Optional<byte[]> credentials(ConnectionId id) {
        return entities.findByIdOptional(id.value()).map(entity -> entity.credentials);
    }

    /** Adds a connection, on, with version 1 and without credentials. */
    public ConnectionRow insert(String tenant, Content content) {
        ConnectionEntity entity = new ConnectionEntity();
        entity.tenant = tenant;
        entity.name = content.name();
        entity.system = content.system();
        entity.version = 1;
        entity.enabled = true;
        entity.credentialNames = "";
        fill(entity, content);
        entities.persistAndFlush(entity);
        return row(entity);
    }

    /** Writes new content under the next version. */
    public ConnectionRow update(ConnectionId id, Content content) {
        ConnectionEntity entity = entities.findById(id.value());
        entity.version++;
        fill(entity, content);
        entities.flush();
        return row(entity);
    }

    public void enable(ConnectionId id, boolean on) {
        entities.findById(id.value()).enabled = on;
        entities.flush();
    }

    /** Writes sealed credentials under the next credentials version and clears a stop. */
    public ConnectionRow seal(ConnectionId id, byte[] sealed, Collection<String> names) {
        ConnectionEntity entity = entities.findById(id.value());
        entity.credentials = sealed.clone();
        entity.credentialNames = String.join(",", new TreeSet<>(names));
        entity.credentialsVersion++;
        clearStop(entity);
        entities.flush();
        return row(entity);
    }

    /** Drops the credentials; the credentials version rises, so that nothing said about the old ones counts. */
    public void dropCredentials(ConnectionId id) {
        ConnectionEntity entity = entities.findById(id.value());
        entity.credentials = null;
        entity.credentialNames = "";
        entity.credentialsVersion++;
        entities.flush();
    }

    /** Stops the connection if its credentials are still these and it is not stopped yet; tells whether it did. */
    public boolean stop(ConnectionId id, int credentialsVersion, String reason) {
        return entities.update(
                        "stoppedReason = ?1, stoppedAt = instant where id = ?2 and credentialsVersion = ?3 "
                                + "and stoppedAt is null",
                        reason,
                        id.value(),
                        credentialsVersion)
                == 1;
    }

    /** Clears a stop. */
    public void resume(ConnectionId id) {
        clearStop(entities.findById(id.value()));
        entities.flush();
    }

    /** Makes due at once what waits for its next attempt at this connection: its events, its facts, its batches. */
    public void wake(ConnectionId id) {
        List.of(
                        "update event set next_attempt_at = now() where connection_id = :id and state = 'NEW'"
                                + " and next_attempt_at > now()",
                        "update fact set next_attempt_at = now() where connection_id = :id and next_attempt_at > now()",
                        "update batch set next_attempt_at = now() where target = :id and next_attempt_at > now()")
                .forEach(wake -> database.run(handle ->
                        handle.createUpdate(wake).bind("id", id.value()).execute()));
    }

    /** Notes that the remote system has just answered well. */
    public void succeeded(ConnectionId id) {
        entities.update("lastSuccessAt = instant where id = ?1", id.value());
    }

    private static void clearStop(ConnectionEntity entity) {
        entity.stoppedAt = null;
        entity.stoppedReason = null;
    }

    private static void fill(ConnectionEntity entity, Content content) {
        entity.baseUrl = content.baseUrl();
        entity.settings = content.settings();
    }

    private static ConnectionRow row(ConnectionEntity entity) {
        return new ConnectionRow(
                new ConnectionId(entity.id),
                entity.tenant,
                new Content(entity.name, entity.system, entity.baseUrl, entity.settings),
                entity.version,
                entity.enabled,
                sealed(entity.credentialNames, entity.credentialsVersion),
                stop(Optional.ofNullable(entity.stoppedAt), Optional.ofNullable(entity.stoppedReason)),
                Optional.ofNullable(entity.lastSuccessAt));
    }

    private static ConnectionRow row(ResultSet row) throws SQLException {
        return new ConnectionRow(
                new ConnectionId(row.getLong("id")),
                row.getString("tenant"),
                new Content(
                        row.getString("name"),
                        row.getString("system"),
                        row.getString("base_url"),
                        row.getString("settings")),
                row.getInt("version"),
                row.getBoolean("enabled"),
                sealed(row.getString("credential_names"), row.getInt("credentials_version")),
                stop(instant(row, "stopped_at"), Optional.ofNullable(row.getString("stopped_reason"))),
                instant(row, "last_success_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    private static ConnectionRow.Sealed sealed(String names, int version) {
        return new ConnectionRow.Sealed(names.isEmpty() ? Set.of() : Set.of(names.split(",")), version);
    }

    private static Optional<ConnectionRow.Stop> stop(Optional<Instant> stopped, Optional<String> reason) {
        return stopped.map(since -> new ConnectionRow.Stop(since, reason.orElse("")));
    }
}
